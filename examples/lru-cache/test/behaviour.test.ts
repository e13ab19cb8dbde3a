// What a caller who keeps to the contract sees: the same in every build.
import { describe, expect, it } from 'vitest';

import { load } from './builds.ts';

describe.each(['enforce', 'off'] as const)('built with %s', async (profile) => {
  const { LruCache, MissingKeyError } = await load(profile);

  it('gives back what it was given', () => {
    const cache = new LruCache<string, number>(3).set('a', 1).set('b', 2);
    expect(cache.get('a')).toBe(1);
    expect(cache.getOrThrow('b')).toBe(2);
    expect(cache.get('c')).toBeUndefined();
    expect([cache.size, cache.capacity]).toEqual([2, 3]);
  });

  it('drops what was left unused for longest', () => {
    const cache = new LruCache<string, number>(2).set('a', 1).set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect(cache.keys()).toEqual(['a', 'c']);
  });

  it('takes a new value as a use, and a question as none', () => {
    const cache = new LruCache<string, number>(2).set('a', 1).set('b', 2).set('a', 3);
    expect(cache.keys()).toEqual(['b', 'a']);
    expect(cache.has('b')).toBe(true);
    expect(cache.keys()).toEqual(['b', 'a']);
    expect(cache.get('a')).toBe(3);
  });

  it('keeps undefined as a value, and compares keys as a Map does', () => {
    const cache = new LruCache<number, string | undefined>(3).set(NaN, undefined).set(0, 'zero');
    expect(cache.get(NaN)).toBeUndefined();
    expect(cache.get(-0)).toBe('zero');
    expect(cache.getOrThrow(NaN)).toBeUndefined();
    expect(cache.keys()).toEqual([0, NaN]);
  });

  it('throws its own error for a key that is missing', () => {
    const cache = new LruCache<string, number>(1);
    expect(() => cache.getOrThrow('a')).toThrow(new MissingKeyError('the cache has no entry for a'));
  });

  it('removes one entry, or all, without telling onEvict', () => {
    const evicted: string[] = [];
    const cache = new LruCache<string, number>(3, (key) => evicted.push(key)).set('a', 1).set('b', 2).set('c', 3);
    expect([cache.delete('b'), cache.delete('b')]).toEqual([true, false]);
    expect(cache.keys()).toEqual(['a', 'c']);
    cache.clear();
    expect(cache.size).toBe(0);
    expect(evicted).toEqual([]);
  });

  it('tells onEvict of each entry that has no room', () => {
    const evicted: [string, number][] = [];
    const cache = new LruCache<string, number>(3, (...entry) => evicted.push(entry)).set('a', 1).set('b', 2).set('c', 3);
    cache.set('d', 4);
    expect(evicted).toEqual([['a', 1]]);
    cache.resize(1);
    expect(evicted).toEqual([['a', 1], ['b', 2], ['c', 3]]);
    cache.resize(2);
    expect([cache.keys(), cache.capacity]).toEqual([['d'], 2]);
  });

  it('lets an error of onEvict pass, and is still in order', () => {
    const cache = new LruCache<string, number>(1, () => { throw new Error('disk full'); }).set('a', 1);
    expect(() => cache.set('b', 2)).toThrow(new Error('disk full'));
    expect(cache.size).toBe(0);
    expect(cache.set('b', 2).get('b')).toBe(2);
  });

  it('can be extended', () => {
    class Counting<K, V> extends LruCache<K, V> {
      hits = 0;
      override get(key: K): V | undefined {
        if (this.has(key)) this.hits++;
        return super.get(key);
      }
    }
    const cache = new Counting<string, number>(1);
    cache.set('a', 1);
    cache.get('a');
    cache.get('b');
    expect(cache.hits).toBe(1);
  });
});
