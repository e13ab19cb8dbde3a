/** Faults that were there once. */
import type { Linter } from 'eslint';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintFile, type Report } from './lint.ts';
import { lintText, suggestionFor } from './lint-text.ts';

describe('packages that did and did not opt in, in one program', () => {
  const root = join(import.meta.dirname, '../.tmp/order');
  const files = { a: join(root, 'a/index.ts'), b: join(root, 'b/index.ts') };
  beforeAll(() => {
    for (const name of ['a', 'b']) mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, 'a/package.json'), '{ "name": "a", "dependencies": { "@proviso/runtime": "*" } }');
    writeFileSync(join(root, 'b/package.json'), '{ "name": "b" }');
    writeFileSync(files.a, "import { b } from '../b/index.js';\nb(0);\n");
    writeFileSync(files.b, '/** @requires `n > 0` */\nexport function b(n: number): void {\n  void n;\n}\n');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const rules: Linter.RulesRecord = { '@proviso/require-contract': ['error', { scope: 'exported' }], '@proviso/no-violated-precondition': 'error' };
  const lintIn = (order: readonly ('a' | 'b')[]): Report[] => {
    const program = ts.createProgram(Object.values(files), { module: ts.ModuleKind.NodeNext, strict: true, types: [] });
    return order.flatMap((each) => lintFile(program, files[each], rules));
  };

  test('the order of linting does not matter', () => {
    expect(lintIn(['a', 'b'])).toEqual([]);
    expect(lintIn(['b', 'a'])).toEqual([]);
  });
});

test('clauses in declaration files are no prose', () => {
  expect(lintText('no-prose-clause', '/** @requires `n > 0` */\nexport declare function f(n: number): void;\n', { fileName: 'sample.d.ts' })).toEqual([]);
});

describe('a copy of an old value is suggested where it is a whole one', () => {
  const declared = 'declare const o: { a: { b: number } };\ndeclare const rows: { n: number }[];\ndeclare const words: string[];\ndeclare const maybe: number[] | undefined;\n';
  const suggested = (clause: string): string[] => lintText('safe-old', `${declared}/** @ensures \`${clause}\` */\nexport function f(n: number): void {\n  void n;\n}\n`).flatMap(({ suggested }) => suggested.map(({ desc }) => desc));

  test.each([
    ['o.a.b > old(o).a.b', ['Keep the value itself: `old(o.a.b)`.']],
    ['rows[0]!.n === old(rows)[0]!.n', []],
    ['words.every((w) => old(words).includes(w))', ['Keep a copy: `old([...words])`.']],
    ['maybe === undefined || maybe.length > old(maybe)!.length', []],
  ])('%s', (clause, expected) => {
    expect(suggested(clause)).toEqual(expected);
  });
});

describe('a clause is added where TypeScript attaches it', () => {
  const guard = 'if (n < 0) throw new RangeError("no"); void n;';
  test.each([
    `export class K { z = 1; m(n: number): void { ${guard} } }`,
    `const a = 1; export function h(n: number): void { ${guard} void a; }`,
    `export const o = { a: 1, m(n: number) { ${guard} } };`,
    `export const p = { a: { b: function (n: number) { ${guard} } } };`,
  ])('%s', (text) => {
    const output = suggestionFor('prefer-contract', text);
    expect(output).toContain('@throws {RangeError} iff `n < 0`');
    expect(lintText('prefer-contract', output ?? '')).toEqual([]);
  });
});

describe('a draft forbids nothing that a callee does', () => {
  const draftsOf = (text: string): number => lintText('prefer-contract', text).length;

  test.each([
    ['a function of the file', 'export function c(n: number): number { if (n < 0) throw new RangeError("x"); return d(n); }\nfunction d(n: number): number { const m = n; if (m > 5) throw new RangeError("y"); return n; }'],
    ['a method of JavaScript', 'export function c(n: number): string { if (n < 0) throw new RangeError("x"); return "a".repeat(n); }'],
  ])('%s', (_, text) => {
    expect(draftsOf(text)).toBe(0);
  });

  test('but is made where no callee throws it', () => {
    expect(draftsOf('export function c(n: number): number { if (n < 0) throw new RangeError("x"); return d(n); }\nfunction d(n: number): number { return n; }')).toBe(1);
  });
});

describe('named predicates are looked into', () => {
  test.each([
    ['logs', 'function logs(n: number): boolean { console.log(n); return true; }'],
    ['late', 'function late(n: number): boolean { return Date.now() > n; }'],
    ['indirect', 'function indirect(n: number): boolean { return chance(n); }\nfunction chance(n: number): boolean { return Math.random() > n; }'],
  ])('%s', (name, text) => {
    const findings = lintText('pure-contract', `${text}\n/** @requires \`${name}(n)\` */\nexport function f(n: number): void {\n  void n;\n}\n`);
    expect(findings.map(({ marked }) => marked)).toEqual([`${name}(n)`]);
  });
});

test('reasons count in languages without spaces', () => {
  expect(lintText('max-no-contract', '/** @noContract 内部でのみ使用されるため契約は不要 */\nexport function f(n: number): number {\n  return n;\n}\n')).toEqual([]);
});

test('a wrapped function is asked for a contract at its own place', () => {
  const [finding] = lintText('require-contract', 'declare function memo<T>(x: T): T;\nexport const f = memo((n: number) => { const q = n; return q; });\n', { options: [{ scope: 'exported', skip: [] }] });
  expect(finding?.message).toMatch(/^`f` is exported but has no contract\. Right before the function itself, say/);
});
