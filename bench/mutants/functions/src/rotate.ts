import { isPermutation } from './predicates/lists.ts';

/**
 * A list turned to the left by some places; to the right where they are negative.
 *
 * @requires `Number.isSafeInteger(places)`
 * @ensures `isPermutation(result, list)`
 * @ensures `list.length === 0 || Object.is(result[0], list.at(places % list.length))`
 */
export function rotate(list: readonly number[], places: number): number[] {
  if (list.length === 0) return [];
  let shift = places % list.length;
  if (shift < 0) shift += list.length;
  return [...list.slice(shift), ...list.slice(0, shift)];
}
