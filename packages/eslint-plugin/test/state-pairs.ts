/** What the tests of the rules about state share: each wrong case stands beside a neighbour that is right, with types and without. */
import { expect, test } from 'vitest';
import { marked } from './race-cases.ts';
import type { Setup } from './lint-text.ts';

/** What is wrong, the text, what is marked in it, and its neighbour of which nothing is said. */
export type Pair = readonly [name: string, wrong: string, expected: string | readonly string[], right: string];

/** A test for each pair. */
export function testPairs(rule: string, pairs: readonly Pair[], setup: Setup = {}): void {
  test.each(pairs)('%s', (_, wrong, expected, right) => {
    expect(marked(rule, wrong, setup)).toEqual([expected].flat());
    expect(marked(rule, right, setup)).toEqual([]);
  });
}

/** A test for each text of which nothing is said. */
export function testSilent(rule: string, texts: readonly (readonly [name: string, text: string])[], setup: Setup = {}): void {
  test.each(texts)('%s', (_, text) => expect(marked(rule, text, setup)).toEqual([]));
}
