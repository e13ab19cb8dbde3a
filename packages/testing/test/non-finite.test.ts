/** NaN and the infinities: what only they break is told of, and counts where a function speaks of them. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../src/verdict.ts';
import { checkText } from './check-text.ts';

const text = `
/** @ensures \`result >= a && result >= b\` */
export function larger(a: number, b: number): number { return a > b ? a : b; }

/** @ensures \`result >= 0\` */
export function sum(xs: number[]): number { let sum = 0; for (const x of xs) sum += Math.abs(x); return sum; }

/** @ensures \`result - result === 0\` */
export function next(a: number): number { return Number.isNaN(a * 1) ? 0 : a; }

/** @requires \`Number.isFinite(a)\`
 * @ensures \`result >= 0\` */
export function half(a: number, b: { c: number[] }): number { return a * 0 + (b.c[0] ?? 0) ** 2; }

/** @ensures \`result >= 0 || Number.isNaN(a)\` */
export function named(a: number): number { return a === Infinity ? -1 : Math.abs(a); }

/** @ensures \`result >= 0\` */
export function asked(a: number): number { return Number.isNaN(a) ? -1 : Math.abs(a); }

/** @requires \`Number.isNaN(a) || a > 0\`
 * @ensures \`result > 0\` */
export function letIn(a: number): number { return a; }

/** @requires \`Number.isFinite(a) && b >= 0 && b < Infinity\`
 * @ensures \`result >= a\` */
export function excluded(a: number, b: number): number { return a + b; }

/** @requires \`Number.isInteger(k)\`
 * @ensures \`k - result === 1\` */
export function before(k: number): number { return k - 1; }

/** @requires \`Number.isInteger(k) && k > 2 ** 60\`
 * @ensures \`k - result === 1\` */
export function beforeLarge(k: number): number { return k - 1; }

/** @requires \`Number.isInteger(k)\`
 * @ensures \`Number.isSafeInteger(k)\` */
export function spokenOf(k: number): number { return k; }

/** @ensures \`result > -1\` */
export function broken(a: number): number { return a === 7 ? -1 : 0; }

export class Sum {
  total = 0;
  /** @ensures \`this.total >= 0\` */
  add(n: number): void { this.total += Math.abs(n); }
  /** @ensures \`result === this.total\` */
  get(): number { return this.total; }
  /** @ensures \`result === 3\` */
  three(n: number): number { return n < 5 ? 3 : 4; }
}
`;

beforeEach(() => allowViolations());

let checked: Promise<ReadonlyMap<string, Report>> | undefined;
const reportOf = async (symbol: string): Promise<Report> => (await (checked ??= checkText(text))).get(symbol) as Report;

describe('what only they break', () => {
  test.each([
    ['larger', 'larger(0, NaN)', 'NaN', '@requires `!Number.isNaN(b)`'],
    ['sum', 'sum([NaN])', 'NaN', '@requires `xs.every((each) => !Number.isNaN(each))`'],
    ['half', 'half(0, { c: [NaN] })', 'NaN', undefined],
    ['Sum.add', 'sum.add(NaN)', 'NaN', '@requires `!Number.isNaN(n)`'],
  ])('%s', async (symbol, code, number, remedy) => {
    const { verdict, nonFinite } = await reportOf(symbol);
    expect(verdict.verdict).toBe('passed');
    expect(nonFinite).toMatchObject({ number });
    expect(nonFinite?.counterexample.code.at(-1)).toBe(code);
    expect(nonFinite?.remedy).toBe(remedy);
  });

  test('an infinity is told of like NaN', async () => {
    expect(await reportOf('next')).toMatchObject({ verdict: { verdict: 'passed' }, nonFinite: { counterexample: { code: [expect.stringMatching(/^next\((NaN|-?Infinity)\)$/)] } } });
  });

  test('whole numbers that are not exact are told of like NaN', async () => {
    const { verdict, nonFinite } = await reportOf('before');
    expect(verdict.verdict).toBe('passed');
    expect(nonFinite).toMatchObject({ remedy: '@requires `Number.isSafeInteger(k)`', counterexample: { code: [expect.stringMatching(/^before\(-?90071992547\d{5}\)$/)] } });
  });

  test.each(['excluded', 'broken', 'Sum.three'])('%s is told nothing of', async (symbol) => {
    expect(await reportOf(symbol)).not.toHaveProperty('nonFinite');
  });

  test('counts where everything is wanted', async () => {
    const all = await checkText('/** @ensures `result >= a` */\nexport function larger(a: number, b: number): number { return a > b ? a : b; }\n', { nonFinite: true });
    expect(all.get('larger')?.verdict).toMatchObject({ verdict: 'refuted', counterexample: { code: [expect.stringContaining('NaN')] } });
  });
});

test.each([['named', 'named(Infinity)'], ['asked', 'asked(NaN)'], ['letIn', 'letIn(NaN)'], ['beforeLarge', /^beforeLarge\((?:\d{19,}|[\d.]+e\+\d+)\)$/], ['spokenOf', /^spokenOf\(-?90071992547\d{5}\)$/], ['broken', 'broken(7)'], ['Sum.three', 'sum.three(5)']])('%s speaks of them, or is broken without them', async (symbol, code) => {
  const { verdict } = await reportOf(symbol);
  expect(verdict.verdict === 'refuted' && verdict.counterexample.code.at(-1)).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
});
