import { describe, expect, it } from 'vitest';

import { frame, written, type FramedObject } from '../src/frame.ts';

function change(framed: FramedObject, act: () => void): string | undefined {
  const taken = frame([framed]);
  act();
  return written(taken);
}

describe('a frame', () => {
  it('names the first member that was written outside of it', () => {
    const cart = { items: ['a'], total: 0 };
    expect(change(['cart', cart, [], ['items']], () => void cart.items.push('b'))).toBeUndefined();
    expect(change(['cart', cart, [], ['items']], () => void (cart.items = []))).toBeUndefined();
    expect(change(['cart', cart, [], ['items']], () => void cart.total++)).toBe('cart.total: 0 before, 1 after');
  });

  it('sees members that come and go, of every kind of container', () => {
    const object: Record<string, unknown> = { a: 1 };
    expect(change(['o', object, [], []], () => void (object['b'] = 2))).toBe('o.b: nothing before, 2 after');
    expect(change(['o', object, [], []], () => void delete object['b'])).toBe('o.b: 2 before, nothing after');
    const list = [1, 2];
    expect(change(['list', list, [], []], () => void list.push(3))).toBe('list.length: 2 before, 3 after');
    expect(change(['list', list, [], []], () => void list.reverse())).toBe('list[0]: 1 before, 3 after');
    const map = new Map([['k', 1]]);
    expect(change(['map', map, [], []], () => void map.set('k', 2))).toBe('map at "k": 1 before, 2 after');
    const set = new Set(['x']);
    expect(change(['set', set, [], []], () => void set.add('y'))).toBe('set at "y": nothing before, true after');
    const tag = Symbol('tag');
    expect(change(['o', object, [], []], () => void (object[tag as never] = 1 as never))).toBe('o[Symbol(tag)]: nothing before, 1 after');
  });

  it('follows a path, and protects what leads to it', () => {
    const self = { cache: { hits: 0, misses: 0 } };
    expect(change(['this.cache', self, ['cache'], ['hits']], () => void self.cache.hits++)).toBeUndefined();
    expect(change(['this.cache', self, ['cache'], ['hits']], () => void self.cache.misses++)).toBe('this.cache.misses: 0 before, 1 after');
  });

  it('compares as Object.is does', () => {
    const object = { a: NaN, b: 0 };
    expect(change(['o', object, [], []], () => void (object.a = NaN))).toBeUndefined();
    expect(change(['o', object, [], []], () => void (object.b = -0))).toBe('o.b: 0 before, -0 after');
  });

  it('runs no code of the objects, and leaves out what it cannot read without', () => {
    const ran: string[] = [];
    const noisy = { get a() { ran.push('get'); return 1; }, b: 1 };
    const proxy = new Proxy({ a: 1 }, { get: () => ran.push('trap'), ownKeys: () => (ran.push('trap'), ['a']) });
    class Odd extends Map { override entries(): never { throw new Error('never'); } }
    const odd = new Odd();
    const taken = frame([['noisy', noisy, [], []], ['proxy', proxy, [], []], ['odd', odd, [], []], ['n', 5, [], []], ['none', undefined, ['a'], []]]);
    noisy.b = 2;
    expect(written(taken)).toBe('noisy.b: 1 before, 2 after');
    expect(ran).toEqual([]);
  });

  it('does not look at stores, and says where a record became one', () => {
    const store: Record<string, number> = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`k${i}`, i]));
    expect(change(['store', store, [], []], () => void (store['k0'] = 5))).toBeUndefined();
    const small: Record<string, number> = { a: 1 };
    expect(change(['small', small, [], []], () => void Object.assign(small, store))).toBe('small.a: 1 before, too much after');
  });

  it('hides what is secret', () => {
    const user = { pin: 1234 };
    expect(change(['user', user, [], [], true], () => void (user.pin = 9999))).toBe('user.pin: [redacted]');
  });
});
