import { describe, expect, it } from 'vitest';
import { UndoHistory } from '../src/undo-history.ts';

describe('undo-history', () => {
  it('undoes and redoes', () => {
    const history = new UndoHistory('a', 10);
    history.edit('b');
    expect(history.undo()).toEqual(true);
    expect(history.text).toEqual('a');
    expect(history.redo()).toEqual(true);
    expect(history.text).toEqual('b');
  });
  it('has a limit', () => {
    const history = new UndoHistory('a', 2);
    history.edit('b');
    history.edit('c');
    history.undo();
    expect(history.text).toEqual('b');
    expect(history.undo()).toEqual(false);
  });
});
