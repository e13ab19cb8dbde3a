/** Counterexamples are as small as they can be. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import { simplerNumbers } from '../src/recipes/simpler-numbers.ts';
import { simplerTimes } from '../src/recipes/simpler-times.ts';
import type { Report } from '../src/verdict.ts';
import { checkText } from './check-text.ts';

beforeEach(() => allowViolations());

const text = `
/** @requires \`rows.every((row) => row.length === rows[0]!.length)\`
 * @ensures \`result < 2\` */
export function cells(rows: number[][]): number { return rows.length * (rows[0]?.length ?? 0); }

/** @requires \`xs.length === ys.length\`
 * @ensures \`result\` */
export function pairs(xs: number[], ys: string[]): boolean { return xs.every((x) => x < 3); }

/** @ensures \`result\` */
export function different(xs: number[]): boolean { return new Set(xs).size === xs.length; }

/** @ensures \`result\` */
export function same(a: { kind: 'circle'; size: number }, b: { kind: 'circle'; size: number }): boolean { return a.size !== b.size || a.size < 4; }

/** @requires \`[a, b].every((each) => each.length === 3) && a.every((n) => n >= 0) && b.every((n) => n >= 0) && a.length === 3 && b.length === 3\`
 * @ensures \`result || a[2] === b[2] || a[0] !== b[0] || a[1] !== b[1]\` */
export function ranked(a: readonly number[], b: readonly number[]): boolean { return a[0] !== b[0] || a[1] !== b[1]; }

/** @ensures \`result === 0\` */
export function part(x: number): number { return x % 1; }

/** @requires \`x > 0 && x < 1\`
 * @ensures \`result < 0.3\` */
export function share(x: number): number { return x; }

/** @requires \`parts.every((part) => Number.isInteger(part) && part >= 0) && parts.reduce((a, b) => a + b, 0) === 100\`
 * @ensures \`result < 3\` */
export function counted(parts: readonly number[]): number { return parts.filter((part) => part > 0).length; }

/** @requires \`/^[0-9]{1,3}(,[0-9]{3})*$/.test(text)\`
 * @ensures \`Number.isFinite(result)\` */
export function grouped(text: string): number { return Number(text.replace(',', '')); }

/** @requires \`needs.every((list) => list.every((n) => Number.isInteger(n) && n >= 0 && n < needs.length))\`
 * @ensures \`result\` */
export function acyclic(needs: readonly (readonly number[])[]): boolean {
  const reaches = (from: number, to: number, left: number): boolean => left > 0 && needs[from]!.some((next) => next === to || reaches(next, to, left - 1));
  return !needs.some((_, index) => reaches(index, index, 4));
}

/** @requires \`/^[()[\\]]*$/.test(text)\`
 * @ensures \`result || !text.includes(')')\` */
export function closed(text: string): boolean { return text.length % 2 === 1 || text[0] === ')' || !text.includes(']'); }

/** @ensures \`result.getUTCMonth() === date.getUTCMonth()\` */
export function later(date: Date): Date { return new Date(date.getTime() + 86_400_000 * 2); }

/** @ensures \`result < 50\` */
export function largest(all: ReadonlySet<number>): number { return all.size < 2 ? 0 : Math.max(...all); }

/** @ensures \`result === undefined || result < 50\` */
export function stock(counts: ReadonlyMap<string, number>): number | undefined { return counts.values().next().value; }

/** @invariant \`this.inWindow() <= 2\` */
export class Limiter {
  #times: number[] = [];
  inWindow(): number { return this.#times.filter((time) => time === this.#times.at(-1)).length; }
  /** @requires \`Number.isInteger(now) && now >= 0\` */
  allow(now: number): void { this.#times.push(now); }
}
`;

let checked: Promise<ReadonlyMap<string, Report>> | undefined;

test.each([
  ['cells', ['cells([[0, 0]])', 'cells([[0], [0]])']],
  ['pairs', ["pairs([3], [''])"]],
  ['different', ['different([0, 0])']],
  ['same', ["same({ kind: 'circle', size: 4 }, { kind: 'circle', size: 4 })"]],
  ['ranked', ['ranked([0, 0, 0], [0, 0, 1])', 'ranked([0, 0, 1], [0, 0, 0])']],
  ['part', ['part(0.1)', 'part(0.5)']],
  ['share', ['share(0.3)', 'share(0.5)']],
  ['counted', ['counted([98, 1, 1])']],
  ['grouped', ["grouped('0,000,000')"]],
  ['acyclic', ['acyclic([[0]])']],
  ['closed', ["closed('])')"]],
  ['later', ["later(new Date('2000-01-31T00:00:00.000Z'))", "later(new Date('2000-02-29T00:00:00.000Z'))"]],
  ['largest', ['largest(new Set([0, 50]))', 'largest(new Set([50, 0]))', 'largest(new Set([100, 0]))', 'largest(new Set([0, 100]))']],
  ['stock', ["stock(new Map([['', 50]]))", "stock(new Map([['', 100]]))"]],
])('%s', async (symbol, codes) => {
  const verdict = (await (checked ??= checkText(text, { runs: 200 }))).get(symbol)?.verdict;
  expect(codes).toContain(verdict?.verdict === 'refuted' ? verdict.counterexample.code.at(-1) : verdict);
});

test('a value that several calls share', async () => {
  const verdict = (await (checked ??= checkText(text, { runs: 200 }))).get('Limiter')?.verdict;
  expect(verdict).toMatchObject({ verdict: 'refuted', counterexample: { code: ['const limiter = new Limiter()', 'limiter.allow(0)', 'limiter.allow(0)', 'limiter.allow(0)'] } });
});

test('what is simpler than a time comes to an end', () => {
  for (const start of [4e12, -62_198_755_200_000, 8.64e15, 1, -1, Date.UTC(2000, 0, 1)]) {
    for (const pick of [0, -1]) {
      const steps = [start];
      for (let next = [...simplerTimes(start)].at(pick); next !== undefined; next = [...simplerTimes(next)].at(pick)) steps.push(next);
      expect(steps.length).toBeLessThan(10);
    }
  }
  expect([...simplerTimes(NaN)]).toEqual([]);
});

test('what is simpler than a number comes to an end', () => {
  for (const start of [5e-324, 1.7976931348623157e308, -0.3333333333333333, 2 ** 53, NaN, -Infinity, -0]) {
    const steps = [start];
    for (let next = simplerNumbers(start).at(-1); next !== undefined; next = simplerNumbers(next).at(-1)) steps.push(next);
    expect(steps.at(-1)).toBe(0);
    expect(steps.length).toBeLessThan(2000);
  }
  expect(simplerNumbers(5e-324)).toContain(0.5);
  expect(simplerNumbers(0.5)).not.toContain(5e-324);
});
