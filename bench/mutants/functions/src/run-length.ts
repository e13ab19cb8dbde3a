import { forall } from '@proviso/runtime';
import { areRuns, type Run } from './predicates/runs.ts';
import { sum } from './predicates/numbers.ts';

/**
 * A text as runs of equal characters.
 *
 * @ensures `areRuns(result)`
 * @ensures `decode(result) === text`
 * @ensures `forall(result, (run, i) => i === 0 || run.char !== result[i - 1]?.char)`: runs are as long as they can be
 */
export function encode(text: string): Run[] {
  const runs: { char: string; count: number }[] = [];
  for (const char of text) {
    const last = runs.at(-1);
    if (last && last.char === char) last.count += 1;
    else runs.push({ char, count: 1 });
  }
  return runs;
}

/**
 * The text of some runs.
 *
 * @requires `areRuns(runs)`
 * @ensures `result.length === sum(runs.map(({ char, count }) => char.length * count))`
 * @ensures `runs.length === 0 || result.startsWith(runs[0]?.char ?? '')`
 */
export function decode(runs: readonly Run[]): string {
  let text = '';
  for (const { char, count } of runs) {
    for (let i = 0; i < count; i++) text += char;
  }
  return text;
}
