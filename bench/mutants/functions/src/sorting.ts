import { isPermutation, isSorted } from './predicates/lists.ts';

/**
 * Sorts by insertion.
 *
 * @requires `values.every((value) => !Number.isNaN(value))`
 * @ensures `isSorted(result) && isPermutation(result, values)`
 * @ensures `result !== values`
 */
export function insertionSort(values: readonly number[]): number[] {
  const sorted: number[] = [];
  for (const value of values) {
    let place = sorted.length;
    while (place > 0 && (sorted[place - 1] as number) > value) place -= 1;
    sorted.splice(place, 0, value);
  }
  return sorted;
}

/**
 * Merges two sorted lists.
 *
 * @requires `isSorted(a) && isSorted(b)`
 * @ensures `isSorted(result) && isPermutation(result, [...a, ...b])`
 */
export function mergeSorted(a: readonly number[], b: readonly number[]): number[] {
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if ((a[i] as number) <= (b[j] as number)) merged.push(a[i++] as number);
    else merged.push(b[j++] as number);
  }
  while (i < a.length) merged.push(a[i++] as number);
  while (j < b.length) merged.push(b[j++] as number);
  return merged;
}

/**
 * The value in the middle; of an even number of values, the lower of the two.
 *
 * @requires `values.length > 0 && values.every((value) => !Number.isNaN(value))`
 * @ensures `values.includes(result)`
 * @ensures `values.filter((value) => value < result).length * 2 < values.length`
 * @ensures `values.filter((value) => value > result).length * 2 <= values.length`
 */
export function lowerMedian(values: readonly number[]): number {
  const sorted = insertionSort(values);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}
