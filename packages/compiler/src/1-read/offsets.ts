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
  // A search of the whole text would go on to the word behind the stretch, which may be far.
  const stretch = text.slice(start, end);
  for (const word of words) {
    for (let next = stretch.indexOf(word); next !== -1; next = stretch.indexOf(word, next + word.length)) {
      const at = start + next;
      if (!isWordSign(text.charCodeAt(at - 1)) && !isWordSign(text.charCodeAt(at + word.length))) found.push(at);
    }
  }
  return words.length > 1 ? found.sort((a, b) => a - b) : found;
}

/** The sticky pattern of some tags. What looks for them goes from `@` to `@`, which is found much faster than any of a list of words. */
export function tagPattern(names: Iterable<string>): RegExp {
  return new RegExp(`@(?:${[...names].join('|')})\\b`, 'y');
}

/** Where the next of some tags stands in a text, by their `tagPattern`; -1 for nowhere. */
export function nextTag(text: string, pattern: RegExp, from = 0): number {
  for (let at = text.indexOf('@', from); at !== -1; at = text.indexOf('@', at + 1)) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return at;
  }
  return -1;
}

/**
 * Where some tags stand in a text, by their `tagPattern`, in ascending order.
 *
 * @pure
 */
export function offsetsOfTags(text: string, pattern: RegExp): number[] {
  const found: number[] = [];
  for (let at = nextTag(text, pattern); at !== -1; at = nextTag(text, pattern, at + 1)) found.push(at);
  return found;
}

/** Whether a character code is that of an ASCII letter, a digit, `_` or `$`. */
function isWordSign(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}
