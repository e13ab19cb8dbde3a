import { forall } from '@proviso/runtime';

/**
 * The longest text that all texts begin with.
 *
 * @requires `texts.length > 0`
 * @ensures `forall(texts, (text) => text.startsWith(result))`
 * @ensures `texts.some((text) => text.length === result.length || text[result.length] !== texts[0]?.[result.length])`: none is longer
 */
export function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] as string;
  for (const text of texts) {
    let length = 0;
    while (length < prefix.length && length < text.length && text[length] === prefix[length]) length += 1;
    prefix = prefix.slice(0, length);
  }
  return prefix;
}
