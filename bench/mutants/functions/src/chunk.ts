import { forall } from '@proviso/runtime';
import { equalLists } from './predicates/lists.ts';

/**
 * A list in pieces of `size`; the last may be shorter.
 *
 * @requires `Number.isSafeInteger(size) && size >= 1`
 * @ensures `equalLists(result.flat(), items)`
 * @ensures `forall(result, (piece, i) => piece.length === size || (i === result.length - 1 && piece.length > 0 && piece.length < size))`
 */
export function chunk(items: readonly number[], size: number): number[][] {
  const pieces: number[][] = [];
  for (let start = 0; start < items.length; start += size) {
    pieces.push(items.slice(start, start + size));
  }
  return pieces;
}
