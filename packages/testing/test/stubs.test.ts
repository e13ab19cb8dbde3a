/** Stubs keep what the contracts of the interfaces promise that they stand for. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, expect, test } from 'vitest';
import type { Report } from '../src/verdict.ts';
import { checkText } from './check-text.ts';

beforeEach(() => allowViolations());

const text = `
export interface Source {
  /** @ensures \`result > 0 && Number.isInteger(result)\` */
  next(): number;
  /** @ensures \`result.at > 2\` */
  place(): { at: number };
  /** @ensures \`result.length > 0\` */
  readonly name: () => string;
  plain(): number;
}

/** @ensures \`result > 0\` */
export function first(source: Source): number { return source.next(); }

/** @ensures \`result > 2\` */
export function second(source: Source): number { return source.place().at; }

/** @ensures \`result.length > 0\` */
export function third(source: Source): string { return source.name(); }

/** @ensures \`result > 1\` */
export function fourth({ next }: Source): number { return next(); }

/** @ensures \`result > 0\` */
export function fifth(source: Source): number { return source.plain(); }
`;

let checked: Promise<ReadonlyMap<string, Report>> | undefined;

test.each([
  ['first', 'passed'],
  ['second', 'passed'],
  ['third', 'passed'],
  ['fourth', 'next: () => 1'],
  ['fifth', 'plain: () => 0'],
])('%s', async (symbol, expected) => {
  const verdict = (await (checked ??= checkText(text))).get(symbol)?.verdict;
  if (verdict?.verdict === 'refuted') expect(verdict.counterexample.code.at(-1)).toContain(expected);
  else expect(verdict?.verdict).toBe(expected);
});

test('a function of a number answers each number in a way of its own', async () => {
  const report = (await checkText('/** @ensures `result <= most` */\nexport function tries(work: (attempt: number) => boolean, most: 1 | 2 | 3): number {\n  for (let attempt = 1; attempt <= most + 1; attempt++) if (work(attempt)) return attempt;\n  return most;\n}\n', { runs: 200 })).get('tries');
  expect(report?.verdict).toMatchObject({ verdict: 'refuted', counterexample: { code: [expect.stringMatching(/^tries\(\(first\) => Math\.abs\(first \| 0\) % [23] === 0 \? /)] } });
});
