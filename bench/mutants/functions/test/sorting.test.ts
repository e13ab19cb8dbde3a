import { describe, expect, it } from 'vitest';
import { insertionSort, lowerMedian, mergeSorted } from '../src/sorting.ts';

describe('sorting', () => {
  it('sorts', () => {
    expect(insertionSort([3, 1, 2])).toEqual([1, 2, 3]);
  });
  it('merges', () => {
    expect(mergeSorted([1, 4], [2, 3])).toEqual([1, 2, 3, 4]);
  });
  it('finds the middle', () => {
    expect(lowerMedian([5, 1, 3])).toEqual(3);
  });
});
