import { isSorted } from './predicates/lists.ts';
import { fits } from './predicates/search.ts';

/**
 * Where a number stands in a sorted list; where it is missing, `-1 - place` with the place at which it would keep the list sorted.
 *
 * @requires `isSorted(list)`
 * @requires `!Number.isNaN(target)`
 * @ensures `result < 0 || list[result] === target`
 * @ensures `result >= 0 || !list.includes(target)`
 * @ensures `result >= 0 || fits(list, target, -1 - result)`
 */
export function binarySearch(list: readonly number[], target: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const value = list[middle] as number;
    if (value === target) return middle;
    if (value < target) low = middle + 1;
    else high = middle - 1;
  }
  return -1 - low;
}
