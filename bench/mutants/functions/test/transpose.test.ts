import { describe, expect, it } from 'vitest';
import { transpose } from '../src/transpose.ts';

describe('transpose', () => {
  it('turns a table', () => {
    expect(transpose([[1, 2, 3], [4, 5, 6]])).toEqual([[1, 4], [2, 5], [3, 6]]);
  });
  it('of nothing is nothing', () => {
    expect(transpose([])).toEqual([]);
  });
});
