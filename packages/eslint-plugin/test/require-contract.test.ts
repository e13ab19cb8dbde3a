/** `require-contract`: what satisfies it, what it skips, what it says and what it suggests; each wrong case beside a right one. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { isFrameworkEntry, isGenerated, isTest } from '../src/require-contract/file-kinds.ts';
import { allSkips, type Skip } from '../src/require-contract/skips.ts';
import { requireContract } from '../src/rules/require-contract.ts';
import { lintText, suggestionFor, type Finding } from './lint-text.ts';

/** The samples are in the folder of the tests. */
const skip = allSkips.filter((each) => each !== 'tests');

interface Setup {
  readonly scope?: 'entry' | 'exported' | 'all';
  readonly skip?: readonly Skip[];
  readonly fileName?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly untyped?: boolean;
}

function lint(text: string, { scope = 'exported', ...setup }: Setup = {}): Finding[] {
  return lintText('require-contract', text, { ...setup, options: [{ scope, skip: setup.skip ?? skip }] });
}

/** The names that are reported. */
function reported(text: string, setup: Setup = {}): string[] {
  return lint(text, setup).map(({ message }) => /^`([^`]+)`/.exec(message)?.[1] ?? message);
}

describe('what satisfies it', () => {
  const body = 'export function f(n: number): number { return n + 1; }';
  test.each([
    ['@requires', '/** @requires `n > 0` */', '/** @requires n is positive */'],
    ['@ensures', '/** @ensures `result > n` */', '/** @ensures more */'],
    ['@throws', '/** @throws {RangeError} iff `n < 0` */', '/** @throws {RangeError} if n is negative */'],
    ['@pure', '/** @pure */', '/** pure */'],
    ['@modifies', '/** @modifies nothing */', '/** @modifies the world */'],
    ['@noContract with a reason', '/** @noContract every number is fine */', '/** @noContract */'],
    ['@trusted with a reason', '/** @trusted checked by hand */', '/** @trusted */'],
    ['a clause that is wrong: another rule says so', '/** @requires `n >` */', '/** Adds one. */'],
  ])('%s', (_, right, wrong) => {
    expect(reported(`${right}\n${body}`)).toEqual([]);
    expect(reported(`${wrong}\n${body}`)).toEqual(['f']);
  });
  test('@yields', () => {
    const generator = 'export function* f(n: number) { yield n; }';
    expect(reported(`/** @yields \`value > 0\` */\n${generator}`)).toEqual([]);
    expect(reported(`/** @yields numbers */\n${generator}`)).toEqual(['f']);
  });
  test('a call in the body, but not an assertion', () => {
    expect(reported("import { requires } from '@proviso/runtime';\nexport function f(n: number) { requires(n > 0); return n + 1; }")).toEqual([]);
    expect(reported("import { assert } from '@proviso/runtime';\nexport function f(n: number) { assert(n > 0); return n + 1; }")).toEqual(['f']);
  });
  test('a reason on the class', () => {
    expect(reported('/** @noContract a plain record */\nexport class C { f(n: number) { return n + 1; } }')).toEqual([]);
    expect(reported('/** A plain record. */\nexport class C { f(n: number) { return n + 1; } }')).toEqual(['C.f']);
  });
  test.each(['memo(§(n: number) => n + 1)', 'memo(memo(§(n: number) => n + 1)) as Unary', '(memo(§function (n: number) { return n + 1; }))'])('a reason above a wrapped function: %s', (value) => {
    const declared = 'type Unary = (n: number) => number;\ndeclare function memo(f: Unary): Unary;\n';
    for (const untyped of [false, true]) {
      const above = (comment: string, at = ''): string => `${declared}${comment}\nexport const f = ${value.replace('§', at)};`;
      expect(reported(above('/** @noContract any number will do */'), { untyped })).toEqual([]);
      expect(reported(above('/** Adds one. */'), { untyped })).toEqual(['f']);
      expect(reported(above('/** @noContract */'), { untyped })).toEqual(['f']);
      expect(reported(above('', '/** @requires `n > 0` */ '), { untyped })).toEqual([]);
    }
  });
  test.each([
    ['a parameter', 'export function f(n: Count) { return n + 1; }'],
    ['a result', 'export function f(n: number): Count { return n + 1; }'],
    ['a promised result', 'export async function f(n: number): Promise<Count | undefined> { return n + 1; }'],
  ])('a refinement alias on %s', (_, text) => {
    for (const untyped of [false, true]) {
      expect(reported(`/** @invariant \`value >= 0\` */\ntype Count = number;\n${text}`, { untyped })).toEqual([]);
      expect(reported(`/** Not negative. */\ntype Count = number;\n${text}`, { untyped })).toEqual(['f']);
    }
  });
  test('a refinement alias of another file', () => {
    const text = "import type { Count } from './count.js';\nexport function f(n: Count) { return n + 1; }";
    expect(reported(text, { others: { 'count.ts': '/** @invariant `value >= 0` */\nexport type Count = number;' } })).toEqual([]);
    expect(reported(text, { others: { 'count.ts': 'export type Count = number;' } })).toEqual(['f']);
  });
});

describe('inherited contracts', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a base class', 'class A {\n/** @requires `n > 0` */ f(n: number) { return n + 1; } }\nexport class C extends A { override f(n: number) { return n + 2; } }', 'class A { f(n: number) { return n + 1; } }\nexport class C extends A { override f(n: number) { return n + 2; } }'],
    ['an interface', 'interface I {\n/** @requires `n > 0` */ f(n: number): number }\nexport class C implements I { f(n: number) { return n + 2; } }', 'interface I { f(n: number): number }\nexport class C implements I { f(n: number) { return n + 2; } }'],
    ['an arrow field', 'interface I {\n/** @requires `n > 0` */ f(n: number): number }\nexport class C implements I { f = (n: number) => n + 2; }', 'interface I { f(n: number): number }\nexport class C implements I { f = (n: number) => n + 2; }'],
  ];
  test.each(cases)('%s', (_, right, wrong) => {
    for (const untyped of [false, true]) {
      expect(reported(right, { untyped })).toEqual([]);
      expect(reported(wrong, { untyped })).toContain('C.f');
    }
  });
  test.each([
    ['two steps up', 'interface I { CONTRACT f(n: number): number }\nabstract class A implements I { abstract f(n: number): number }\nexport class C extends A { override f(n: number) { return n + 2; } }', 'C.f'],
    ['the annotation of an object', 'interface I { CONTRACT f(n: number): number }\nexport const c: I = { f(n) { return n + 2; } };', 'c.f'],
    ['satisfies', 'interface I { CONTRACT f(n: number): number }\nexport const c = { f: (n: number) => n + 2 } satisfies I;', 'c.f'],
    ['the annotation of a function', 'interface I { CONTRACT (n: number): number }\nexport const f: I = (n) => n + 2;', 'f'],
  ])('%s', (_, text, name) => {
    expect(reported(text.replace('CONTRACT', '\n/** @requires `n > 0` */ '))).toEqual([]);
    expect(reported(text.replace('CONTRACT', ''))).toContain(name);
  });
  test('not of a constructor', () => {
    expect(reported('class A {\n/** @requires `n > 0` */ constructor(n: number) { console.log(n + 1); } }\nexport class C extends A { constructor(n: number) { super(n + 1); } }')).toEqual(['new C']);
  });
});

describe('overloads', () => {
  const overloads = (first: string, body: string): string => `${first}export function f(n: number): number;\nexport function f(n: string): string;\n${body}export function f(n: number | string): number | string { return typeof n === 'string' ? n.trim() : n + 1; }`;
  test('one contract on any signature', () => {
    expect(reported(overloads('/** @requires `n > 0` */\n', ''))).toEqual([]);
    expect(reported(overloads('', '/** @requires `n !== 0` */\n'))).toEqual([]);
  });
  test('one report, on the name', () => {
    expect(lint(overloads('', '')).map(({ at, marked }) => [at, marked])).toEqual([['3:17-3:18', 'f']]);
  });
});

describe('skips', () => {
  const cases: Readonly<Record<Exclude<Skip, 'tests' | 'framework' | 'generated'>, { readonly skipped: readonly string[]; readonly not: readonly string[] }>> = {
    accessors: { skipped: ['export class C { #n = 1; set n(n: number) { this.#n = n + 1; } }'], not: ['export class C { #n = 1; setN(n: number) { this.#n = n + 1; } }'] },
    'type-predicates': {
      skipped: ['export function f(n: unknown): n is string { return typeof n === "string"; }', 'export function f(n: unknown): asserts n { if (!n) throw new Error("no"); }', 'export const f = (n: unknown) => typeof n === "string";'],
      not: ['export function f(n: unknown): boolean { return typeof n === "string"; }', 'export const f: (n: unknown) => boolean = (n) => { console.log(n); return n === 1; };'],
    },
    'no-parameters': { skipped: ['export function f() { return [1].map(String); }', 'export function f(this: Date) { return this.getTime() + 1; }'], not: ['export function f(n = 1) { return [n].map(String); }'] },
    delegates: {
      skipped: [
        'const g = Math.max;\nexport const f = (n: number) => g(n);',
        'export function f(a: number, ...rest: number[]) { return Math.max(a, ...rest); }',
        'export function f(a: string) { console.log("a", a); }',
        'export async function f(a: string) { return await fetch(a); }',
        'export const f = ({ a }: { a: number }) => new Array(a);',
        'class A { constructor(n: number) { console.log(n + 1); } }\nexport class C extends A { constructor(n: number) { super(n); } }',
      ],
      not: [
        'export const f = (n: number) => Math.max(n + 1);',
        'export const f = (n: number, m: number) => Math.max(n);',
        'export const f = (n: number) => { console.log(n); return Math.max(n); };',
        'export const f = (n = 1) => Math.max(n);',
        'export const f = (n: number) => (() => n + 1)();',
      ],
    },
    'parameter-properties': { skipped: ['export class C { constructor(readonly n: number, private m: number) {} }', 'class A {}\nexport class C extends A { constructor(readonly n: number) { super(); } }'], not: ['export class C { m: number; constructor(readonly n: number) { this.m = n; } }', 'export class C { constructor(readonly n: number, m: number) {} }'] },
    components: { skipped: [], not: ['export const F = (n: number) => n + 1;'] },
    decorated: { skipped: ['function get(..._: unknown[]): never { throw new Error(); }\nexport class C { @get f(n: number) { return n + 1; } }'], not: ['export class C { f(n: number) { return n + 1; } }'] },
  };
  describe.each(Object.entries(cases))('%s', (name, { skipped, not }) => {
    test.each([...skipped])('skips %s', (text) => {
      expect(reported(text)).toEqual([]);
      expect(reported(text, { skip: allSkips.filter((each) => each !== name && each !== 'tests') })).toHaveLength(1);
    });
    test.each([...not])('does not skip %s', (text) => {
      expect(reported(text)).toHaveLength(1);
    });
  });
  test.each(['export const F = (p: { n: number }) => <b>{p.n}</b>;', 'export function F(p: { n: number }) { if (p.n > 1) return null; return p.n ? <b /> : <></>; }'])('components: %s', (text) => {
    expect(reported(text, { fileName: 'sample.tsx', untyped: true })).toEqual([]);
    expect(reported(text, { fileName: 'sample.tsx', untyped: true, skip: [] })).toEqual(['F']);
  });
  test.each(['export const f: (n: unknown) => asserts n = (n) => { if (!n) throw new Error("no"); };', 'type Assert = (n: unknown) => asserts n;\nexport const f: Assert = (n) => { if (!n) throw new Error("no"); };'])('an assertion by the annotation of its variable: %s', (text) => {
    expect(reported(text)).toEqual([]);
    expect(reported(text, { untyped: true })).toEqual(text.startsWith('type') ? ['f'] : []);
  });
  test.each(['type Shown = unknown;\nexport function F(p: { n: number }): Shown { console.log(p); return <b />; }', 'export const F = (p: { n: number }): ReturnType<typeof String> | object => <b>{p.n}</b>;'])('components under an annotation that does not say so: %s', (text) => {
    for (const untyped of [true, false]) {
      expect(reported(text, { fileName: 'sample.tsx', untyped })).toEqual([]);
      expect(reported(text.replace(/<b.*>/, 'p'), { fileName: 'sample.tsx', untyped })).toEqual(['F']);
    }
  });
  test('components, by annotation', () => {
    expect(reported('declare namespace JSX { interface Element { e: 1 } }\ndeclare function h(): JSX.Element;\nexport function F(n: number): JSX.Element { console.log(n); return h(); }')).toEqual([]);
  });
  test('decorated parameters', () => {
    expect(reported('declare const get: any;\nexport class C { f(@get() n: number) { return n + 1; } }', { untyped: true })).toEqual([]);
  });
  test.each([
    ['src/app/shop/page.tsx', 'src/app/shop/price.tsx'],
    ['app/api/[id]/route.ts', 'app/api/[id]/load.ts'],
    ['pages/index.tsx', 'src/ui/pages/index.tsx'],
    ['middleware.ts', 'src/http/middleware.ts'],
    ['src/routes/+page.server.ts', 'src/routes/page.server.ts'],
    ['src/button.stories.tsx', 'src/stories.tsx'],
    ['vite.config.ts', 'src/config.ts'],
    ['.storybook/main.ts', 'storybook/main.ts'],
  ])('framework: %s, not %s', (entry, other) => {
    expect(isFrameworkEntry(`/p/${entry}`, { root: '/p' })).toBe(true);
    expect(isFrameworkEntry(`/p/${other}`, { root: '/p' })).toBe(false);
  });
  test.each([
    ['src/pages/index.ts', 'next', 'react'],
    ['src/middleware.ts', 'next', 'koa'],
    ['app/page.tsx', 'next', 'react'],
    ['app/root.tsx', '@remix-run/react', 'react'],
    ['app/routes/index.tsx', 'react-router', 'preact'],
    ['src/hooks.ts', '@sveltejs/kit', 'svelte'],
  ])('framework: %s in a package that needs %s, not %s', (entry, framework, other) => {
    expect(isFrameworkEntry(`/p/${entry}`, { root: '/p', dependencies: new Set([framework]) })).toBe(true);
    expect(isFrameworkEntry(`/p/${entry}`, { root: '/p', dependencies: new Set([other]) })).toBe(false);
  });
  test.each([
    ['src/a.test.ts', 'src/test.ts'],
    ['src/a.spec.tsx', 'src/spectrum.ts'],
    ['src/__tests__/a.ts', 'src/tests-of-time.ts'],
    ['test/helper.ts', 'src/latest/helper.ts'],
  ])('tests: %s, not %s', (entry, other) => {
    expect(isTest(`/test/p/${entry}`, '/test/p')).toBe(true);
    expect(isTest(`/test/p/${other}`, '/test/p')).toBe(false);
  });
  test.each([
    ['// Code generated by protoc. DO NOT EDIT.\nexport const a = 1;', 'export const a = 1; // do not edit'],
    ['/** @generated */\nexport const a = 1;', '/** How codes come to be. */\nexport const a = 1;'],
    ['/**\n * This file was generated by hand-made magic.\n */\nexport const a = 1;', '/** Parses an id that was generated by the server. */\nexport const a = 1;'],
    ['/* eslint-disable */\n// Generated by a tool\n\nexport const a = 1;', '/** Guests may see but do not edit the record. */\nexport const a = 1;'],
    ['/** Do not edit. */\nexport const a = 1;', '// Config is generated from env\nexport const a = 1;'],
  ])('generated: %s, not %s', (yes, no) => {
    const parse = (text: string): ts.SourceFile => ts.createSourceFile('/a.ts', text, ts.ScriptTarget.Latest, true);
    expect(isGenerated(parse(yes))).toBe(true);
    expect(isGenerated(parse(no))).toBe(false);
  });
  test('of files, in the rule', () => {
    const text = 'export const f = (n: number) => n + 1;';
    expect(reported(text, { fileName: 'vite.config.ts' })).toEqual([]);
    expect(reported(`// @generated\n${text}`)).toEqual([]);
    expect(reported(text, { skip: allSkips })).toEqual([]);
    expect(reported(text)).toEqual(['f']);
  });
});

describe('the message', () => {
  const text = 'export function withdraw(amount: number) { if (amount < 0) throw new RangeError("no"); return amount + 1; }';
  test('says what is wrong, what to write, and has a draft', () => {
    expect(lint(text).map(({ message, marked }) => [message, marked])).toEqual([
      [
        '`withdraw` is exported but has no contract. Above it, say what callers must guarantee (@requires `expr`), what it promises (@ensures `expr`) or what it writes (@modifies). If nothing is worth saying: @noContract <reason>. Do not restate types or add clauses that are always true. Draft: @throws {RangeError} iff `amount < 0`',
        'withdraw',
      ],
    ]);
  });
  test('says where the contract stands', () => {
    const body = '{ return n + 1; }';
    const whereOf = (code: string): string | undefined => / has no contract\. (.*), say what callers/.exec(lint(code)[0]?.message ?? '')?.[1];
    const above = [`export default function (n: number) ${body}`, `export default (n: number) => ${body};`, `export default function f(n: number) ${body}`];
    for (const code of above) {
      expect(whereOf(code), code).toBe('Above it');
      expect(reported(`/** @requires \`n > 0\` */\n${code}`), code).toEqual([]);
    }
    const wrapped = (comment = ''): string => `declare function keep<F>(f: F): F;\nexport const g = keep(${comment}(n: number) => ${body});`;
    expect(whereOf(wrapped())).toBe('Right before the function itself');
    expect(reported(wrapped('/** @requires `n > 0` */ '))).toEqual([]);
  });
  test('does not say exported of what is not', () => {
    expect(lint('function f(n: number) { return n + 1; }', { scope: 'all' })[0]?.message).toMatch(/^`f` has no contract\. /);
  });
  test.each([text, text.replaceAll('amount', `a${'b'.repeat(70)}`), text.replace('withdraw', 'w'.repeat(300))])('is at most 400 characters', (each) => {
    const messages = lint(each).map(({ message }) => message.length);
    expect(messages).toHaveLength(1);
    expect(Math.max(...messages)).toBeLessThanOrEqual(400);
  });
});

describe('the suggestion', () => {
  const guard = '{ if (n < 0) throw new RangeError("no"); return n + 1; }';
  const options = { options: [{ scope: 'exported', skip }] };
  const clause = '@throws {RangeError} iff `n < 0`';
  test.each([
    ['above a declaration', `export function f(n: number) ${guard}`, `/**\n * ${clause}\n */\nexport function f(n: number) ${guard}`],
    ['above a variable', `export const f = (n: number) => ${guard};`, `/**\n * ${clause}\n */\nexport const f = (n: number) => ${guard};`],
    ['with the indentation', `export class C {\n  f(n: number) ${guard}\n}`, `export class C {\n  /**\n   * ${clause}\n   */\n  f(n: number) ${guard}\n}`],
    ['on the line of other code', `export const api = { f: (n: number) => ${guard} };`, `export const api = { f: /** ${clause} */ (n: number) => ${guard} };`],
    ['of a method on the line of other code', `export const api = { a: 1, f(n: number) ${guard} };`, `export const api = { a: 1, \n/** ${clause} */ f(n: number) ${guard} };`],
    ['in a comment of one line', `/** Adds. */\nexport function f(n: number) ${guard}`, `/**\n * Adds.\n *\n * ${clause}\n */\nexport function f(n: number) ${guard}`],
    ['in a comment with tags', `/**\n * Adds.\n *\n * @param n - a number\n */\nexport function f(n: number) ${guard}`, `/**\n * Adds.\n *\n * @param n - a number\n * ${clause}\n */\nexport function f(n: number) ${guard}`],
    ['with CRLF', `const a = 1;\r\nexport function f(n: number) ${guard}\r\n`, `const a = 1;\r\n/**\r\n * ${clause}\r\n */\r\nexport function f(n: number) ${guard}\r\n`],
    ['on the implementation of overloads', `export function f(n: number): number;\nexport function f(n: number) ${guard}`, `export function f(n: number): number;\n/**\n * ${clause}\n */\nexport function f(n: number) ${guard}`],
    ['inside a wrapper', `const keep = <F>(f: F) => f;\nkeep(1);\nexport const f = keep((n: number) => ${guard});`, `const keep = <F>(f: F) => f;\nkeep(1);\nexport const f = keep(/** ${clause} */ (n: number) => ${guard});`],
  ])('%s', (_, text, output) => {
    const lines = text.replace('const keep = <F>(f: F) => f;', 'declare function keep<F>(f: F): F;');
    expect(suggestionFor('require-contract', lines, options)).toBe(output.replace('const keep = <F>(f: F) => f;', 'declare function keep<F>(f: F): F;'));
  });
  test.each([
    ['if (!(n >= 0)) throw new RangeError("no");', '@throws {RangeError} iff `!(n >= 0)`'],
    ['if (!Number.isInteger(n)) { throw new TypeError("no"); }', '@throws {TypeError} iff `!Number.isInteger(n)`'],
    ['if (n < low || n > 10) throw new RangeError("no");', '@throws {RangeError} iff `n < low || n > 10`'],
    ['if (flag) throw new RangeError("no");', '@throws {RangeError} iff `flag === true`'],
    ['if (xs.length === 0) throw new RangeError("no");', '@throws {RangeError} iff `xs.length === 0`'],
  ])('for the guard %s', (each, draft) => {
    const text = `const low = 0;\nexport function f(n: number, flag: boolean, xs: readonly number[]) { ${each} return low + n + xs.length + Number(flag); }`;
    expect(suggestionFor('require-contract', text, options)).toBe(text.replace('export', `/**\n * ${draft}\n */\nexport`));
  });
  test.each(['@throws {RangeError} iff n < 0', '@throws {RangeError} when n < 0.', '@throws RangeError if n<0', '@throws {TypeError} iff n < 0'])('in place of %s', (said) => {
    const text = (tag: string): string => `/**\n * Adds.\n *\n * @param n - a number\n * ${tag}\n * @returns more\n */\nexport function f(n: number) ${guard}`;
    expect(suggestionFor('require-contract', text(said), options)).toBe(text(clause));
    expect(suggestionFor('require-contract', `/** ${said} */\nexport function f(n: number) ${guard}`, options)).toBe(`/** ${clause} */\nexport function f(n: number) ${guard}`);
  });
  test.each(['@throws {RangeError} iff n < 1', '@throws {RangeError} if it is negative', '@returns when n < 0'])('beside %s', (said) => {
    expect(suggestionFor('require-contract', `/**\n * ${said}\n */\nexport function f(n: number) ${guard}`, options)).toBe(`/**\n * ${said}\n * ${clause}\n */\nexport function f(n: number) ${guard}`);
  });
  test('satisfies the rule', () => {
    const output = suggestionFor('require-contract', `export function f(n: number) ${guard}`, options);
    expect(reported(output ?? '')).toEqual([]);
  });
  test.each([
    ['a local name', 'export function f(n: number) { const m = n + 1; if (m < 0) throw new RangeError("no"); return m; }'],
    ['no guard', 'export function f(n: number) { return n + 1; }'],
    ['an effect', 'export function f(n: number) { if (n++ < 0) throw new RangeError("no"); return n; }'],
    ['an error that is thrown elsewhere too', 'export function f(n: number) { if (n < 0) throw new RangeError("no"); return [n].map((m) => { if (m > 9) throw new RangeError("also"); return m; }); }'],
  ])('none for %s', (_, text) => {
    expect(lint(text).map(({ suggested }) => suggested)).toEqual([[]]);
  });
});

describe('the scope', () => {
  const text = 'export const f = (n: number) => n + 1;\nconst g = (n: number) => n + 2;\nconsole.log(g);';
  test.each([
    ['exported', ['f']],
    ['all', ['f', 'g']],
    ['entry', ['f']],
  ] as const)('%s', (scope, names) => {
    expect(reported(text, { scope })).toEqual(names);
    expect(reported(text, { scope, untyped: true })).toEqual(names);
  });
  test('is entry, with all skips, by default', () => {
    expect(requireContract.defaultOptions).toEqual([{ scope: 'entry', skip: allSkips }]);
    expect(requireContract.meta.docs?.configs).toEqual(['contracts-required']);
  });
});
