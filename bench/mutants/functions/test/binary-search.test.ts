import { describe, expect, it } from 'vitest';
import { binarySearch } from '../src/binary-search.ts';

describe('binary-search', () => {
  it('finds a number', () => {
    expect(binarySearch([1, 3, 5, 7], 5)).toEqual(2);
  });
  it('says where a missing one would stand', () => {
    expect(binarySearch([1, 3, 5], 4)).toEqual(-3);
    expect(binarySearch([], 1)).toEqual(-1);
  });
});
