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

/**
 * Where some words stand in a text, or in a stretch of it, in ascending order. A sign beside one that may belong to a longer word, but need not, parts it.
 *
 * @pure
 */
export function offsetsOf(text: string, words: readonly string[], { start, end }: Span = { start: 0, end: text.length }): number[] {
  const found: number[] = [];
  for (const word of words) {
    for (let at = text.indexOf(word, start); at !== -1 && at < end; at = text.indexOf(word, at + word.length)) {
      if (!isWordSign(text.charCodeAt(at - 1)) && !isWordSign(text.charCodeAt(at + word.length))) found.push(at);
    }
  }
  return words.length > 1 ? found.sort((a, b) => a - b) : found;
}

/** Whether a character code is that of an ASCII letter, a digit, `_` or `$`. */
function isWordSign(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}
