/** Inputs that have to do with each other: equal arguments and nearly equal ones, texts that others begin with. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import { callArbitrary } from '../src/arbitraries/call-arbitrary.ts';
import { printCall } from '../src/recipes/print-call.ts';
import { checkText } from './check-text.ts';
import { sample } from './draw-samples.ts';
import { functionOf } from './subjects-of.ts';

beforeEach(() => allowViolations());

test.each(['Tree', 'number[]', '{ a: number; b?: string }', 'Map<string, number>', 'Set<number>'])('two of %s are equal now and then, and differ by little', (type) => {
  const subject = functionOf(`export interface Tree { value: number; children: Tree[] }\n/** @pure */\nexport function f(a: ${type}, b: ${type}): void {}\n`);
  const calls = sample(callArbitrary(subject, { registered: new Map(), edges: false }), { count: 400 });
  const large = calls.filter(([a]) => printCall(subject, [a, a]).code[0]!.length > 40);
  const equal = large.filter(([a, b]) => JSON.stringify(a) === JSON.stringify(b));
  expect(equal.length).toBeGreaterThan(large.length / 100);
  expect(equal.length).toBeLessThan(large.length / 5);
});

test('what makes a difference of one item is found', async () => {
  const report = (await checkText('/** @ensures `result === (JSON.stringify(a) === JSON.stringify(b))` */\nexport function same(a: readonly string[], b: readonly string[]): boolean {\n  return a.length > 2 ? a.every((each, at) => each === b[at]) : JSON.stringify(a) === JSON.stringify(b);\n}\n', { runs: 200 })).get('same');
  expect(report?.verdict.verdict).toBe('refuted');
});

test('a word that another one begins with is put in, and taken out', async () => {
  const text = `
export class Words {
  private readonly words = new Set<string>();
  /** @ensures \`this.has(word)\` */
  add(word: string): void { this.words.add(word); }
  has(word: string): boolean { return this.words.has(word); }
  get size(): number { return this.words.size; }
  /** @ensures \`this.size >= old(this.size) - 1\` */
  remove(word: string): void { for (const each of [...this.words]) if (word !== '' && each.startsWith(word)) this.words.delete(each); }
}
`;
  for (const seed of [1, 2, 3]) expect((await checkText(text, { seed, runs: 200 })).get('Words.remove')?.verdict.verdict).toBe('refuted');
});

test('a list is told from an object with the same items', async () => {
  const text = `
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** @ensures \`!result || Array.isArray(a) === Array.isArray(b)\` */
export function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [x, y] = [a as Record<string, Json>, b as Record<string, Json>];
  return Object.keys(x).length === Object.keys(y).length && Object.keys(x).every((key) => Object.hasOwn(y, key) && equal(x[key] ?? null, y[key] ?? null));
}
`;
  for (const seed of [1, 2, 3]) expect((await checkText(text, { seed, runs: 200 })).get('equal')?.verdict.verdict).toBe('refuted');
});
