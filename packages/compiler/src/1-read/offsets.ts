/** Walks of a file that go only where a look at its text found something. */
import type { Span } from '../contract.ts';

/** Whether one of some offsets, which are in ascending order, lies in a stretch. */
export function containsAny(offsets: readonly number[], { start, end }: Span): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const first = offsets[low];
  return first !== undefined && first < end;
}
