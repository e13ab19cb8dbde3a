import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintText } from './lint-text.ts';

const rule = 'max-no-contract';
const exempt = (...tags: readonly string[]): string => tags.map((tag, index) => `/** ${tag} */\nexport function f${index}(n: number): number {\n  return n;\n}\n`).join('');

/** A file of a package of its own, relative to this folder. */
function fileIn(name: string, file: string): string {
  const folder = join('../.tmp/max-no-contract', name);
  mkdirSync(join(import.meta.dirname, folder), { recursive: true });
  writeFileSync(join(import.meta.dirname, folder, 'package.json'), JSON.stringify({ name, dependencies: { '@proviso/runtime': '*' } }));
  return join(folder, file);
}

describe('a reason', () => {
  test.each(['n/a', 'n/a n/a n/a', 'todo', 'trivial', 'simple', 'none', 'later', 'TODO: later', 'not needed', 'it is trivial', 'simple function.', 'too simple to need a contract', 'not needed here for now'])('%s gives none', (reason) => {
    expect(lintText(rule, exempt(`@noContract ${reason}`))).toEqual([
      {
        message: `"${reason}" gives no reason that a reader could check. Say in three words or more why no condition is worth stating here, or write the contract instead of @noContract.`,
        at: `1:5-1:${17 + reason.length}`,
        marked: `@noContract ${reason}`,
        suggested: [],
      },
    ]);
  });

  test('is missing', () => {
    expect(lintText(rule, exempt('@trusted'))).toMatchObject([{ message: '@trusted has no reason. Say in three words or more why no condition is worth stating here, or write the contract instead.', at: '1:5-1:13' }]);
  });

  test.each(['every number is fine', 'hands on to f1', 'checked by the generated parser', 'the type says it all', 'only formats for the log'])('%s is one', (reason) => {
    expect(lintText(rule, exempt(`@noContract ${reason}`))).toEqual([]);
  });

  test('in a package that did not opt in nobody asks', () => {
    expect(lintText(rule, exempt('@noContract todo'), { fileName: '../../../sample.ts' })).toEqual([]);
  });
});

describe('the budget', () => {
  const reason = '@noContract every number is fine';

  test('holds what fits', () => {
    expect(lintText(rule, exempt(reason, reason), { options: [{ max: 2 }], fileName: fileIn('fits', 'a.ts') })).toEqual([]);
  });

  test('counts a tag above a call once, whatever the call takes', () => {
    const both = 'declare function memo(...functions: readonly ((n: number) => number)[]): object;\n/** @noContract every number is fine */\nexport const f = memo((n) => n, (n) => -n);\n';
    expect(lintText(rule, both, { options: [{ max: 1 }], fileName: fileIn('wrapped', 'a.ts') })).toEqual([]);
    expect(lintText(rule, both, { options: [{ max: 0 }], fileName: fileIn('wrapped', 'a.ts') }).map(({ at }) => at)).toEqual(['2:5-2:37']);
  });

  test('is none by default', () => {
    expect(lintText(rule, exempt(...Array<string>(20).fill(reason)), { fileName: fileIn('default', 'a.ts') })).toEqual([]);
  });

  test('reports what comes after it is spent', () => {
    expect(lintText(rule, exempt(reason, '@trusted tested by hand only', reason), { options: [{ max: 2 }], fileName: fileIn('spent', 'a.ts') })).toEqual([
      {
        message: 'The package `spent` has 3 @noContract and @trusted, and its budget is 2. Write a contract here or for another of them, or raise `max` of this rule on purpose.',
        at: '9:5-9:37',
        marked: reason,
        suggested: [],
      },
    ]);
  });

  test('counts the other files of the program, whatever the order of linting', () => {
    const [a, b] = [fileIn('program', 'a.ts'), fileIn('program', 'b.ts')];
    const text = exempt(reason, reason);
    expect(lintText(rule, text, { options: [{ max: 3 }], fileName: b, others: { [a]: text } })).toMatchObject([{ at: '5:5-5:37' }]);
    expect(lintText(rule, text, { options: [{ max: 3 }], fileName: a, others: { [b]: text } })).toEqual([]);
  });

  test('counts the files that were linted before, where there are no types', () => {
    const setup = { options: [{ max: 3 }], untyped: true };
    const text = exempt(reason, reason);
    expect(lintText(rule, text, { ...setup, fileName: fileIn('seen', 'b.ts') })).toEqual([]);
    expect(lintText(rule, text, { ...setup, fileName: fileIn('seen', 'a.ts') })).toMatchObject([{ at: '5:5-5:37' }]);
    expect(lintText(rule, text, { ...setup, fileName: fileIn('seen', 'b.ts') })).toEqual([]);
  });

  test('is that of one package', () => {
    const [a, b] = [fileIn('one', 'a.ts'), fileIn('other', 'b.ts')];
    expect(lintText(rule, exempt(reason), { options: [{ max: 1 }], fileName: a, others: { [b]: exempt(reason) } })).toEqual([]);
  });

  test('gets smaller when a file does', () => {
    const fileName = fileIn('shrinks', 'a.ts');
    expect(lintText(rule, exempt(reason, reason), { options: [{ max: 1 }], fileName })).toHaveLength(1);
    expect(lintText(rule, exempt(reason), { options: [{ max: 1 }], fileName })).toEqual([]);
  });
});
