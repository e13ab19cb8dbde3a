/** The characters that a pattern names one by one: quotes, separators, ends of lines. */

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

/**
 * What a pattern names that is no letter, digit or blank: `/[",\r]/` names a quote, a comma and the end of a line.
 *
 * @ensures `result.every((each) => each.length === 1)`
 */
export function charactersOf(source: string): string[] {
  const found = new Set<string>();
  for (const [part] of source.matchAll(/\[(?:\\.|[^\]\\])*\]|\\.|[^\\]/g)) {
    const isSet = part.length > 1 && part.startsWith('[');
    for (const [each] of (isSet ? part.slice(1, -1) : part).matchAll(/\\?[^\\]|\\\\/g)) {
      const character = each.length > 1 ? (escaped[each.charAt(1)] ?? each.charAt(1)) : each;
      const isNamed = each.length > 1 ? !/\w/.test(character) : !/[\w\s]/.test(character) && (isSet ? !'^-'.includes(character) : !'^$.*+?()[]{}|/'.includes(character));
      if (isNamed) found.add(character);
    }
  }
  return [...found];
}
