import { exists, forall } from '@proviso/runtime';
import { areApart, isCovered, isInterval, type Interval } from './predicates/intervals.ts';

/**
 * Joins what overlaps or touches.
 *
 * @requires `intervals.every(isInterval)`: no interval ends before it starts
 * @ensures `areApart(result)`
 * @ensures `forall(intervals, (each) => isCovered(each, result))`
 * @ensures `forall(result, ({ start }) => exists(intervals, (each) => each.start === start))`: nothing is added
 * @ensures `forall(result, ({ end }) => exists(intervals, (each) => each.end === end))`: nothing is added
 */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))) {
    const last = merged.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}
