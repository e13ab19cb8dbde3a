/** `pure-contract`: what clauses may not do, beside what they may; what the compiler itself finds is in `parity.test.ts`. */
import { describe, expect, test } from 'vitest';
import { lintText } from './lint-text.ts';

const rule = 'pure-contract';

const declarations = `
import { existsSync } from 'node:fs';
import * as files from 'fs';
import { randomUUID } from 'node:crypto';
import { performance as timer } from 'node:perf_hooks';
const global = /a/g; const plain = /a/; const sticky = new RegExp('a', 'y');
const log: string[] = [];
const cache = new Map<string, boolean>();
let calls = 0;
let memo: boolean | undefined;
function counts(): boolean { calls++; return true; }
function sets(): boolean { calls = 1; return true; }
function logs(s: string): boolean { log.push(s); return true; }
function empties(xs: string[]): boolean { xs.length = 0; return true; }
function remembers(s: string): boolean { const known = cache.get(s); if (known !== undefined) return known; cache.set(s, s !== ''); return s !== ''; }
function lazy(): boolean { if (memo === undefined) memo = true; return memo; }
function remembersToo(): boolean { memo ??= true; return memo; }
function local(): boolean { let n = 0; n++; const ys: number[] = []; ys.push(n); return ys.length > 0; }
function declares(): boolean { return counts(); }
function further(): boolean { return !declares(); }
function again(n: number): boolean { return n > 0 && (again(n - 1) || logs('again')); }
function emptiesOwn(): boolean { return empties(['a']); }
let last: boolean | undefined;
function keeps(is: boolean): boolean { last = is; return is; }
function remembersByHelper(): boolean { return last ?? keeps(true); }
function countsOwn(): boolean { let calls = 0; const add = (): boolean => { calls++; return true; }; return add() && calls > 0; }
/** @pure */
function declared(): boolean { calls++; return true; }
function copies(ys: string[]): boolean { ys = [...ys]; ys.sort(); return ys[0] !== ''; }
function gathers(n: number, seen = new Set<number>()): boolean { seen.add(n); return seen.size > 0; }
let table: number[] | undefined;
function tabled(): number[] { if (!table) { table = []; table.push(1); } return table; }
function looksUp(s: string): boolean { const known = new Set([s]); return known.has(s); }
function refuses(s: string): boolean { if (s === '') throw new TypeError('empty'); return new Date(s) > new Date(0); }
function reads(): boolean { return new Date() > new Date(0); }
class Stack { n = 0; push(x: string): boolean { return x === ''; } count(): boolean { this.n++; return true; } }
function runs(s: string): boolean { return Boolean(eval(s)); }
declare function unknown(): boolean;
`;

function fileOf(clause: string): string {
  return `${declarations}/** @requires \`${clause}\` */\nexport function f(s: string, xs: string[], ys: readonly string[], map: Map<string, number>, stack: Stack, any: any): void {}\nexport { existsSync, files, randomUUID, timer };`;
}

interface Setup {
  readonly options?: readonly unknown[];
  readonly untyped?: boolean;
}

const marked = (clause: string, setup: Setup = {}): string[] => lintText(rule, fileOf(clause), setup).map((finding) => finding.marked);
const message = (clause: string): string | undefined => lintText(rule, fileOf(clause))[0]?.message;

describe('messages', () => {
  test.each([
    ['existsSync(s)', '`existsSync(s)` in a clause acts on the world outside, so the program does something else where contracts are off. Do it in the body, and state the condition on a value.'],
    ['Date.now() > 0', '`Date.now()` in a clause reads the clock, so that the same call may pass now and fail later. Take the time as a parameter, and state the condition on that.'],
    ['Math.random() > 0', '`Math.random()` in a clause gives another value each time, so that the same call may pass now and fail later. State the condition on a value that was drawn before.'],
    ['global.test(s)', '`global.test(s)` in a clause depends on where the last match of `global` ended, because of its flag `g` or `y`, and moves it. Declare it without the flag, or write `text.search(global) !== -1`.'],
    ["xs.sort()[0] === ''", '`xs.sort()` in a clause changes `xs`, so the program does something else where contracts are off. Look at it without changing it, or change a copy.'],
    ['counts()', '`counts`, which the clause calls, changes something: `calls++`. Then the program does something else where contracts are off. Call a function that only looks.'],
    ['Boolean(eval(s))', '`eval(s)` in a clause makes code of a text, which may do anything. Write the condition as an expression, and call a function that only looks.'],
  ])('%s', (clause, expected) => expect(message(clause)).toBe(expected));

  test('the place', () => {
    expect(lintText(rule, '/** @requires `n > 0 && Date.now() > n` */\nexport function f(n: number): void {}')).toMatchObject([{ at: '1:25-1:35', marked: 'Date.now()' }]);
  });
});

describe('with types and without', () => {
  test.each([
    'existsSync(s)', 'files.existsSync(s)', 'randomUUID()', 'timer.now()', 'new Date()', 'Date()', 'performance.now()', 'process.uptime()', 'process.exit(1)', 'console.log(s)', "fetch('')", 'globalThis.fetch(s)', 'crypto.randomUUID()',
    'global.test(s)', 'sticky.exec(s)', 'xs.push(s)', 'map.delete(s)', 'counts()', 'declares()', 'further()', 'again(1)', 'sets()', 'logs(s)', 'empties(xs)', 'Object.assign(xs, {})', 'log.push(s)', 'eval(s)', 'globalThis.eval(s)', '(0, eval)(s)', "globalThis['eval'](s)", "Math['random']()", 'Atomics.store(any, 0, 1)', 'new Function(s)', 'Function(s)', 'runs(s)',
  ])('%s', (call) => {
    expect(marked(`any(${call})`)).toEqual([call]);
    expect(marked(`any(${call})`, { untyped: true })).toEqual([call]);
  });

  test.each([
    'new Date(0).getTime() > 0', 'Date.parse(s) > 0', 'Atomics.load(any, 0) > 0', 'Atomics.add(new Int32Array(1), 0, 1) === 0', "(0, any)['random']()", 'plain.test(s)', '/a/g.test(s)', '[...xs].sort().length > 0', 'xs.slice().reverse().length > 0', 'Object.keys(map).sort().length > 0', 'stack.push(s)', 'any.push(s)', 'any.console.log(s)',
    "xs.reduce((all, x) => all.add(x), new Set<string>()).has('')", 'remembers(s)', 'lazy()', 'remembersToo()', 'local()', 'emptiesOwn()', 'remembersByHelper()', 'countsOwn()', 'declared()', 'copies(xs)', 'gathers(1)', 'tabled().length > 0', 'Object.assign({}, xs) !== any', "process.env['A'] === ''", 'unknown()', "s.replace(global, '') === ''", 'any.eval(s)',
  ])('not %s', (clause) => {
    expect(marked(clause)).toEqual([]);
    expect(marked(clause, { untyped: true })).toEqual([]);
  });
});

test('a method of the file that writes is known by its type', () => {
  expect(marked('stack.count()')).toEqual(['stack.count()']);
  expect(marked('stack.count()', { untyped: true })).toEqual([]);
});

describe('through functions that are called', () => {
  const basket = `
export class Basket {
  #items: string[] = []; #loaded = false; total = 0;
  add(item: string): boolean { this.#items.push(item); return true; }
  has(item: string): boolean { return this.#items.includes(item); }
  tries(item: string): boolean { return this.add(item); }
  asks(item: string): boolean { if (!this.#loaded) this.#load(); return this.#items.includes(item); }
  #load(): void { this.#items = ['a']; this.#loaded = true; }
}
export function fills(b: Basket): boolean { return b.add('a'); }
export function fillsDeep(b: Basket): boolean { return fills(b); }
export function fillsOwn(): boolean { const b = new Basket(); return fills(b); }
export function looks(b: Basket): boolean { return b.has('a'); }
export function sorts(xs: string[]): boolean { return xs.sort()[0] === 'a'; }
export function sortsCopy(xs: string[]): boolean { return sorts([...xs]); }
export function sortsGiven(xs: string[]): boolean { return sorts(xs); }
let asked = 0;
export function counts(): boolean { asked += 1; return asked > 0; }
export function logs(s: string): boolean { console.log(s); return true; }
export function doubles(n: number): number { return n * 2; }
`;
  const clauses: readonly (readonly [clause: string, reported: string | undefined])[] = [
    ['b.tries("a")', 'this.#items.push(item)'],
    ['fills(b)', 'this.#items.push(item)'],
    ['fillsDeep(b)', 'this.#items.push(item)'],
    ['sortsGiven(xs)', 'xs.sort()'],
    ['sorts(xs)', 'xs.sort()'],
    ['sorts([...xs])', undefined],
    ['sortsCopy(xs)', undefined],
    ['fillsOwn()', undefined],
    ['looks(b)', undefined],
    ['b.asks("a")', undefined],
  ];
  const own = (clause: string): string => `${basket}/** @requires \`${clause}\` */\nexport function f(b: Basket, xs: string[]): void {}`;
  const imported = (clause: string): string => `import { Basket, counts, doubles, fills, fillsDeep, fillsOwn, logs, looks, sorts, sortsCopy, sortsGiven } from './basket.js';\n/** @requires \`${clause}\` */\nexport function f(b: Basket, xs: string[]): void {}`;
  const details = (text: string, setup: object = {}): string[] => lintText(rule, text, { others: { 'basket.ts': basket }, ...setup }).map((finding) => finding.message.match(/: `(.*?)`\. /)?.[1] ?? finding.message);

  test.each(clauses)('%s', (clause, expected) => {
    expect(details(own(clause))).toEqual(expected === undefined ? [] : [expected]);
    expect(details(imported(clause))).toEqual(expected === undefined ? [] : [expected]);
  });

  test('what only another file shows', () => {
    expect(details(imported('counts()'))).toEqual(['asked += 1']);
    expect(details(imported('logs("a")'))).toEqual(['console.log(s)']);
    expect(details(imported('doubles(1) > 0'), { options: [{ unknownCallees: true }] })).toEqual([]);
  });
});

test('a name that hides a global is not the global', () => {
  expect(lintText(rule, 'const console = { log: (n: number): boolean => n > 0 };\n/** @requires `console.log(n)` */\nexport function f(n: number): void {}')).toEqual([]);
});

test('unknown callees only on demand', () => {
  const options = [{ unknownCallees: true }];
  expect(lintText(rule, fileOf('unknown()'), { options }).map((each) => each.message)).toEqual(['Whether `unknown`, which the clause calls, changes anything is not known here. Declare it `@pure`, or write the condition without it.']);
  for (const clause of ['local()', 'declared()', 'looksUp(s)', 'refuses(s)', 'Math.max(1, 2) > 0', "xs.every((x) => x !== '')", 's.trim().length > 0', 'Number.isInteger(1)', 'String(s) === s']) expect(marked(clause, { options }), clause).toEqual([]);
  for (const clause of ['any()', 'reads()', 'declares()', 'lazy() && stack.push(s) && unknown()']) expect(marked(clause, { options }), clause).toHaveLength(1);
  for (const clause of ['unknown()', "xs.every((x) => x !== '')", 's.trim().length > 0', '/a/.test(s)']) expect(marked(clause, { options, untyped: true }), clause).toEqual([]);
});

test('calls of the body form, and computed messages', () => {
  const text = "import { assert } from '@proviso/runtime';\nexport function f(n: number): void { if (n > 0) { assert(Date.now() > n, `at ${Date.now()}`); } }";
  expect(lintText(rule, text)).toHaveLength(2);
});

test('without calls it says what the compiler says', () => {
  expect(marked('counts() && Date.now() > 0', { options: [{ calls: false }] })).toEqual([]);
  expect(marked('(s = "") === ""', { options: [{ calls: false }] })).toEqual(['s = ""']);
});
