import { describe, expect, it } from 'vitest';
import { areBracketsClosed } from '../src/brackets.ts';

describe('brackets', () => {
  it('are closed', () => {
    expect(areBracketsClosed('f(a[1])')).toEqual(true);
  });
  it('are not', () => {
    expect(areBracketsClosed('(]')).toEqual(false);
    expect(areBracketsClosed('(')).toEqual(false);
  });
});
