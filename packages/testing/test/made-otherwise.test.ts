/** What is no argument and what no constructor makes: `this`, keys of a type parameter, objects of factories and of subclasses, what the platform has. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../src/verdict.ts';
import { checkText } from './check-text.ts';
import { subjectsOf } from './subjects-of.ts';

beforeEach(() => allowViolations());

async function reportOf(symbol: string, text: string): Promise<Report> {
  const reports = await checkText(text);
  const report = reports.get(symbol);
  if (!report) throw new Error(`no report of ${symbol}: ${[...reports.keys()].join(', ')}`);
  return report;
}

async function codeOf(symbol: string, text: string): Promise<readonly string[]> {
  const { verdict } = await reportOf(symbol, text);
  return verdict.verdict === 'refuted' ? verdict.counterexample.code : [JSON.stringify(verdict)];
}

describe('functions that are fields of a class are methods', () => {
  const text = `
export class Box {
  #n = 0;
  /** @ensures \`result === old(this.value) + 1\` */
  up = (): number => ++this.#n;
  /** @ensures \`result === 0\` */
  clear = function (this: Box): number { return this.#n < 3 ? (this.#n = 0) : 1; };
  get value(): number { return this.#n; }
  /** @ensures \`result > 0\` */
  static one = (): number => 1;
}
`;

  test('they are checked with the objects of their class, and once', () => {
    expect(subjectsOf(text).map(({ kind, symbol }) => [kind, symbol])).toEqual([['class', 'Box'], ['function', 'Box.one']]);
  });

  test('what they break is found', async () => {
    expect((await reportOf('Box.up', text)).verdict.verdict).toBe('passed');
    expect(await codeOf('Box.clear', text)).toEqual(['const box = new Box()', 'box.up()', 'box.up()', 'box.up()', 'box.clear()']);
    expect((await reportOf('Box.one', text)).verdict).toEqual({ verdict: 'exhaustive', runs: 1 });
  });
});

describe('a parameter `this` is given', () => {
  test('it keeps what the preconditions say', async () => {
    expect((await reportOf('sum', `/** @requires \`this.n >= 0 && k >= 0\`\n * @ensures \`result >= 0\` */\nexport function sum(this: { n: number }, k: number): number { return this.n + k; }`)).verdict.verdict).toBe('passed');
  });

  test('it is in the counterexample', async () => {
    expect(await codeOf('sum', `/** @ensures \`result >= 0\` */\nexport function sum(this: { n: number }, k: number): number { return this.n; }`)).toEqual(['sum.call({ n: -1 }, 0)']);
    expect(await codeOf('sum', `/** @ensures \`result >= 0\` */\nexport async function sum(this: { n: number }): Promise<number> { return this.n; }`)).toEqual(['await sum.call({ n: -1 })']);
  });

  test('what changes it is not pure', async () => {
    const { verdict } = await reportOf('grow', '/** @pure */\nexport function grow(this: { list: number[] }, k: number): number { this.list.push(k); return k; }');
    expect(verdict).toMatchObject({ verdict: 'refuted', counterexample: { code: ['grow.call({ list: [] }, 0)'], problem: { message: expect.stringMatching(/its `this`|this\.list/) as unknown } } });
  });

  test('of nothing there is none', async () => {
    expect(await codeOf('sum', `/** @ensures \`result >= 0\` */\nexport function sum(this: void, k: number): number { return k; }`)).toEqual(['sum(-1)']);
  });
});

describe('keys of a type parameter are keys of what is given', () => {
  test.each([
    ['pick<T extends object, K extends keyof T>(of: T, keys: readonly K[]): Pick<T, K>', 'const out = {} as Pick<T, K>; for (const key of keys) out[key] = of[key]; return out;', 'Object.keys(result).length === new Set(keys).size'],
    ['pluck<T, K extends keyof T>(all: readonly T[], key: K): T[K][]', 'return all.map((each) => each[key]);', 'all.every((each) => key in (each as object))'],
    ['get<T extends { readonly id: string; readonly size?: number }>(of: T, key: keyof T): unknown', 'return of[key];', "key === 'id' || key === 'size'"],
    ['part<T extends { readonly id: string }, K extends keyof T>(of: T, key: K): Record<K, T[K]>', 'return { [key]: of[key] } as Record<K, T[K]>;', "Object.keys(result)[0] === 'id'"],
    ['sortBy<K extends string>(all: readonly Record<K, number>[], key: K): number[]', 'return all.map((each) => each[key]);', "result.every((each) => typeof each === 'number')"],
    ['sumBy<K extends PropertyKey, T extends Record<K, number>>(all: readonly T[], key: K): number', 'return all.reduce((sum, each) => sum + each[key], 0);', '!Number.isNaN(result)'],
    ['of<V, T extends Record<string, V>>(map: T, key: keyof T): V', 'return map[key] as V;', 'Object.hasOwn(map, key)'],
  ])('%s', async (signature, body, promise) => {
    expect((await reportOf(/^\w+/.exec(signature)?.[0] ?? '', `/** @ensures \`${promise}\` */\nexport function ${signature} { ${body} }`)).verdict.verdict).toMatch(/passed|exhaustive/);
  });
});

describe('objects that no public constructor makes', () => {
  const money = `
export class Money {
  private constructor(readonly cents: number) {}
  /** @requires \`Number.isInteger(cents) && cents >= 0 && cents < 100\` */
  static of(cents: number): Money { return new Money(cents); }
  static larger(a: Money, b: Money): Money { return a.cents > b.cents ? a : b; }
  /** @ensures \`result.cents < 150\` */
  plus(other: Money): Money { return new Money(this.cents + other.cents); }
}
/** @ensures \`result < 100\` */
export function centsOf(money: Money): number { return money.cents + 1; }
`;

  test('a static method that gives one is called', async () => {
    expect(await codeOf('centsOf', money)).toEqual(['centsOf(Money.of(99))']);
    expect(await codeOf('Money.plus', money)).toEqual([expect.stringMatching(/^const money = Money\.of\(\d+\)$/), expect.stringMatching(/^money\.plus\(Money\.of\(\d+\)\)$/)]);
  });

  test('subclasses stand in for an abstract class', async () => {
    const text = `
export abstract class Shape { abstract area(): number; }
export class Square extends Shape { constructor(readonly side: 0 | 1 | 2) { super(); } area(): number { return this.side ** 2; } }
export class Dot extends Shape { area(): number { return -1; } }
abstract class Hidden extends Shape {}
/** @ensures \`result >= 0\` */
export function total(shapes: readonly Shape[]): number { return shapes.reduce((sum, each) => sum + each.area(), 0); }
`;
    expect(await codeOf('total', text)).toEqual(['total([new Dot()])']);
  });
});

describe('what a type says is made as a whole or not at all', () => {
  test('what nothing can be made of is skipped, and contradicts nothing', async () => {
    const { verdict } = await reportOf('f', '/** @ensures `result` */\nexport function f(a: WeakMap<object, number> | WeakSet<object>): boolean { return true; }');
    expect(verdict).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining('WeakMap<object, number>') as unknown });
  });

  test('an object without its iterator is no iterable', async () => {
    const { verdict } = await reportOf('f', '/** @ensures `result >= 0` */\nexport function f<T>(a: Iterable<T> & { length: number }): number { return [...a].length; }');
    expect(verdict).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining('its iterator') as unknown });
  });

  test.each(['ArrayBuffer', 'DataView', 'ArrayBufferView', 'ArrayBuffer | ArrayBufferView', 'URL', 'URLSearchParams', 'AbortSignal', 'AbortController'])('%s', async (type) => {
    const { verdict } = await reportOf('f', `/** @ensures \`Object(result) === result\` */\nexport function f(a: ${type}): object { if (String(Object.prototype.toString.call(a)) === '[object Object]') return null as never; return a; }`);
    expect(verdict.verdict).toBe('passed');
  });

  test('messages of errors differ', async () => {
    expect(await codeOf('f', '/** @ensures `result < 3` */\nexport function f(a: Error): number { return a.message.length === 4 ? 0 : a.message.length; }')).toEqual([expect.stringMatching(/^f\(new Error\('.{3}'\)\)$/)]);
  });
});

describe('functions in namespaces', () => {
  const text = `
export namespace Geo {
  /** @ensures \`result >= 0\` */
  export function distance(a: number, b: number): number { return a - b; }
  export namespace Deep {
    /** @ensures \`result\` */
    export const yes = (): boolean => true;
  }
  /** @ensures \`result\` */
  function own(): boolean { return true; }
  own();
}
`;

  test('are called through what the module exports', async () => {
    expect(await codeOf('distance', text)).toEqual(['Geo.distance(-1, 0)']);
    expect((await reportOf('yes', text)).verdict).toEqual({ verdict: 'exhaustive', runs: 1 });
    expect((await reportOf('own', text)).verdict.verdict).toBe('skipped');
  });
});

test('a pattern that remembers where it stopped is among patterns', async () => {
  expect(await codeOf('f', '/** @ensures `result` */\nexport function f(pattern: RegExp): boolean { return !pattern.global; }')).toEqual([expect.stringMatching(/^f\(\/.+\/g\)$/)]);
});

test('samples of the platform get simpler', async () => {
  expect(await codeOf('f', '/** @ensures `result` */\nexport function f(url: URL): boolean { return false; }')).toEqual(["f(new URL('https://example.com/'))"]);
});

test('who listens to a signal is no change of it', async () => {
  const { verdict } = await reportOf('f', '/** @pure */\nexport function f(signal: AbortSignal): boolean { const heard = (): void => undefined; signal.addEventListener("abort", heard); signal.removeEventListener("abort", heard); return signal.aborted; }');
  expect(verdict.verdict).toBe('passed');
});
