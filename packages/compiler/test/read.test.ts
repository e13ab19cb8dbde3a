/** Reading: opting in, owners, exports, ids. */
import { describe, expect, test } from 'vitest';
import { mayInherit, read, type FileContracts } from '../src/index.ts';
import { checkText, hostOf, parse, readText } from './source.ts';

const clause = '/** @requires `n > 0` */';

test('a package that did not opt in has no contracts', () => {
  expect(read(hostOf(false), parse(`${clause}\nexport function f(n: number): void {}`))).toBeUndefined();
});

test('a declaration file has none', () => {
  expect(readText(`${clause}\nexport declare function f(n: number): void;`, 'input.d.ts')).toBeUndefined();
});

describe('exported by syntax', () => {
  test.each([
    [`export function f(n: number): void {}`, true],
    [`function f(n: number): void {}`, false],
    [`function f(n: number): void {}\nexport { f };`, true],
    [`function f(n: number): void {}\nexport { f as g };`, true],
    [`function f(n: number): void {}\nexport default f;`, true],
    [`function f(n: number): void {}\nexport = f;`, true],
    [`function f(n: number): void {}\nmodule.exports = f;`, true],
    [`export default function (n: number): void {}`, true],
    [`export default (n: number): void => {};`, true],
    [`export const f = (n: number): void => {};`, true],
    [`const f = (n: number): void => {};\nexport { f };`, true],
    [`const f = (n: number): void => {};`, false],
  ])('%s', (text, exported) => {
    expect(ownersOf(readText(`${clause}\n${text}`))).toEqual([exported]);
  });

  test.each([
    ['export const api = { @f(n: number): void {} };', true],
    ['export const f = memo(@(n: number): void => {});', true],
    ['export class C { @f(n: number): void {} }', true],
    ['export class C { @protected f(n: number): void {} }', true],
    ['export class C { @private f(n: number): void {} }', false],
    ['export class C { @#f(n: number): void {} }', false],
    ['class C { @f(n: number): void {} }', false],
    ['class C { @f(n: number): void {} }\nexport { C };', true],
    ['export function outer() { @function f(n: number): void {} }', false],
    ['export const outer = () => { return { @f(n: number): void {} }; };', false],
  ])('%s', (text, exported) => {
    expect(ownersOf(readText(text.replace('@', `\n${clause} `)))).toEqual([exported]);
  });
});

function ownersOf(file: FileContracts | undefined): (boolean | undefined)[] {
  return (file?.contracts ?? []).map(({ owner }) => owner.exported);
}

test('owners are called as people call them', () => {
  const text = `export class Cache<K> {
    ${clause}
    constructor(n: number) {}
    ${clause}
    get(n: number): void {}
    ${clause}
    put = (n: number): void => {};
  }
  export const api = {
    ${clause} run(n: number): void {} };
  ${clause} export default function (n: number): void {}`;
  expect(readText(text)?.contracts.map(({ owner }) => owner.name)).toEqual(['new Cache', 'Cache.get', 'Cache.put', 'api.run', 'default']);
});

describe('ids', () => {
  const idsOf = (text: string): string[] => (readText(text)?.contracts ?? []).flatMap(({ clauses }) => clauses.map(({ id }) => id));
  const text = `/** @requires \`n > 0\` */\nexport function f(n: number): void {}\n`;

  test('stay under edits elsewhere', () => {
    expect(idsOf(`// more\nexport const x = 1;\n${text}`)).toEqual(idsOf(text));
    expect(idsOf(text.replace('n > 0`', 'n > 0`: positive'))).toEqual(idsOf(text));
  });

  test('differ by owner, text and ordinal', () => {
    const ids = [...idsOf(text), ...idsOf(text.replace(' f(', ' g(')), ...idsOf(text.replace('> 0', '> 1')), ...idsOf(text.replace('*/', '@requires `n > 0` */')).slice(1)];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
  });
});

test('a contract comment that belongs to nothing is reported', () => {
  const file = readText(`${clause}\n\n/** The real one. */\nexport function f(n: number): void {}\n${clause}\nf(1);\n`);
  expect(file?.diagnostics.map(({ name }) => name)).toEqual(['unattached-contract', 'unattached-contract']);
});

test.each([
  'start(); /** @modifies total */ export function f(a: number[]): void {}',
  'start(); /** @consume a */ export function f(a: number[]): void {}',
  'start(); /** @secret a */ export const f = (a: number[]): void => {};',
  'start(); /** @pure */ export function f(a: number[]): void {}',
  'start(); /** @throws {RangeError} if `a.length > 0` */ export function f(a: number[]): void {}',
  'export class C { /** @modifies this.n */ f(): void {} n = 1; }',
  'export class C {\n  @bound /** @pure */ f(): void {}\n}',
  'export /** @modifies total */ function f(): void {}',
  '/** @modifies total */\n/** Says. */\nexport function f(): void {}',
])('a list or a tag without an expression is one too where a declaration comes next: %s', (code) => {
  expect(readText(`declare const start: () => void;\nlet total = 0;\n${code}\n`)?.diagnostics.map(({ name }) => name)).toEqual(['unattached-contract']);
});

test.each([
  'start(); /** @modifies the list */ export function f(a: number[]): void {}',
  'start(); /** @consumes application/json */ export function f(a: number[]): void {}',
  'start(); /** @modifies everything */ export function f(a: number[]): void {}',
  'start(); /** @throws {RangeError} if `a` is empty */ export function f(a: number[]): void {}',
  '/** @pure */ start();',
  '/** @modifies total */\nif (total > 0) start();',
])('prose of such tags, and tags before what owns no contract, belong to nothing in silence: %s', (code) => {
  expect(readText(`declare const start: () => void;\nlet total = 0;\n${code}\n`)?.diagnostics ?? []).toEqual([]);
});

describe('a contract on a field', () => {
  const problems = (field: string): readonly string[] => readText(`export class C {\n  /** @requires \`n > 0\` */\n  ${field}\n}\ndeclare const start: (n: number) => void;`)?.diagnostics.map(({ name }) => name) ?? [];

  test.each(['n = 1;', "s: string = '';", 'xs: number[] = [];', 'is = true;', 'n: -1 = -1;', 'static n = 1;'])('that holds data belongs to nothing: %s', (field) => {
    expect(problems(field)).toEqual(['unattached-contract']);
  });

  test.each(['f = (n: number): void => {};', 'f: (n: number) => void = start;', 'f = start;', 'declare n: number;', 'f: any = 1;'])('that may be called, or be an accessor in an heir, is its own: %s', (field) => {
    expect(problems(field)).toEqual([]);
  });
});

test('what looks like a contract in strings is none', () => {
  const text = `const a = '/** @requires \`n > 0\` */';\nconst b = \`/** @requires x */\`;\nconst c = /[/]** @requires n/;\nconst d = '// @requires \`n > 0\`';\nexport { a, b, c, d };\n`;
  expect(readText(text)).toBeUndefined();
});

test.each([
  '// @requires `n > 0`\n',
  '//   @requires `n > 0`: a message\r\n',
  '/* @requires `n > 0` */ ',
  '/*\n * Prose.\n *\n * @requires `n > 0`\n */\n',
  '/*** @requires `n > 0` */',
  '/** The function. */\n// @requires `n > 0`\n',
])('a contract in a comment that is no doc comment is reported: %j', (comment) => {
  const text = `${comment}export function f(n: number): void {}\n`;
  const [problem, ...others] = readText(text)?.diagnostics ?? [];
  expect(problem?.name).toBe('not-a-doc-comment');
  expect(text.slice(problem?.span.start, problem?.span.end)).toMatch(/^@requires `n > 0`(: a message)?$/);
  expect(others).toEqual([]);
});

test.each([
  '// as @requires `n > 0` would say\n',
  '// @requires `n`\n',
  '// @throws {Error} if `n > 0`\n',
  '//  * @requires `n > 0`\n',
  '/* @requires n > 0 */',
  'const s = `\n// @requires \\`n > 0\\``;\n',
])('a note in a plain comment is no contract: %j', (comment) => {
  expect(readText(`${comment}export function f(n: number): void {}\n`)).toBeUndefined();
});

test('a comment on the line of the token before it attaches as in TypeScript', () => {
  expect(readText(`export const f = ${clause} (n: number): void => {};`)?.contracts.length).toBe(1);
  expect(readText(`export class C { ${clause} f(n: number): void {} }`)?.diagnostics.map(({ name }) => name)).toEqual(['unattached-contract']);
});

test('a clause does not suspend and does not write', () => {
  const checked = checkText('/**\n * @requires `await n`\n * @requires `n++ > 0`\n * @requires `(m = n) > 0`\n */\nexport function f(n: number, m: number): void {}\n');
  expect(checked.errors.map(({ name }) => name)).toEqual(['suspending-clause', 'impure-clause', 'impure-clause']);
});

test('what is not checked yet is said, clause by clause', () => {
  const checked = checkText('/**\n * @requires `n > 0`\n * @consume n\n */\nexport declare function g(n: number): void;\n');
  expect(checked.sound.size).toBe(0);
  expect(checked.unsupported.map(({ name }) => name)).toEqual(['unsupported-owner', 'not-yet-enforced']);
});

test('a call of a contract function that is not a statement is an error', () => {
  const text = `import { requires, ensures } from '@proviso/runtime';
export function f(n: number): void { if (n) requires(n > 0); }
export const r = requires;
export function g(n: number): void { n++; requires(n > 0); ensures(n > 0); }
`;
  expect(checkText(text).errors.map(({ name }) => name)).toEqual(['misplaced-call', 'contract-call-as-value', 'misplaced-call', 'misplaced-call']);
});

test('a reason above a call is one for the functions that the call takes; a condition there is told to go into the parentheses', () => {
  const kindsOf = (text: string): string[] => (readText(text)?.contracts ?? []).flatMap(({ owner, clauses }) => clauses.map(({ kind }) => `${owner.node.getText()} ${kind}`));
  expect(kindsOf('/** @noContract all will do */\nexport const f = memo((n) => n, key as Key);')).toEqual(['(n) => n noContract']);
  expect(kindsOf('const api = {\n  /** @noContract all will do */\n  f: memo(memo(class {})),\n};')).toEqual(['class {} noContract']);
  expect(kindsOf('/** @noContract all will do */\nexport const f = memo(g)((n) => n);\n/** Prose. */\nexport const h = memo((n) => n);')).toEqual(['(n) => n noContract']);
  expect(kindsOf('/** @noContract all will do */\nexport const f = memo({ g: (n) => n });')).toEqual([]);
  const wrong = readText('/**\n * @noContract all will do\n * @requires `n > 0`\n */\nexport const f = memo((n) => n);');
  expect(wrong?.contracts.map(({ clauses }) => clauses.length)).toEqual([1]);
  expect(wrong?.diagnostics.map(({ name }) => name)).toEqual(['contract-above-call']);
});

test.each([
  ['class A extends B {}', 'class A { extends = 1 }'],
  ['export default class extends B {}', 'export default class { implements(): void {} }'],
  ['class A implements I {}', 'class A<K extends string> {}'],
  ['class A<K extends string> extends B {}', 'class A<K extends string, V = Map<K, number[]>> { f<T extends K>(t: T): void {} }'],
  ['class A<T = () => void> implements I {}', 'function f<T extends B>(t: T): T { return t; }'],
  ['class A /* of */ extends B {}', 'interface I extends J {}'],
  ['class Ärger extends B {}', 'class Ärger {}'],
  ['interface A {}\nclass A {}', 'interface A {}\nclass B {}'],
  ['interface Größe {}\nclass Größe {}', 'interface Größe {}\nclass Größen {}'],
  ['interface /* */ A {}\nclass A {}', 'interface A /* */ {}\nclass B {}'],
  ['interface A {}\nclass // A\n A {}', 'interface A {}\nclass B { /* class */ }'],
  ['interface \\u0041 {}\nclass A {}', '/* \\u0041 */ interface A {}\nclass B {}'],
  ['class A\\u0041 extends B {}', 'class A { extends = "\\u0041" }'],
])('a text can hold something that inherits: %s, not %s', (yes, no) => {
  expect(mayInherit(yes)).toBe(true);
  expect(mayInherit(no)).toBe(false);
});
