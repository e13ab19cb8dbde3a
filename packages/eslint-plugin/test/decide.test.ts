/** The reasoner is never wrong: what it calls never true is true of no values, what it calls always true is false of none. */
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { evaluatedGlobals } from '../src/reason/builtins.ts';
import { decide, type Condition, type Verdict } from '../src/reason/decide.ts';
import { anyKinds, type ValueKind } from '../src/reason/kinds.ts';

type Kinds = Readonly<Record<string, readonly ValueKind[]>>;

function conditionOf(text: string, kinds: Kinds): Condition {
  const file = ts.createSourceFile('clause.ts', `(${text})`, ts.ScriptTarget.Latest, true);
  const [statement] = file.statements;
  if (!statement || !ts.isExpressionStatement(statement)) throw new Error(text);
  return {
    expression: statement.expression,
    context: { ts, renamed: new Map(), parameters: new Set(), isStable: () => true },
    isGlobal: (name) => evaluatedGlobals.includes(name),
    constantOf: () => undefined,
    kindsOf: (node) => kinds[node.getText()] ?? anyKinds,
  };
}

function judge(texts: readonly string[], kinds: Kinds = {}): Verdict {
  return decide(texts.map((text) => conditionOf(text, kinds)));
}

const numeric: Kinds = { a: [{ all: 'number' }], b: [{ all: 'number' }], c: [{ all: 'number' }] };
const constants = ['0', '-0', '1', '-1', '1.5', '2', '10', '9007199254740992', 'Infinity', 'NaN', "'5'", "'a'", "''", "'10'", '5n', '0n', 'true', 'null', 'undefined'];
const numbers = constants.slice(0, 10);
const special: readonly unknown[] = [NaN, 0, -0, 1, -1, 1.5, 2, 5, 10, Infinity, -Infinity, 0.1, 2 ** 53, 1e308, undefined, null, true, false, '', 'a', 'b', '5', '10', '9', ' 5 ', 'aa', 0n, 5n, 1n, -3n, 10n ** 320n];
const anyValue = fc.oneof(fc.constantFrom(...special), fc.double(), fc.integer({ min: -12, max: 12 }), fc.string({ maxLength: 3 }), fc.bigInt({ min: -20n, max: 20n }), fc.constantFrom([], {}, [5], new Date(5), () => 1));
const anyNumber = fc.oneof(fc.constantFrom(...special.filter((each): each is number => typeof each === 'number')), fc.double(), fc.integer({ min: -12, max: 12 }));

/** Conditions over some variables; those over few variables and constants meet each other more often. */
function conditions(names: readonly string[], pool: readonly string[]): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names);
  const operand = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: name });
  const operator = fc.constantFrom('<', '<=', '>', '>=', '===', '!==', '==', '!=');
  const compared = fc.tuple(name, operator, operand).map(([left, by, right]) => `${left} ${by} ${right}`);
  const turned = fc.tuple(operand, operator, name).map(([left, by, right]) => `${left} ${by} ${right}`);
  const asked = fc.tuple(fc.constantFrom('Number.isInteger', 'Number.isSafeInteger', 'Number.isFinite', 'Number.isNaN', 'Array.isArray', '!'), name).map(([ask, of]) => `${ask}(${of})`);
  const typed = fc.tuple(name, fc.constantFrom('number', 'string', 'bigint', 'object', 'undefined', 'function')).map(([of, type]) => `typeof ${of} === '${type}'`);
  const atom = fc.oneof({ weight: 6, arbitrary: compared }, { weight: 2, arbitrary: turned }, { weight: 2, arbitrary: asked }, { weight: 1, arbitrary: typed });
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      atom,
      fc.tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition')).map(([left, by, right]) => `(${left} ${by} ${right})`),
      tie('condition').map((inner) => `!(${inner})`),
      fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([test_, yes, no]) => `(${test_} ? ${yes} : ${no})`),
    ),
  }));
  return condition;
}

/** What the condition gives; undefined where it throws. */
function evaluateIn(text: string, values: readonly unknown[]): boolean | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the test's own text, to compare with JavaScript itself
    return Boolean((new Function('a', 'b', 'c', `return (${text});`) as (...values: readonly unknown[]) => unknown)(...values));
  } catch {
    return undefined;
  }
}

interface Law {
  readonly names: readonly string[];
  readonly pool: readonly string[];
  readonly kinds: Kinds;
  readonly value: fc.Arbitrary<unknown>;
}

function holds({ names, pool, kinds, value }: Law): { decided: number } {
  const counted = { decided: 0 };
  const few = fc.shuffledSubarray([...pool], { minLength: 2, maxLength: 3 });
  const text = few.chain((some) => fc.array(conditions(names, some), { minLength: 1, maxLength: 3 })).map((all) => all.join(' && '));
  const rows = fc.array(fc.tuple(value, value, value), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(text, rows, (clause, samples) => {
      const { never, always } = judge([clause], kinds);
      if (never || always) counted.decided++;
      for (const values of samples) {
        const found = evaluateIn(clause, values);
        if (never) expect(found, clause).not.toBe(true);
        if (always) expect(found, clause).not.toBe(false);
      }
    }),
    { numRuns: 1500 },
  );
  return counted;
}

describe('laws', () => {
  test('one term of any kind', () => {
    expect(holds({ names: ['a'], pool: constants, kinds: {}, value: anyValue }).decided).toBeGreaterThan(50);
  });
  test('one number', () => {
    expect(holds({ names: ['a'], pool: numbers, kinds: numeric, value: anyNumber }).decided).toBeGreaterThan(50);
  });
  test('two terms of any kind', () => {
    expect(holds({ names: ['a', 'b'], pool: constants, kinds: {}, value: anyValue }).decided).toBeGreaterThan(5);
  });
  test('three numbers', () => {
    expect(holds({ names: ['a', 'b', 'c'], pool: numbers, kinds: numeric, value: anyNumber }).decided).toBeGreaterThan(5);
  });
});

describe('never true', () => {
  test.each([
    ['a > 0 && a < 0'], ['a === 1 && a === 2'], ['a !== a && a === a'], ['false'], ['typeof a === "string" && a === 1'], ['a == null && a === 0'],
    ['Number.isInteger(a) && a > 0 && a < 1'], ['a < b && b < a'], ['a === undefined && a !== undefined'], ['Number.isNaN(a) && a > 0'], ['a instanceof b && !(a instanceof b)'],
  ])('%s', (text) => expect(judge([text])).toEqual({ never: true, always: false }));

  test.each([['a > 0 && a < 1'], ['a > 9007199254740990 && a < 9007199254740992'], ['a == 1 && a !== 1'], ['a == b && a !== b'], ['Number.isFinite(a) && !Number.isInteger(a) && a < -2'], ['a !== a'], ['a > 1.7976931348623157e308 && a < Infinity'], ["a > '1' && a < 5"], ['a() && !a()'], ['a == 5 && a !== 5 && a !== "5" && a !== 5n'], ['a >= 5 && a <= 5 && a != 5']])('not %s', (text) =>
    expect(judge([text]).never).toBe(false));

  test('some only by the type', () => {
    expect(judge(['a > 0 && a < 1'], { a: [{ all: 'bigint' }] }).never).toBe(true);
    expect(judge(['a < 0'], { a: [{ all: 'count' }] }).never).toBe(true);
    expect(judge(['a < b', 'b < c', 'c < a'], numeric).never).toBe(true);
    expect(judge(['a < b', 'b < c', 'c < a']).never).toBe(false);
  });
});

describe('always true', () => {
  test.each([['true'], ['a === 1 || a !== 1'], ['a == null || a != null'], ['!(a > 0) || a > -1'], ['a() || true'], ['Object.is(a, a)'], ['a !== 1 || a !== 2']])('%s', (text) => expect(judge([text])).toEqual({ never: false, always: true }));

  test.each([['a > 0 || a <= 0'], ['a === a'], ['a >= 0 || a < 0 || Number.isNaN(a)'], ['Object.is(a, 0) || a !== 0'], ['a.b || !a().b'], ['a() === a()']])('not %s', (text) => expect(judge([text]).always).toBe(false));

  test('some only by the type', () => {
    expect(judge(['a > 0 || a <= 0 || Number.isNaN(a)'], numeric).always).toBe(true);
    expect(judge(['a > 0 || a <= 0'], numeric).always).toBe(false);
    expect(judge(['a > 0 || a <= 0'], { a: [{ all: 'bigint' }] }).always).toBe(true);
    expect(judge(['a >= 0'], { a: [{ all: 'count' }] }).always).toBe(true);
    expect(judge(["a === 'x' || a === 'y'"], { a: [{ only: 'x' }, { only: 'y' }] }).always).toBe(true);
  });
});
