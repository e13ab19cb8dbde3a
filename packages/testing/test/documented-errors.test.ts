/** Errors that a documentation speaks of are no surprise, however it does. */
import { expect, test } from 'vitest';
import { checkText } from './check-text.ts';
import { functionOf } from './subjects-of.ts';

test.each([
  ['a clause', "/** @throws {RangeError} iff `n < 0` */\nexport function f(n: number): void { if (n < 0) throw new RangeError(); }", ['RangeError']],
  ['prose', "/**\n * @ensures `result > 0`\n * @throws {RangeError} where there is too much\n * @throws {TypeError}\n */\nexport const f = (n: number): number => n;", ['RangeError', 'TypeError']],
  ['nothing', "/** @ensures `result > 0` */\nexport function f(n: number): number { return n; }", []],
])('%s', (_, source, errors) => expect(functionOf(source).errors).toEqual(errors));

test('a full stack is none of them', async () => {
  const reports = await checkText('/** @throws {RangeError} where there is too much\n * @ensures `result > 0` */\nexport function endless(n: number): number { return n === 0 ? 1 : endless(n + 1); }');
  expect(reports.get('endless')?.verdict).toMatchObject({ verdict: 'error', reason: 'it called itself until the stack was full' });
});
