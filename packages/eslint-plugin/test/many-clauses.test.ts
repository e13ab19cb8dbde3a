/** Contracts with many clauses about the same values: the work grows with the clauses, and what is compared is bounded. */
import type { Clause } from '@proviso/compiler';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { ClauseCondition } from '../src/reason/clause-conditions.ts';
import { contradictionsOf } from '../src/reason/contradictions.ts';
import { anyKinds } from '../src/reason/kinds.ts';

interface Looked {
  /** How often a node was asked for its form: once for each evaluation, about. */
  readonly work: number;
  /** The clauses that contradict earlier ones, and those. */
  readonly found: readonly (readonly string[])[];
}

function look(texts: readonly string[], kind: Clause['kind'] = 'requires'): Looked {
  let work = 0;
  const counting = { ...ts, isBinaryExpression: (node: ts.Node): node is ts.BinaryExpression => (work++, ts.isBinaryExpression(node)) } as typeof ts;
  const conditions = texts.map((text): ClauseCondition => {
    const file = ts.createSourceFile('clause.ts', `(${text})`, ts.ScriptTarget.Latest, true);
    const [statement] = file.statements;
    if (!statement || !ts.isExpressionStatement(statement)) throw new Error(text);
    return {
      clause: { kind, span: { start: 0, end: 0 } } as Clause,
      expression: statement.expression,
      context: { ts: counting, renamed: new Map(), parameters: new Set(), isStable: () => true },
      isGlobal: (name) => name === 'Number',
      constantOf: () => undefined,
      kindsOf: (node) => (node.getText() === 'x' ? anyKinds : [{ all: 'number' }]),
    };
  });
  const textOf = new Map(conditions.map(({ clause }, index) => [clause, texts[index] ?? '']));
  const found = contradictionsOf(conditions).map(({ clause, others }) => [clause, ...others].map((each) => textOf.get(each) ?? ''));
  return { work, found };
}

function many(count: number, make: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('the work grows little faster than the clauses', () => {
  test.each<[string, (index: number) => string]>([
    ['lower bounds', (index) => `n > ${index}`],
    ['upper bounds', (index) => `n < ${-index}`],
    ['of any value', (index) => `x > ${index}`],
    ['values left out', (index) => `n !== ${index}`],
    ['two terms', (index) => `n < m || m > ${index}`],
    ['terms of their own', (index) => `n${index} > ${index}`],
  ])('%s', (_, make) => {
    const [some, more] = [look(many(100, make)), look(many(200, make))];
    expect([some.found, more.found]).toEqual([[], []]);
    expect(more.work).toBeLessThan(3 * some.work);
  });
});

test('a contradiction is found among many clauses', () => {
  expect(look([...many(100, (index) => `n > ${index}`), 'n < 5']).found).toEqual([['n < 5', 'n > 5']]);
  expect(look([...many(100, (index) => `m${index} > n`), ...many(10, (index) => `n !== ${index}`), 'n === 3']).found).toEqual([['n === 3', 'n !== 3']]);
});

test('of several clauses together, where there are few about the same terms', () => {
  const needed = ['Number.isInteger(n)', 'n > 0', 'n < 3', 'n !== 1', 'n !== 2'];
  const clauses = (count: number): string[] => [...many(count, () => 'n !== 10'), ...needed];
  expect(look(clauses(20)).found).toEqual([['n !== 2', ...needed.slice(0, 4)]]);
  expect(look(clauses(30)).found).toEqual([]);
});

describe('three terms', () => {
  const either = ['a > b', 'b > c', 'c > a', 'a === b', 'b === c', 'a !== a', 'b !== b', 'c !== c'];
  const alwaysTrue = many(11, (index) => [...either.slice(index % 8), ...either.slice(0, index % 8), `a !== ${index % 2}`].join(' || '));
  const closing = (index: number): string => `c > a${' && c === c'.repeat(index)}`;

  test('what is needed of many is found by what was false', () => {
    const { found, work } = look([...alwaysTrue, 'a > b', 'b > c', closing(0)]);
    expect(found).toEqual([[closing(0), 'a > b', 'b > c']]);
    expect(work).toBeLessThan(2_000_000);
  });

  test('the search ends after a while', () => {
    const clauses = (count: number): string[] => [...alwaysTrue, 'a > b', 'b > c', ...many(count, closing)];
    const [some, more] = [look(clauses(60)), look(clauses(120))];
    expect(some.found.length).toBeGreaterThan(0);
    expect(more.found).toEqual(some.found);
    expect(more.work).toBeLessThan(2 * some.work);
  });
});

test('the search ends after a while', () => {
  const opposite = (index: number): string => (index < 200 ? `n > ${index}` : 'n < 198.5');
  const { found, work } = look(many(400, opposite));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(200);
  expect(found[0]).toEqual(['n < 198.5', 'n > 199']);
  expect(look(many(800, opposite)).work).toBeLessThan(2.5 * work);
});
