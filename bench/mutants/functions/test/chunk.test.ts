import { describe, expect, it } from 'vitest';
import { chunk } from '../src/chunk.ts';

describe('chunk', () => {
  it('cuts a list', () => {
    expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  });
  it('of nothing is nothing', () => {
    expect(chunk([], 3)).toEqual([]);
  });
});
