/** A clause that calls what breaks a promise is what was violated: nothing was caught. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import { checkText } from './check-text.ts';

beforeEach(() => allowViolations());

test('a clause that throws, since what it calls is called as it may not be', async () => {
  const reports = await checkText(`
/** @requires \`text !== ''\`
 * @ensures \`result >= 0\` */
export function parse(text: string): number { return text.length; }

/** @ensures \`parse(result) >= 0\` */
export function print(n: number): string { return n > 3 ? '' : 'a'; }

/** @ensures \`result >= 0\` */
export function catches(n: number): number {
  try {
    return parse(n > 3 ? '' : 'a');
  } catch {
    return 0;
  }
}
`);
  const problemOf = (symbol: string): unknown => {
    const verdict = reports.get(symbol)?.verdict;
    return verdict?.verdict === 'refuted' ? verdict.counterexample.problem : verdict;
  };
  expect(problemOf('print')).toMatchObject({ clause: 'parse(result) >= 0', subject: 'print', blame: { party: 'contract' }, wasSwallowed: false });
  expect(problemOf('catches')).toMatchObject({ clause: "text !== ''", subject: 'parse', wasSwallowed: true });
});
