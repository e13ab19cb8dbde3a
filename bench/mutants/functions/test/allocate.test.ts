import { describe, expect, it } from 'vitest';
import { allocate } from '../src/allocate.ts';

describe('allocate', () => {
  it('splits evenly', () => {
    expect(allocate(100, [1, 1])).toEqual([50, 50]);
  });
  it('loses no cent', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
  it('takes a ratio of zero', () => {
    expect(allocate(10, [0, 1])).toEqual([0, 10]);
  });
});
