/** `meaningful-contract`: each kind of finding beside what is right. */
import { describe, expect, test } from 'vitest';
import { configOf } from '../src/configs.ts';
import { onlyContradictory } from '../src/rules/meaningful-contract.ts';
import { lintText } from './lint-text.ts';

const rule = 'meaningful-contract';

interface Sample {
  readonly clauses: readonly string[];
  readonly code: string;
}

/** A file with one contract, each clause on a line of its own. */
function fileOf({ clauses, code }: Sample): string {
  return ['export {};', '/**', ...clauses.map((clause) => ` * @${clause.replace(/ (.*)/, ' `$1`')}`), ' */', code].join('\n');
}

function said(sample: Sample, options: readonly unknown[] = []): string[] {
  return lintText(rule, fileOf(sample), { options }).map(({ marked, message }) => `${marked}: ${message}`);
}

const numeric = 'function f(n: number, m: number): number { const r = n; return r; }';

describe('contradictory', () => {
  test('one clause', () => {
    expect(lintText(rule, fileOf({ clauses: ['requires n > 0 && n < 0'], code: numeric }))).toEqual([
      { message: '`n > 0 && n < 0` is never true: no call can satisfy it. Mend the condition, or remove the clause.', at: '3:15-3:29', marked: 'n > 0 && n < 0', suggested: [] },
    ]);
  });

  test('two clauses, and the fewest of three', () => {
    expect(said({ clauses: ['requires n > 0', 'requires m > 0', 'requires n < 0'], code: numeric })).toEqual([
      'n < 0: `n < 0` cannot hold together with `n > 0`: no call can satisfy all. Change or remove one of them.',
    ]);
    expect(said({ clauses: ['requires n > 0', 'ensures result === n', 'ensures result < 0'], code: numeric })).toEqual([
      'result < 0: `result < 0` cannot hold together with `n > 0` and `result === n`: one of them fails every time. Change or remove one of them.',
    ]);
  });

  test.each<[string, Sample]>([
    ['a range', { clauses: ['requires n > 0', 'requires n < 1'], code: numeric }],
    ['before and after', { clauses: ['requires this.n > 0', 'ensures this.n < 0'], code: 'function f(this: { n: number }): void {}' }],
    ['an accessor', { clauses: ['requires c.random > 1', 'requires c.random < 1'], code: 'class C { get random(): number { return Math.random(); } }\nfunction f(c: C): void {}' }],
    ['a call', { clauses: ['requires next() > 1', 'requires next() < 1'], code: 'function f(): void {}\ndeclare function next(): number;' }],
    ['conditions of errors', { clauses: ['requires n > 0', 'requires m > 0'], code: `/** @throws {RangeError} if \`n < 0\`\n * @throws {TypeError} if \`n > 0\` */\n${numeric}` }],
    ['never returns', { clauses: ['ensures false'], code: 'function f(): never { throw new Error(); }' }],
    ['strings beside numbers', { clauses: ["requires x > '1'", 'requires x < 5'], code: 'function f(x: any): void {}' }],
    ['undefined of an optional parameter', { clauses: ['requires n === undefined || n > 0'], code: 'function f(n?: number): void {}' }],
    ['what the types forbid is an error already', { clauses: ["requires n === 'a'"], code: numeric }],
  ])('not %s', (_, sample) => expect(said(sample)).toEqual([]));

  test('a condition that narrows', () => {
    const code = "type Shape = { kind: 'a'; n: number } | { kind: 'b' };\nexport function f(s: Shape): void {}";
    const text = `export {};\n${code.replace('export', "/** @requires `s.kind === 'a'`\n * @requires `s.n > 0` */\nexport")}`;
    expect(lintText(rule, text)).toEqual([]);
  });

  test('`assert(false)` and an error that is never thrown', () => {
    const text = "import { assert } from '@proviso/runtime';\n/** @throws {RangeError} if `n < 0 && false` */\nexport function f(n: number): void { if (n > 5) { assert(false); } }";
    expect(lintText(rule, text).map(({ message }) => message)).toEqual(['`n < 0 && false` is never true: the error is never thrown. Mend the condition, or remove the clause.']);
  });

  test('without types only what is so for all values', () => {
    const found = (clause: string): number => lintText(rule, fileOf({ clauses: [`requires ${clause}`], code: numeric }), { untyped: true }).length;
    expect(found('n > 0 && n < 0')).toBe(1);
    expect(found('n.random > 0 && n.random < 0')).toBe(0);
    expect(found('n.length > 0 && n.length < 0')).toBe(1);
    expect(found('n.length < 0')).toBe(0);
  });
});

describe('always true', () => {
  test('vacuous', () => {
    expect(said({ clauses: ['requires n === 1 || n !== 1'], code: numeric })).toEqual(['n === 1 || n !== 1: `n === 1 || n !== 1` is always true, so it checks nothing. State what can fail, or remove the clause.']);
    expect(said({ clauses: ['ensures true'], code: numeric })).toHaveLength(1);
  });

  test.each<[string, Sample]>([
    ['NaN is not ordered', { clauses: ['requires n > 0 || n <= 0'], code: numeric }],
    ['NaN is not itself', { clauses: ['requires n === n'], code: numeric }],
    ['a constant of the program', { clauses: ['requires limit > 0'], code: `${numeric}\nconst limit = 5;` }],
    ['a look at what may be missing', { clauses: ['requires xs[0] !== undefined'], code: 'function f(xs: string[]): void {}' }],
    ['an object that converts', { clauses: ['requires d > 0 || d <= 0 || d !== d'], code: 'function f(d: Date): void {}' }],
  ])('not vacuous: %s', (_, sample) => expect(said(sample)).toEqual([]));

  test('trivial: by the types alone, where JavaScript cannot call', () => {
    const sample = { clauses: ["requires typeof n === 'number'", 'requires xs.length >= 0'], code: 'function f(n: number, xs: string[]): void {}' };
    const trivial = (clause: string): string => `${clause}: \`${clause}\` is true by the declared types alone, so it checks nothing. State what the types do not say, or remove the clause.`;
    expect(said(sample)).toEqual([trivial("typeof n === 'number'"), trivial('xs.length >= 0')]);
    const exported = { ...sample, code: `export ${sample.code}` };
    expect(said(exported)).toEqual([]);
    expect(said(exported, [{ trivialOfExported: true }])).toHaveLength(2);
  });

  test('a union that is looked at in full, and one that is not', () => {
    const code = "function f(kind: 'a' | 'b' | undefined): void {}";
    expect(said({ clauses: ["requires kind === 'a' || kind === 'b' || kind === undefined"], code })).toHaveLength(1);
    expect(said({ clauses: ["requires kind === 'a' || kind === 'b'"], code })).toEqual([]);
  });
});

describe('says nothing new', () => {
  test('repeats the returned expression', () => {
    const message = '`result === a + b` repeats the expression that the function returns, so it says nothing about it. State what callers may rely on, such as a range or a relation to the arguments, or remove the clause.';
    expect(said({ clauses: ['ensures result === a + b'], code: 'function f(a: number, b: number): number { return a + b; }' })).toEqual([`result === a + b: ${message}`]);
    expect(said({ clauses: ['ensures (r) => Object.is(r, g(a))'], code: 'const f = (a: number): number => g(a);\ndeclare function g(n: number): number;' })).toHaveLength(1);
  });

  test.each<[string, Sample]>([
    ['another way', { clauses: ['ensures result === b + a'], code: 'function f(a: number, b: number): number { return a + b; }' }],
    ['a body that does more', { clauses: ['ensures result === a'], code: 'function f(a: number): number { console.log(a); return a; }' }],
    ['a method that can be chained', { clauses: ['ensures result === this'], code: 'function f<T>(this: T): T { return this; }' }],
    ['an awaited value', { clauses: ['ensures result === a'], code: 'async function f(a: number): Promise<number> { return a; }' }],
  ])('not %s', (_, sample) => expect(said(sample)).toEqual([]));

  test('duplicate', () => {
    expect(said({ clauses: ['requires n > m', "requires m  <  n", 'requires n >= m'], code: numeric })).toEqual(['m  <  n: `m  <  n` says the same as an earlier clause of `f`. Remove one of the two.']);
    expect(said({ clauses: ['requires g(n)', 'ensures g(n)'], code: `${numeric}\ndeclare function g(n: number): boolean;` })).toEqual([]);
  });

  test('unused `old`', () => {
    const text = fileOf({ clauses: ['ensures result >= old(n)'], code: numeric });
    expect(lintText(rule, text)).toEqual([
      {
        message: '`old(n)` is the same as `n`: in a clause a parameter means its value on entry. Write `n`.',
        at: '3:24-3:30',
        marked: 'old(n)',
        suggested: [{ desc: 'Write `n`.', output: text.replace('old(n)', 'n') }],
      },
    ]);
    expect(said({ clauses: ['ensures total === old(total) + 1 && old(xs).length > 0'], code: 'let total = 0;\nfunction f(xs: string[]): void { total++; }' })).toEqual([]);
  });
});

test('each finding has a switch', () => {
  const everything = { clauses: ['requires n > 0', 'requires n < 0', 'requires n > 0', "requires typeof n === 'number'", 'ensures true', 'ensures result === old(n)'], code: numeric.replace('const r = n; return r', 'return n') };
  const all = Object.fromEntries(['contradictory', 'vacuous', 'selfFulfilling', 'trivial', 'duplicate', 'unusedOld'].map((name) => [name, false]));
  expect(said(everything, [all])).toEqual([]);
  for (const name of Object.keys(all)) expect(said(everything, [{ ...all, [name]: true }]), name).toHaveLength(1);
});

test('configs: only what is a mistake for sure, and everything in strict', () => {
  const configured = (name: 'recommended' | 'contracts-required' | 'strict'): unknown => configOf(name, {}).rules?.['@proviso/meaningful-contract'];
  expect(configured('recommended')).toEqual(['error', onlyContradictory]);
  expect(configured('contracts-required')).toEqual(['error', onlyContradictory]);
  expect(configured('strict')).toEqual(['error']);
});
