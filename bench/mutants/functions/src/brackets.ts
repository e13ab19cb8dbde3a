import { openBrackets } from './predicates/words.ts';

/**
 * Whether every bracket of a text is closed by one of its kind, in the right order.
 *
 * @ensures `!result || openBrackets(text).every((open) => open === 0)`
 * @ensures `/[()[\]{}]/.test(text) || result`
 * @ensures `!/^[^()[\]{}]*[)\]}]/.test(text) || !result`: none is closed before it is opened
 * @ensures `!/[([{][^()[\]{}]*$/.test(text) || !result`: none is left open
 */
export function areBracketsClosed(text: string): boolean {
  const expected: string[] = [];
  for (const char of text) {
    if (char === '(') expected.push(')');
    else if (char === '[') expected.push(']');
    else if (char === '{') expected.push('}');
    else if (char === ')' || char === ']' || char === '}') {
      if (expected.pop() !== char) return false;
    }
  }
  return expected.length === 0;
}
