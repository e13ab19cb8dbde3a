import { describe, expect, it } from 'vitest';
import { TtlCache } from '../src/ttl-cache.ts';

describe('ttl-cache', () => {
  it('gives what is valid', () => {
    const cache = new TtlCache(10);
    cache.set('a', 'x', 100);
    expect(cache.get('a', 105)).toEqual('x');
    expect(cache.get('a', 120)).toEqual(undefined);
  });
  it('sweeps', () => {
    const cache = new TtlCache(10);
    cache.set('a', 'x', 0);
    cache.set('b', 'y', 50);
    expect(cache.sweep(55)).toEqual(1);
    expect(cache.size).toEqual(1);
  });
});
