import { describe, expect, it } from 'vitest';
import { LruCache } from '../src/lru-cache.ts';

describe('lru-cache', () => {
  it('keeps values', () => {
    const cache = new LruCache<number>(2);
    cache.set('a', 1);
    expect(cache.get('a')).toEqual(1);
    expect(cache.get('b')).toEqual(undefined);
  });
  it('drops an entry to make room', () => {
    const cache = new LruCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('c', 3);
    expect(cache.has('a')).toEqual(false);
    expect(cache.size).toEqual(2);
  });
});
