// What a caller who breaks the contract sees: under `enforce` a violation that names the clause, under `off` the bug.
import { describe, expect, it } from 'vitest';

import { load, placeOf, violationOf } from './builds.ts';

const enforce = await load('enforce');
const off = await load('off');

/** Puts back whatever the cache evicts, which `onEvict` must not do. */
function hoarder({ LruCache }: typeof enforce): () => void {
  const cache = new LruCache<string, number>(1, (key, value) => cache.set(key, value));
  return () => cache.set('a', 1).set('b', 2);
}

/** Puts something else into the room that the cache has just made. */
function squatter({ LruCache }: typeof enforce): () => void {
  const cache = new LruCache<string, number>(2, () => cache.set('squatter', 0));
  return () => cache.set('a', 1).set('b', 2).set('c', 3);
}

describe('a capacity that is none', () => {
  it.each([0, -1, 2.5, NaN, Infinity])('%d', (capacity) => {
    const violation = violationOf(() => new enforce.LruCache(capacity));
    expect(violation.message).toBe(
      'new LruCache requires `isCapacity(capacity)`: a capacity is a positive whole number\n' +
        `  capacity = ${capacity}\n` +
        `  at ${placeOf('isCapacity(capacity)')}; blame: the caller`,
    );
    expect(violation).toMatchObject({ code: 'ERR_CONTRACT_REQUIRES', kind: 'requires', profile: 'enforce', blame: { party: 'caller' } });
    expect(violation.values).toEqual([{ expression: 'capacity', value: capacity }]);
  });

  it('is reported where the caller stands', () => {
    const violation = violationOf(function caller() { new enforce.LruCache(0); });
    expect(violation.stack!.slice(violation.stack!.indexOf(violation.message) + violation.message.length)).toMatch(/^\n\s+at .*caller .*violations\.test\.ts/);
  });

  it('is refused by resize too, and leaves the cache as it was', () => {
    const cache = new enforce.LruCache<string, number>(2).set('a', 1);
    expect(violationOf(() => cache.resize(-1)).subject).toBe('LruCache.resize');
    expect([cache.capacity, cache.keys()]).toEqual([2, ['a']]);
  });

  it('makes a cache without a bound where contracts are off', () => {
    const cache = new off.LruCache<number, number>(2.5);
    for (let i = 0; i < 100; i++) cache.set(i, i);
    expect(cache.size).toBe(100);
  });
});

describe('a callback that puts back what was evicted', () => {
  it('fails the assertion', () => {
    const violation = violationOf(hoarder(enforce));
    expect(violation).toMatchObject({ kind: 'assert', subject: 'LruCache.#evict', blame: { party: 'callee' } });
    expect(violation.message).toContain('`!this.#entries.has(key)`: onEvict must not put back what it is told of\n  this.#entries.has(key) = true, key = "a", this.#entries = Map(1) { "a" => 1 }\n');
  });

  it('makes the cache too large where contracts are off', () => {
    expect(hoarder(off)).not.toThrow();
  });
});

describe('a callback that takes the room', () => {
  it('breaks the invariant', () => {
    const violation = violationOf(squatter(enforce));
    expect(violation.message).toMatch(/^LruCache keeps `this\.#entries\.size <= this\.#capacity`: a cache never holds more than its capacity\n {2}this\.#entries\.size = 3, this\.#capacity = 2\n/);
    expect(violation).toMatchObject({ code: 'ERR_CONTRACT_INVARIANT', kind: 'invariant', blame: { party: 'callee' } });
    expect(violation.values).toEqual([{ expression: 'this.#entries.size', value: 3 }, { expression: 'this.#capacity', value: 2 }]);
  });

  it('makes the cache too large where contracts are off', () => {
    expect(squatter(off)).not.toThrow();
  });
});
