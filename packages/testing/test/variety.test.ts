/** What is said of calls that were hardly different. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import type { Report } from '../src/verdict.ts';
import { checkText } from './check-text.ts';

beforeEach(() => allowViolations());

let checked: Promise<ReadonlyMap<string, Report>> | undefined;
const text = `
const isOdd = (text: string): boolean => { const low = text.toLowerCase(); return low === 'a' || low === 'null'; };

/** @requires \`isOdd(text)\`
 * @ensures \`result > 0\` */
export function odd(text: string): number { return text.length; }

/** @requires \`[xs, ys].every((each) => each.length < 1)\`
 * @ensures \`result === 0\` */
export function empty(xs: number[], ys: number[], n: number): number { return xs.length + ys.length; }

/** @ensures \`result >= 0\` */
export function sizes(rows: number[][], n: number): number { return rows.length; }

/** @ensures \`result\` */
export function yes(on: boolean): boolean { return true; }
`;

test.each([
  ['odd', { inputs: 3, areListsEmpty: false }],
  ['empty', { inputs: 6, areListsEmpty: true }],
  ['sizes', undefined],
  ['yes', undefined],
])('%s', async (symbol, few) => {
  const report = (await (checked ??= checkText(text))).get(symbol);
  expect(['passed', 'exhaustive']).toContain(report?.verdict.verdict);
  expect(report?.few).toEqual(few);
});
