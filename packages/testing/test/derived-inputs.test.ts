/** Preconditions are turned round: what they say is made, and not only waited for. Each predicate is written here a second time, by hand. */
import { describe, expect, test } from 'vitest';
import { callArbitrary } from '../src/arbitraries/call-arbitrary.ts';
import { materialize } from '../src/recipes/materialize.ts';
import { sample } from './draw-samples.ts';
import { functionOf } from './subjects-of.ts';

type Case = readonly [what: string, parameters: string, preconditions: readonly string[], holds: (...args: never[]) => boolean, before?: string];

const sumOf = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

const cases: readonly Case[] = [
  ['a bound', 'n: number', ['n > 0'], (n: number) => n > 0],
  ['a bound on the right', 'n: number', ['0 <= n'], (n: number) => n >= 0],
  ['both bounds', 'n: number', ['n >= 10 && n <= 12'], (n: number) => within(n, 10, 12)],
  ['bounds in clauses of their own', 'n: number', ['n >= 10', 'n < 12'], (n: number) => n >= 10 && n < 12],
  ['whole numbers', 'n: number', ['Number.isInteger(n)', 'n >= 0'], (n: number) => Number.isInteger(n) && n >= 0],
  ['safe integers', 'n: number', ['Number.isSafeInteger(n)'], (n: number) => Number.isSafeInteger(n)],
  ['finite numbers', 'n: number', ['Number.isFinite(n)'], (n: number) => Number.isFinite(n)],
  ['no NaN', 'n: number', ['!Number.isNaN(n)'], (n: number) => !Number.isNaN(n)],
  ['multiples', 'n: number', ['n % 7 === 0', 'n > 100'], (n: number) => n % 7 === 0 && n > 100],
  ['a constant of the module', 'n: number', ['n <= LIMIT', 'n > LIMIT - 2'], (n: number) => n <= 2 ** 20 && n > 2 ** 20 - 2, 'const LIMIT = 2 ** 20;'],
  ['a helper of the module', 'n: number', ['isPort(n)'], (n: number) => Number.isInteger(n) && within(n, 1, 65_535), 'function isPort(value: number): boolean { return Number.isInteger(value) && value >= 1 && value <= 65_535; }'],
  ['a helper that calls a helper', 'n: number', ['isSmall(n)'], (n: number) => Number.isInteger(n) && within(n, 0, 9), 'const isDigit = (d: number): boolean => Number.isInteger(d) && d >= 0 && d <= 9;\nfunction isSmall(value: number): boolean { return isDigit(value); }'],
  ['a length', 'xs: number[]', ['xs.length >= 3'], (xs: number[]) => xs.length >= 3],
  ['an exact length', 'xs: string[]', ['xs.length === 4'], (xs: string[]) => xs.length === 4],
  ['the length of a text', 's: string', ['s.length > 2 && s.length <= 5'], (s: string) => within(s.length, 3, 5)],
  ['a text that is not empty', 's: string', ["s !== ''"], (s: string) => s !== ''],
  ['a pattern', 's: string', ['/^[a-z]{3}-[0-9]+$/.test(s)'], (s: string) => /^[a-z]{3}-[0-9]+$/.test(s)],
  ['a beginning', 's: string', ["s.startsWith('id:')"], (s: string) => s.startsWith('id:')],
  ['membership in a list of constants', 's: string', ["['a', 'b'].includes(s)"], (s: string) => ['a', 'b'].includes(s)],
  ['an index', 'xs: readonly number[], i: number', ['Number.isInteger(i) && i >= 0 && i < xs.length', 'xs.length > 0'], (xs: number[], i: number) => i in xs],
  ['an order of two', 'lo: number, hi: number', ['lo <= hi'], (lo: number, hi: number) => lo <= hi],
  ['a member below another', 'account: { balance: number }, amount: number', ['account.balance > 0', 'amount > 0', 'amount <= account.balance'], (account: { balance: number }, amount: number) => amount > 0 && amount <= account.balance],
  ['lists as long as each other', 'xs: number[], ys: number[]', ['xs.length === ys.length', 'xs.length > 0', 'ys.length > 0'], (xs: number[], ys: number[]) => xs.length === ys.length],
  ['an item of a list', 'xs: number[], x: number', ['xs.includes(x)', 'xs.length > 0'], (xs: number[], x: number) => xs.includes(x)],
  ['a key of a map', 'm: Map<string, number>, k: string', ['m.has(k)', 'm.size > 0'], (m: Map<string, number>, k: string) => m.has(k)],
  ['every item', 'xs: number[]', ['xs.every((x) => x >= 0 && Number.isInteger(x))', 'xs.length > 0'], (xs: number[]) => xs.every((x) => x >= 0 && Number.isInteger(x))],
  ['distinct items', 'xs: number[]', ['new Set(xs).size === xs.length'], (xs: number[]) => new Set(xs).size === xs.length],
  ['pairs of items below a number', 'n: number, pairs: [number, number][]', ['Number.isInteger(n) && n > 1', 'pairs.length > 0 && pairs.every(([a, b]) => Number.isInteger(a) && Number.isInteger(b) && a >= 0 && b >= 0 && a < n && b < n)'], (n: number, pairs: [number, number][]) => pairs.length > 0 && pairs.flat().every((each) => Number.isInteger(each) && within(each, 0, n - 1))],
  ['members of each item in order', 'all: { from: number; to: number }[]', ['all.every(({ from, to }) => from < to)', 'all.length > 0'], (all: { from: number; to: number }[]) => all.length > 0 && all.every(({ from, to }) => from < to)],
  ['items below their index', 'xs: number[]', ['xs.every((x, i) => Number.isInteger(x) && x <= i)', 'xs.length > 1'], (xs: number[]) => xs.every((x, i) => x <= i)],
  ['rows of one length', 'rows: number[][]', ['rows.length > 1 && rows.every((row) => row.length > 1 && row.length === rows[0]!.length)'], (rows: number[][]) => rows.length > 1 && rows.every(({ length }) => length > 1 && length === rows[0]?.length)],
  ['items of another list', 'xs: string[], ys: string[]', ['ys.length > 0 && xs.length > 0 && xs.every((x) => ys.includes(x))'], (xs: string[], ys: string[]) => xs.length > 0 && xs.every((x) => ys.includes(x))],
  ['what a map has', 'm: Map<string, number>', ["m.size > 0 && [...m.values()].every((n) => n > 3) && [...m.keys()].every((k) => k.startsWith('id'))"], (m: Map<string, number>) => m.size > 0 && [...m].every(([k, n]) => n > 3 && k.startsWith('id'))],
  ['what an object has', 'o: Record<string, number>', ['Object.values(o).every((n) => Number.isInteger(n) && n >= 0)'], (o: Record<string, number>) => Object.values(o).every((n) => Number.isInteger(n) && n >= 0)],
  ['a parameter that is taken apart', '{ a, b }: { a: number; b: number }', ['a < b && b > 3'], ({ a, b }: { a: number; b: number }) => a < b && b > 3],
  ['a distance from zero', 'n: number', ['Math.abs(n) <= 1e3'], (n: number) => Math.abs(n) <= 1000],
  ['a list in order', 'xs: number[]', ['xs.every((x, i) => !Number.isNaN(x) && (i === 0 || (xs[i - 1] as number) <= x))', 'xs.length > 1'], (xs: number[]) => xs.every((x, i) => i === 0 || x >= (xs[i - 1] ?? 0)) && xs.length > 1],
  ['a list in order, of different texts', 'xs: string[]', ['xs.every((x, i) => !i || x > xs[i - 1]!) && new Set(xs).size === xs.length', 'xs.length > 1'], (xs: string[]) => xs.every((x, i) => i === 0 || x > (xs[i - 1] ?? ''))],
  ['a sum', 'xs: number[]', ['xs.reduce((a, b) => a + b, 0) === 100'], (xs: number[]) => sumOf(xs) === 100],
  ['a sum of whole numbers that are not negative', 'xs: number[]', ['xs.every((x) => Number.isInteger(x) && x >= 0) && xs.reduce((sum, x) => x + sum, 0) === 100', 'xs.length > 2'], (xs: number[]) => sumOf(xs) === 100 && xs.length > 2 && xs.every((x) => Number.isInteger(x) && x >= 0)],
  ['a sum of shares', 'xs: number[]', ['xs.every((x) => x >= 0 && x <= 1) && Math.abs(xs.reduce((a, b) => a + b, 0) - 1) < 1e-9'], (xs: number[]) => Math.abs(sumOf(xs) - 1) < 1e-9 && xs.every((x) => within(x, 0, 1))],
  ['a sum of shares that is exact', 'xs: number[]', ['xs.every((x) => x >= 0 && x <= 1) && xs.reduce((a, b) => a + b, 0) === 1'], (xs: number[]) => sumOf(xs) === 1 && xs.every((x) => within(x, 0, 1))],
  ['a sum of members up to another parameter', 'all: { weight: number }[], most: number', ['most > 0 && Number.isFinite(most)', 'all.every(({ weight }) => weight >= 0)', 'all.reduce((sum, each) => sum + each.weight, 0) <= most'], (all: { weight: number }[], most: number) => sumOf(all.map(({ weight }) => weight)) <= most],
  ['a sum by a helper, between two bounds', 'parts: { at: { cents: number } }[]', ['parts.every((each) => Number.isSafeInteger(each.at.cents) && each.at.cents > 0)', 'isTotal(parts.map(({ at }) => at.cents))'], (parts: { at: { cents: number } }[]) => within(sumOf(parts.map(({ at }) => at.cents)), 50, 1000), 'const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);\nfunction isTotal(values: readonly number[]): boolean { return sum(values) >= 50 && 1000 > sum(values); }'],
  ['sums of rows', 'rows: number[][]', ['rows.length > 0 && rows.every((row) => row.length > 0 && row.reduce((a, b) => a + b, 0) === 1)'], (rows: number[][]) => rows.length > 0 && rows.every((row) => sumOf(row) === 1)],
  ['one kind of a union', 'x: string | number', ["typeof x === 'number'", 'x > 3'], (x: unknown) => typeof x === 'number' && x > 3],
  ['no undefined', 'x: number | undefined', ['x !== undefined'], (x: unknown) => x !== undefined],
  ['one of two ways', 'n: number', ['n < -1000 || n > 1000'], (n: number) => Math.abs(n) > 1000],
  ['an implication', 'strict: boolean, n: number', ['!strict || n > 1000'], (strict: boolean, n: number) => !strict || n > 1000],
  ['a pattern of one set', 's: string', ['/^[A-F\\d]{2,4}$/.test(s)'], (s: string) => /^[A-F\d]{2,4}$/.test(s)],
  ['a pattern of one set, as long as that', 's: string', ['/^\\w{3}$/.test(s)'], (s: string) => /^\w{3}$/.test(s)],
  ['a pattern of one set, and a length', 's: string', ['/^[a-z]+$/i.test(s)', 's.length > 12'], (s: string) => /^[a-z]{13,}$/i.test(s)],
  ['a flag', 'on: boolean', ['on'], (on: boolean) => on],
  ['a flag that is off', 'on: boolean', ['!on'], (on: boolean) => !on],
  ['big integers', 'n: bigint', ['n > 5n'], (n: bigint) => n > 5n],
  ['a refinement', 'n: Small', ['n !== 2'], (n: number) => n > 0 && n < 5 && n !== 2, '/** @invariant `value > 0 && value < 5` */\nexport type Small = number;'],
  ['members of members', 'o: { a: { b: number } }', ['o.a.b > 2'], (o: { a: { b: number } }) => o.a.b > 2],
];

const missing = Symbol('missing');

describe.each(cases.map(([what, parameters, preconditions, holds, before = '']) => ({ what, parameters, preconditions, holds, before })))('$what', ({ parameters, preconditions, holds, before }) => {
  const subject = functionOf(`${before}\n/**\n${preconditions.map((each) => ` * @requires \`${each}\``).join('\n')}\n */\nexport function subject(${parameters}): void {}\n`);

  test.each([true, false])('all inputs meet it, at the edges alone: %s', (edges) => {
    const arbitrary = callArbitrary(subject, { registered: new Map(), edges });
    const samples = sample(arbitrary, { count: 200 }).map((args) => args.map((arg) => materialize({ classOf: () => { throw new Error('no class was asked for'); } }, arg)));
    const met = samples.filter((args) => (holds as (...args: unknown[]) => unknown)(...args));
    const unmet = samples.find((args) => !met.includes(args)) ?? missing;
    expect(unmet === missing, JSON.stringify(unmet)).toBe(true);
    expect(met.length).toBeGreaterThan(150);
  });

  test('they differ', () => {
    const samples = sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 200 });
    const isSmall = ['on: boolean'].includes(parameters);
    expect(new Set(samples.map((each) => JSON.stringify(each, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)))).size).toBeGreaterThanOrEqual(isSmall ? 1 : 2);
  });
});

test('lists whose items hold indices of items before them have items', () => {
  const subject = functionOf('/** @requires `needs.every((list, node) => list.every((n) => Number.isInteger(n) && n >= 0 && n < node))` */\nexport function subject(needs: readonly (readonly number[])[]): void {}\n');
  const samples = sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 100 }).map(([arg]) => materialize({ classOf: () => { throw new Error('no class was asked for'); } }, arg) as number[][]);
  expect(samples.every((needs) => needs.every((list, node) => list.every((n) => Number.isInteger(n) && n >= 0 && n < node)))).toBe(true);
  expect(samples.filter((needs) => needs.some(({ length }) => length > 0)).length).toBeGreaterThan(50);
});

test.each([
  ['a text that is too short for its beginning', 's: string', "s.startsWith('abc') && s.length <= 2"],
  ['a pattern and a length', 's: string', '/^a{2}$/.test(s) && s.length > 4'],
  ['a number that is left out', 'n: number', 'n >= 2 && n <= 2 && n !== 2'],
  ['a list of more distinct items than there are', 'xs: boolean[]', 'xs.length > 3 && new Set(xs).size === xs.length'],
])('what nothing can meet comes to an end: %s', (_, parameters, precondition) => {
  const subject = functionOf(`/** @requires \`${precondition}\` */\nexport function subject(${parameters}): void {}\n`);
  for (const edges of [true, false]) {
    try {
      expect(sample(callArbitrary(subject, { registered: new Map(), edges }), { count: 20 })).toHaveLength(20);
    } catch (error) {
      expect(error).toMatchObject({ name: 'Contradiction' });
    }
  }
});
