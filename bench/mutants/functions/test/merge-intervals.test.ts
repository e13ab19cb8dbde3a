import { describe, expect, it } from 'vitest';
import { mergeIntervals } from '../src/merge-intervals.ts';

describe('merge-intervals', () => {
  it('joins what overlaps', () => {
    expect(mergeIntervals([{ start: 1, end: 3 }, { start: 2, end: 6 }, { start: 8, end: 10 }])).toEqual([{ start: 1, end: 6 }, { start: 8, end: 10 }]);
  });
  it('takes them in any order', () => {
    expect(mergeIntervals([{ start: 5, end: 6 }, { start: 1, end: 2 }])).toEqual([{ start: 1, end: 2 }, { start: 5, end: 6 }]);
  });
});
