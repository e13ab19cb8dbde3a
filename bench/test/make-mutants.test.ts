import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { makeMutants } from '../mutants/make-mutants.mjs';
import { operators } from '../mutants/operators.mjs';

interface Mutant {
  readonly operator: string;
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly source: string;
}

/** The texts that an operator puts in the place of some code. */
function changes(operator: string, source: string): string[] {
  return (makeMutants(ts, source) as Mutant[]).filter((mutant) => mutant.operator === operator).map(({ before, after }) => `${before} → ${after}`);
}

/** One small sample for each operator, and all that it does to it. */
const samples: Record<string, [source: string, changes: string[]]> = {
  relational: ['f(a < b);', ['a < b → a <= b', 'a < b → a >= b']],
  equality: ['f(a === b);', ['a === b → a !== b']],
  arithmetic: ['f(a % b);', ['a % b → a / b']],
  assignment: ['a += b;', ['a += b → a -= b', 'a += b → a = b']],
  logical: ['f(a ?? b);', ['a ?? b → a && b']],
  'one side of a condition': ['f(a && b);', ['a && b → a', 'a && b → b']],
  'off by one': ['f(1);', ['1 → 2', '1 → (0)']],
  'negated condition': ['while (a) f();', ['a → !(a)']],
  'constant condition': ['if (a) f();', ['a → true', 'a → false']],
  'no not': ['f(!a);', ['!a → a']],
  'no minus': ['f(-a);', ['-a → a']],
  step: ['i++;', ['i++ → i--']],
  'dropped statement': ['f();', ['f(); → ;']],
  'no else': ['if (a) f(); else g();', ['g(); → {}']],
  'break and continue': ['for (;;) break;', ['break; → continue;']],
  'other method': ['Math.min(a, b);', ['min → max']],
  'no sort': ['f(list.toSorted());', ['list.toSorted() → list']],
  text: ["f('a');", ["'a' → ''"]],
  'truth value': ['f(true);', ['true → false']],
  'returns at once': ['function f(): number { return g(); }', ['{ return g(); } → { return 0; }']],
};

describe('the mutants of a source', () => {
  it.each(Object.entries(samples))('%s', (operator, [source, expected]) => {
    expect(changes(operator, source)).toEqual(expected);
  });

  it('are tested for every operator', () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(operators).sort());
  });

  it('have one change each, and are the same every time', () => {
    const source = 'function f(a: number): number {\n  if (a > 1) return a - 1;\n  return 0;\n}\n';
    const mutants = makeMutants(ts, source) as Mutant[];
    expect(makeMutants(ts, source)).toEqual(mutants);
    expect(new Set(mutants.map((mutant) => mutant.source)).size).toBe(mutants.length);
    for (const { before, after, source: mutated } of mutants) expect(mutated.length).toBe(source.length - before.length + after.length);
    expect(mutants.map(({ source: mutated }) => mutated)).not.toContain(source);
  });

  it.each([
    ['contracts in comments', '/** @requires `a > 0` */\ndeclare function f(a: number): void;'],
    ['contracts as calls', "requires(a > 0, 'more than nothing');\nassert(b + 1 === 2);"],
    ['types and imports', "import { a } from './a.ts';\ntype A = 1 | 'b';\ninterface B { c: 2 }\nlet b: 3;"],
    ['messages of errors', "class OwnError extends Error { name = 'OwnError'; }"],
  ])('leave %s alone', (_, source) => {
    expect(makeMutants(ts, source)).toEqual([]);
  });
});
