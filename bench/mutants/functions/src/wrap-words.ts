import { forall } from '@proviso/runtime';
import { equalLists } from './predicates/lists.ts';
import { wordsOf } from './predicates/words.ts';

/**
 * Breaks a text into lines of at most `width` characters between its words; a word that is longer has a line of its own.
 *
 * @requires `Number.isSafeInteger(width) && width >= 1`
 * @ensures `equalLists(wordsOf(result.join(' ')), wordsOf(text))`: no word is lost
 * @ensures `forall(result, (line) => line.length <= width || !line.includes(' '))`
 * @ensures `forall(result, (line, i) => i === 0 || (result[i - 1] ?? '').length + 1 + (line.split(' ')[0] ?? '').length > width)`: lines are full
 */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (line === '') {
      line = word;
    } else if (line.length + 1 + word.length <= width) {
      line = `${line} ${word}`;
    } else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
