import { afterEach, describe, expect, it } from 'vitest';

import { redacted } from '../src/check.ts';
import { unset } from '../src/clause.ts';
import { diagram } from '../src/diagram.ts';
import { firstDifference } from '../src/difference.ts';
import { caught, clause, fail } from './caught.ts';

const linesOf = (source: string, values: readonly unknown[]): string[] => caught(() => fail(clause('requires', { source }), values)).message.split('\n').slice(1, -1);

describe('the diagram of a wide terminal', () => {
  const { isTTY, columns } = process.stderr;
  afterEach(() => void Object.assign(process.stderr, { isTTY, columns }));
  const inTerminal = (width: number): void => void Object.assign(process.stderr, { isTTY: true, columns: width });

  it('stands under the clause', () => {
    inTerminal(120);
    expect(linesOf('amount <= account.balance', ['amount', 50, 'account.balance', 20])).toEqual(['  amount <= account.balance', '  |         |', '  50        20']);
  });

  it('is a list where the terminal is narrow, or no terminal', () => {
    inTerminal(80);
    expect(linesOf('amount <= account.balance', ['amount', 50, 'account.balance', 20])).toEqual(['  amount = 50, account.balance = 20']);
    Object.assign(process.stderr, { isTTY: undefined, columns: 200 });
    expect(linesOf('amount <= account.balance', ['amount', 50, 'account.balance', 20])).toEqual(['  amount = 50, account.balance = 20']);
  });

  it('is none where characters may be wide', () => {
    inTerminal(120);
    for (const source of ["s !== '漢字' && n > 0", "s !== '😀' && n > 0", "s !== 'e\u0301' && n > 0"]) expect(linesOf(source, ['n', 0])).toEqual(['  n = 0']);
    expect(linesOf('größe > n', ['größe', 0, 'n', 1])).toEqual(['  größe > n', '  |       |', '  0       1']);
    expect(linesOf('s !== n', ['s', '漢', 'n', 1])).toEqual(['  s = "漢", n = 1']);
  });

  it('stands under code, not under a text with the same words', () => {
    inTerminal(120);
    expect(linesOf("check('amount', amount)", ['amount', 5])).toEqual(["  check('amount', amount)", '                  |', '                  5']);
    expect(linesOf("has('it\\'s n', n)", ['n', 5])).toEqual(["  has('it\\'s n', n)", '                 |', '                 5']);
    expect(linesOf("'ab'.length > n", ["'ab'.length", 2, 'n', 5])).toEqual(["  'ab'.length > n", '  |             |', '  2             5']);
    expect(linesOf('has(`n`)', ['n', 5])).toEqual(['  n = 5']);
  });

  it('leaves out what was not reached', () => {
    inTerminal(120);
    expect(linesOf('ok && xs.length > 0', ['ok', false, 'xs.length', unset])).toEqual(['  ok && xs.length > 0', '  |', '  false', '  not evaluated: xs.length']);
  });

  it('hides what is secret', () => {
    inTerminal(120);
    expect(linesOf('pin === expected', ['pin', redacted, 'expected', redacted])).toEqual(['  pin === expected', '  |       |', '  |       [redacted]', '  [redacted]']);
  });

  it.each<[string, string, [string, string][], string[]]>([
    ['one value', 'n > 0', [['n', '-1']], ['n > 0', '|', '-1']],
    ['values that need two rows', 'a + b > c', [['a', '1000'], ['b', '20'], ['c', '1020']], ['a + b > c', '|   |   |', '|   20  1020', '1000']],
    ['a name inside of a longer one', 'index > in && in.x', [['in', '0']], ['index > in && in.x', '        |', '        0']],
    ['a list and what a method says of it', 'xs.at(-1) === n', [['xs.at(-1)', '3'], ['xs', '[1, 2, 3]'], ['n', '1']], ['xs.at(-1) === n', '|  |          |', '|  3          1', '[1, 2, 3]']],
    ['what begins at one place', 'this.items.reduce((s, i) => s + i.n, 0) > xs[0]', [['this.items.reduce((s, i) => s + i.n, 0)', '5'], ['this.items', '[1]'], ['xs[0]', '7'], ['xs', '[7]']], ['this.items.reduce((s, i) => s + i.n, 0) > xs[0]', '|          |                              | |', '[1]        5                              | 7', '                                          [7]']],
    ['values given in another order', 'f(a) === b', [['b', '2'], ['f(a)', '1'], ['a', '0']], ['f(a) === b', '| |      |', '1 0      2']],
  ])('shows %s', (_, source, shown, rows) => {
    expect(diagram(source, shown.map(([expression, text]) => ({ expression, text })), 100)).toEqual(rows);
  });

  it.each<[string, string, [string, string][]]>([
    ['no value', 'false', []],
    ['an expression that the source does not hold', 'n > 0', [['m', '1']]],
    ['a value that is too wide', 'n > 0', [['n', 'x'.repeat(200)]]],
    ['a source that is too wide', `n > 0 && ${'x'.repeat(100)}`, [['n', '1']]],
    ['more rows than a list would have', 'a|b|c|d|e|f', ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, '1000'])],
  ])('is not drawn for %s', (_, source, shown) => {
    expect(diagram(source, shown.map(([expression, text]) => ({ expression, text })), 100)).toBeUndefined();
  });
});

describe('the first difference', () => {
  class Account {
    balance = 20;
  }
  const classes = [class { readonly #kept: unknown; constructor(kept: unknown) { this.#kept = kept; } }];
  const [Unnamed] = classes as [new (kept: unknown) => object];
  class Sealed { readonly #kept: unknown; constructor(kept: unknown) { this.#kept = kept; } }
  class Labelled extends Map<string, string> { readonly #label: string; constructor(label: string) { super(); this.#label = label; } }
  const long = 'the quick brown fox jumps over the lazy dog';

  it.each<[string, unknown, unknown, string | undefined]>([
    ['an element', [1, 2, 3], [1, 5, 3], 'at [1]: 2, 5'],
    ['a missing element', [1], [1, 2], 'at [1]: nothing, 2'],
    ['the length', { of: Array(3) }, { of: [] }, 'at of.length: 3, 0'],
    ['a member deep inside', { a: [{ name: 'x' }] }, { a: [{ name: 'y' }] }, 'at a[0].name: "x", "y"'],
    ['a member that only one has', { a: 1, b: 2 }, { a: 1 }, 'at b: 2, nothing'],
    ['long strings', long, long.replace('jumps', 'jumped'), 'at character 24: …"own fox jumps over the l"…, …"own fox jumped over the "…'],
    ['minus zero', [0], [-0], 'at [0]: 0, -0'],
    ['classes', [new Account()], [{ balance: 20 }], 'at [0]: Account { balance: 20 }, { balance: 20 }'],
    ['maps', new Map([['a', 1]]), new Map([['a', 2]]), 'at get("a"): 1, 2'],
    ['maps inside', { of: new Map([[1, { n: 1 }]]) }, { of: new Map([[1, { n: 2 }]]) }, 'at of.get(1).n: 1, 2'],
    ['a key that only one map has', new Map([['a', 1]]), new Map([['a', 1], ['b', 2]]), 'at get("b"): nothing, 2'],
    ['sets', new Set([1, 2]), new Set([3, 1]), 'at has(2): true, false'],
    ['typed arrays', [new Uint8Array([1, 2])], [new Uint8Array([1, 3])], 'at [0][1]: 2, 3'],
    ['holes at the end', [1], Object.assign([1], { length: 3 }), 'at length: 1, 3'],
    ['dates', { at: new Date(0) }, { at: new Date(1) }, 'at at: Date(1970-01-01T00:00:00.000Z), Date(1970-01-01T00:00:00.001Z)'],
  ])('of %s', (_, left, right, expected) => {
    expect(firstDifference(left, right)).toBe(`first difference ${expected}`);
  });

  it.each<[string, unknown, unknown]>([
    ['numbers', 1, 2],
    ['short strings', 'a', 'b'],
    ['the same object', long, long],
    ['an array and an object', [], {}],
    ['classes that may keep more than their properties', new Account(), new Account()],
    ['maps with more than their entries', Object.assign(new Map(), { a: 1 }), Object.assign(new Map(), { a: 2 })],
    ['collections of a class of its own', new (class Registry extends Set<number> {})(), new (class Registry extends Set<number> {})()],
    ['arrays of a class of its own', new (class Row extends Array<number> {})(), new (class Row extends Array<number> {})()],
    ['sets of objects', new Set([{}]), new Set([{}])],
    ['getters', { get a() { return 1; } }, { get a() { return 2; } }],
    ['symbols', { [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }],
    ['functions', () => 1, () => 1],
    ['a getter and a value', { get a() { return 1; } }, { a: 1 }],
    ['private members', new Sealed(1), new Sealed(2)],
    ['private members of a class without a name', new Unnamed(1), new Unnamed(2)],
    ['private members of maps', new Labelled('a'), new Labelled('b')],
    ['properties of maps', Object.assign(new Map(), { a: 1 }), Object.assign(new Map(), { a: 2 })],
    ['properties that are not listed', Object.defineProperty({}, 'a', { value: 1 }), Object.defineProperty({}, 'a', { value: 2 })],
    ['what is inherited', Object.create({ a: 1 }), Object.create({ a: 2 })],
  ])('is not told of %s', (_, left, right) => {
    expect(firstDifference(left, right)).toBeUndefined();
  });

  it.each<[string, unknown, unknown]>([
    ['objects', { a: [1] }, { a: [1] }],
    ['objects without a prototype', { a: 1 }, Object.assign(Object.create(null) as object, { a: 1 })],
    ['lists with NaN', [NaN], [NaN]],
    ['maps in another order', new Map([[1, 'a'], [2, 'b']]), new Map([[2, 'b'], [1, 'a']])],
    ['sets', new Set(['x']), new Set(['x'])],
    ['typed arrays', new Uint8Array([1]), new Uint8Array([1])],
  ])('is none between two %s with the same content', (_, left, right) => {
    expect(firstDifference(left, right)).toBe('no difference inside: two objects with the same content');
  });

  it('ends in structures that have no end', () => {
    const loop = (): { self?: unknown } => {
      const object: { self?: unknown } = {};
      object.self = object;
      return object;
    };
    expect(firstDifference(loop(), loop())).toBeUndefined();
    const wide = Array.from({ length: 5000 }, (_, index) => [index]);
    expect(firstDifference(wide, wide.map((each) => [...each]))).toBeUndefined();
    const big = new Set(Array(5000).keys());
    expect(firstDifference(big, new Set(big))).toBeUndefined();
  });

  it('runs no code of the values', () => {
    const ran: string[] = [];
    const noisy = (): object => ({ get a() { ran.push('getter'); return 1; }, toJSON: () => ran.push('toJSON') });
    const proxy = new Proxy({}, { get: () => ran.push('get'), ownKeys: () => (ran.push('ownKeys'), []) });
    firstDifference([noisy(), proxy], [noisy(), new Proxy({}, {})]);
    const loud = (): Map<string, number> => Object.assign(new Map([['a', 1]]), { get: () => ran.push('get'), has: () => ran.push('has'), entries: () => ran.push('entries') } as object);
    expect(firstDifference([loud()], [loud().set('a', 2)])).toBe('first difference at [0].get("a"): 1, 2');
    expect(ran).toEqual([]);
  });

  it('is told of values that the clause compares', () => {
    expect(linesOf('equals(result, old(xs))', ['result', [1, 2], 'old(xs)', [1, 3]])).toEqual(['  result = [1, 2], old(xs) = [1, 3]', '  first difference at [1]: 2, 3']);
    expect(linesOf('a === b', ['a', { n: 1 }, 'b', { n: 2 }])).toEqual(['  a = { n: 1 }, b = { n: 2 }', '  first difference at n: 1, 2']);
    expect(linesOf('a.length > 0 && b', ['a', { n: 1 }, 'b', { n: 2 }])).toEqual(['  a = { n: 1 }, b = { n: 2 }']);
  });

  it('says of what it is where there are several', () => {
    const lines = linesOf('a === b && c === d', ['a', [1], 'b', [2], 'c', [1], 'd', [3]]);
    expect(lines.slice(1)).toEqual(['  a, b: first difference at [0]: 1, 2', '  c, d: first difference at [0]: 1, 3']);
  });

  it('is not told of what was not reached', () => {
    expect(linesOf('a === b.c', ['a', long, 'b.c', unset, 'b', undefined])).toEqual([`  a = "${long}", b = undefined`, '  not evaluated: b.c']);
  });

  it('is not told where something is secret', () => {
    expect(linesOf('a === b && pin', ['a', { n: 1 }, 'b', { n: 2 }, 'pin', redacted])).toEqual(['  a = { n: 1 }, b = { n: 2 }, pin = [redacted]']);
  });
});

describe('a measure', () => {
  it('is shown alone where there is none before it', () => {
    expect(linesOf('n', ['n', 3, 'the one before', 2])).toEqual(['  n = 3, the one before = 2']);
    expect(linesOf('n', ['n', 0.5, 'the one before', undefined])).toEqual(['  n = 0.5', '  a measure is a non-negative integer']);
    expect(linesOf('n', ['n', -1, 'the one before', 2])).toEqual(['  n = -1, the one before = 2', '  a measure is a non-negative integer']);
  });
});

describe('the witness of a quantifier', () => {
  it('has a line of its own, and is a value', () => {
    const source = 'forall(xs, (x, i) => x > i)';
    expect(linesOf(source, ['xs', [5, 0], 'for x', 0, 'for i', 1])).toEqual(['  xs = [5, 0]', '  for x = 0, i = 1']);
    expect(caught(() => fail(clause('requires', { source }), ['for x', 0])).values).toEqual([{ expression: 'x', value: 0 }]);
  });

  it('is left out where the search found nothing', () => {
    expect(linesOf('exists(xs, (x) => x > 1) && ok', ['xs', [0], 'for x', unset, 'ok', false])).toEqual(['  xs = [0], ok = false']);
  });
});
