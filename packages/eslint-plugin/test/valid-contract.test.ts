/** `valid-contract`: what it suggests, and what it finds that the compiler leaves to people. The compiler's problems are in `parity.test.ts`. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { lintText, type Setup } from './lint-text.ts';

const owner = (clause: string): string => `/** @requires \`${clause}\` */\nexport function f(n: unknown): void {\n  void n;\n}\n`;

describe('a name that is imported as a type', () => {
  const others = {
    'kinds.ts': 'export class A { a = 1; }\nexport class B { b = 1; }\nexport interface I { i: 1 }\nexport default class D { d = 1; }\n',
    'typed.ts': "export type { A } from './kinds.js';\n",
    'again.ts': "export { A } from './typed.js';\nimport type { B } from './kinds.js';\nexport { B };\nimport { B as C } from './kinds.js';\nexport { C };\n",
    'stars.ts': "export type * from './kinds.js';\n",
    'all.ts': "export * from './kinds.js';\n",
  };
  const outcome = (line: string, clause: string, compilerOptions: ts.CompilerOptions = {}): { before: number; suggested: readonly string[]; after: number } => {
    const text = `${line}\n${owner(clause)}`;
    const findings = lintText('valid-contract', text, { others, compilerOptions });
    const outputs = findings.flatMap(({ suggested }) => suggested.map(({ output }) => output));
    return { before: findings.length, suggested: outputs.map((output) => output.split('\n', 1)[0] ?? ''), after: outputs.flatMap((output) => lintText('valid-contract', output, { others, compilerOptions })).length };
  };

  test.each([
    ["import type { A } from './kinds.js';", 'n instanceof A', "import { A } from './kinds.js';"],
    ["import type { A, B, I } from './kinds.js';", 'n instanceof A', "import { A, type B, type I } from './kinds.js';"],
    ["import type { B, A as K } from './kinds.js';", 'n instanceof K', "import { type B, A as K } from './kinds.js';"],
    ["import type{A}from './kinds.js';", 'n instanceof A', "import {A}from './kinds.js';"],
    ["import { type A, type B } from './kinds.js';", 'n instanceof A', "import { A, type B } from './kinds.js';"],
    ["import D, { type  A, B } from './kinds.js';", 'n instanceof A', "import D, { A, B } from './kinds.js';"],
    ["import type D from './kinds.js';", 'n instanceof D', "import D from './kinds.js';"],
    ["import type { default as D, B } from './kinds.js';", 'n instanceof D', "import { default as D, type B } from './kinds.js';"],
    ["import type * as kinds from './kinds.js';", 'n instanceof kinds.A', "import * as kinds from './kinds.js';"],
    ["import type { A } from './all.js';", 'n instanceof A', "import { A } from './all.js';"],
    ["import type { C } from './again.js';", 'n instanceof C', "import { C } from './again.js';"],
  ])('%s', (line, clause, expected) => {
    expect(outcome(line, clause)).toEqual({ before: 1, suggested: [expected], after: 0 });
    expect(outcome(line, clause, { verbatimModuleSyntax: true })).toEqual({ before: 1, suggested: [expected], after: 0 });
  });

  test.each([
    ['has no value', "import type { I } from './kinds.js';", 'n instanceof I'],
    ['is exported as a type', "import type { A } from './typed.js';", 'n instanceof A'],
    ['is exported as a type further away', "import type { A } from './again.js';", 'n instanceof A'],
    ['is imported as a type where it comes from', "import type { B } from './again.js';", 'n instanceof B'],
    ['is one of many that are exported as types', "import type { A } from './stars.js';", 'n instanceof A'],
    ['is missing', "import type { Z } from './kinds.js';", 'n instanceof Z'],
    ['comes from a source path', "import type { A } from './kinds.ts';", 'n instanceof A'],
  ])('stays a type where it %s', (_, line, clause) => {
    expect(outcome(line, clause)).toMatchObject({ before: 1, suggested: [] });
  });

  test('stays a type in a CommonJS module whose syntax is kept', () => {
    const line = "import type { A } from './kinds.js';";
    const options = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Bundler };
    expect(outcome(line, 'n instanceof A', { ...options, verbatimModuleSyntax: true })).toMatchObject({ before: 1, suggested: [] });
    expect(outcome(line, 'n instanceof A', options)).toMatchObject({ before: 1, suggested: ["import { A } from './kinds.js';"] });
  });

  test('is not what a parameter of that name is', () => {
    const text = "import type { A } from './kinds.js';\n/** @requires `A` */\nexport function f(A: number): A { throw A; }\n";
    expect(lintText('valid-contract', text, { others }).flatMap(({ suggested }) => suggested)).toEqual([]);
  });
});

/** More than 100 characters, of which `n` is the first. */
const long = (n: string): string => `${n} !== 1 && ${Array.from({ length: 12 }, (_, index) => `${n} !== ${index + 10}`).join(' && ')}`;

describe('a long clause', () => {
  const found = (text: string, options: Record<string, unknown> = {}): ReturnType<typeof lintText> => lintText('valid-contract', text, { options: [options] });

  test('is reported from the option on', () => {
    const text = `/** @requires \`${long('n')}\` */\nexport function f(n: number): void {\n  void n;\n}\n`;
    const { length } = long('n');
    expect(found(text)).toMatchObject([{ marked: long('n'), message: `The clause has ${length} characters on a line, and at most 100 are easy to read. Move the condition to a function whose name says what it means, and call that: \`fRequires(n)\`.` }]);
    expect(found(text, { maxLength: length })).toEqual([]);
    expect(found(text, { maxLength: length - 1 })).toHaveLength(1);
    expect(found(text, { maxLength: 0 })).toEqual([]);
  });

  test.each([
    ['spans lines', `/**\n * @requires \`${long('n').replaceAll(' && ', ' &&\n *   ')}\`\n */\nexport function f(n: number): void {\n  void n;\n}\n`],
    ['is a statement', `import { requires } from '@proviso/runtime';\nexport function f(n: number): void {\n  requires(${long('n')});\n}\n`],
    ['is prose', `/** @requires ${'that all is well and '.repeat(8)} */\nexport function f(n: number): void {\n  void n;\n}\n`],
  ])('is not one that %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('is mended first where something else is wrong with it', () => {
    expect(found(`/** @requires \`${long('m')}\` */\nexport function f(n: number): void {\n  void n;\n}\n`).map(({ message }) => message)).not.toContainEqual(expect.stringContaining('characters'));
  });

  const conditionOf = (text: string): string => /`([^`]*)`/.exec(text)?.[1] ?? '';
  const named = (text: string, setup: Setup = {}): string | undefined => {
    const [finding, ...more] = lintText('valid-contract', text, setup);
    expect(more).toEqual([]);
    const output = finding?.suggested[0]?.output;
    if (output !== undefined) expect(lintText('valid-contract', output, setup)).toEqual([]);
    return output;
  };

  test.each([
    ['a parameter', `/** @requires \`${long('n')}\` */\nexport function f(n: number): void {\n  void n;\n}\n`, 'fRequires(n)', 'function fRequires(n: number): boolean {'],
    ['several, each once', `/** @requires \`${long('n')} && n !== m && s.length > 0\` */\nexport const f = (n: number, m = 1, ...s: string[]): void => {\n  void [n, m, s];\n};\n`, 'fRequires(n, m, s)', 'function fRequires(n: number, m: number, s: string[]): boolean {'],
    ['an optional one', `/** @requires \`n === undefined || ${long('n')}\` */\nexport function f(n?: number): void {\n  void n;\n}\n`, 'fRequires(n)', 'function fRequires(n: (number) | undefined): boolean {'],
    ['a type of the file', `interface P { n: number }\n/** @requires \`${long('p.n')}\` */\nexport function f(p: Readonly<P>): void {\n  void p;\n}\n`, 'fRequires(p)', 'function fRequires(p: Readonly<P>): boolean {'],
    ['a pattern', `/** @requires \`${long('n')}\` */\nexport function f({ n }: { n: number }): void {\n  void n;\n}\n`, 'fRequires(n)', 'function fRequires(n: number): boolean {'],
    ['what is around', `const most = 5;\n/** @requires \`n < most && ${long('n')} && Number.isInteger(n)\` */\nexport function f(n: number): void {\n  void n;\n}\n`, 'fRequires(n)', 'function fRequires(n: number): boolean {'],
    ['the result', `/** @ensures \`${long('result')}\` */\nexport async function f(n: number): Promise<number> {\n  return n;\n}\n`, 'fEnsures(result)', 'function fEnsures(result: number): boolean {'],
    ['an error clause', `/** @throws {RangeError} if \`${long('n')}\` */\nexport function f(n: number): void {\n  void n;\n}\n`, 'fThrows(n)', 'function fThrows(n: number): boolean {'],
    ['a method of a class that is not exported', `class K {\n  /** @requires \`${long('n')}\` */\n  m(n: number): void {\n    void n;\n  }\n}\nexport const k = new K();\n`, 'kMRequires(n)', 'function kMRequires(n: number): boolean {'],
    ['a constructor', `export class K {\n  /** @requires \`${long('n')}\` */\n  constructor(n: number) {\n    void n;\n  }\n}\n`, 'newKRequires(n)', 'function newKRequires(n: number): boolean {'],
    ['a name that is taken', `const fRequires = 1;\n/** @requires \`${long('n')}\` */\nexport function f(n: number): void {\n  void n, fRequires;\n}\n`, 'fRequires2(n)', 'function fRequires2(n: number): boolean {'],
    ['no line end', `/** @requires \`${long('n')}\` */\nexport function f(n: number): void { void n; }`, 'fRequires(n)', 'function fRequires(n: number): boolean {'],
    ['CRLF', `/** @requires \`${long('n')}\` */\r\nexport function f(n: number): void { void n; }\r\n`, 'fRequires(n)', 'function fRequires(n: number): boolean {'],
  ])('becomes a function: %s', (_, text, call, head) => {
    const output = named(text) ?? '';
    expect(conditionOf(output)).toBe(call);
    expect(output).toContain(`${head}${text.includes('\r') ? '\r\n' : '\n'}  return ${conditionOf(text)};`);
    expect(output.replaceAll('\r\n', '').includes('\r')).toBe(false);
    expect(text.includes('\r') ? /[^\r]\n/.test(output) : false).toBe(false);
  });

  test('becomes a function without types in JavaScript', () => {
    const output = named(`/** @requires \`${long('n')}\` */\nexport function f(n) {\n  return n;\n}\n`, { fileName: 'sample.js', compilerOptions: { allowJs: true } });
    expect(output).toContain(`function fRequires(n) {\n  return ${long('n')};\n}\n`);
  });

  test.each<[string, string, Setup?]>([
    ['`old`', `/** @ensures \`old(n) > 0 && ${long('n')}\` */\nexport function f(n: number): void {\n  void n;\n}\n`],
    ['`this`', `export class K {\n  n = 1;\n  /** @ensures \`${long('this.n')}\` */\n  constructor() {}\n}\n`],
    ['a helper of clauses', `/** @requires \`forall(ns, (n) => ${long('n')})\` */\nexport function f(ns: number[]): void {\n  void ns;\n}\n`],
    ['a type parameter', `/** @requires \`${long('ns.length')}\` */\nexport function f<T>(ns: T[]): void {\n  void ns;\n}\n`],
    ['a name of the function around', `export function g(m: number): (n: number) => void {\n  return /** @requires \`m > 0 && ${long('n')}\` */ (n: number) => void n;\n}\n`],
    ['a type of the function around', `export function g(): unknown {\n  interface P { n: number }\n  return /** @requires \`${long('p.n')}\` */ (p: P): void => void p;\n}\n`],
    ['what an earlier clause narrowed', `/**\n * @requires \`n !== undefined\`\n * @requires \`n > 0 && ${long('n')}\`\n */\nexport function f(n?: number): void {\n  void n;\n}\n`],
    ['what it narrows for a later clause', `/**\n * @requires \`n !== undefined && ${long('n')}\`\n * @requires \`n > 0\`\n */\nexport function f(n?: number): void {\n  void n;\n}\n`],
    ['heirs', `export class K {\n  /** @requires \`${long('n')}\` */\n  m(n: number): void {\n    void n;\n  }\n}\n`],
    ['no body', `export interface K {\n  /** @requires \`${long('n')}\` */\n  m(n: number): void;\n}\n`],
    ['no types', owner(long('n')), { untyped: true }],
  ])('is reported without a suggestion where there is %s', (_, text, setup = {}) => {
    const findings = lintText('valid-contract', text, { ...setup, options: [{ types: false }] });
    expect(findings.map(({ message, suggested }) => [message.includes(' characters on a line'), suggested])).toEqual([[true, []]]);
  });
});

test.each(['sample.js', 'sample.ts'])('a name that nothing declares, in a file that TypeScript does not check: %s', (fileName) => {
  const text = `// @ts-nocheck\n/** @requires \`amout > 0 && amount < limit\` */\nexport function f(amount) {\n  return amount;\n}\nconst limit = 3;\n`;
  expect(lintText('valid-contract', text, { fileName, compilerOptions: { allowJs: true } }).map(({ marked, message }) => `${marked}: ${message}`)).toEqual([
    "amout: Cannot find name 'amout'. If this is prose, remove the backticks.",
  ]);
});
