import { describe, expect, it } from 'vitest';

import { preview } from '../src/preview.ts';

class Account {
  balance = 20;
}

describe('a preview', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['1.5', 1.5],
    ['-0', -0],
    ['NaN', NaN],
    ['10n', 10n],
    ['Symbol(s)', Symbol('s')],
    ['"a \\"b\\"\\n"', 'a "b"\n'],
    ['function Account', Account],
    ['function', () => 1],
    ['[]', []],
    ['[1, "a", undefined]', [1, 'a', undefined]],
    ['{}', {}],
    ['{ a: 1 }', { a: 1 }],
    ['{ a: 1 }', Object.assign(Object.create(null) as object, { a: 1 })],
    ['Account { balance: 20 }', new Account()],
    ['{ a: { b: [Object] } }', { a: { b: { c: 1 } } }],
    ['[[[Array]]]', [[[1]]]],
    ['{ a: { b: [Account] } }', { a: { b: new Account() } }],
    ['Map(0)', new Map()],
    ['Map(1) { "a" => { n: 2 } }', new Map([['a', { n: 2 }]])],
    ['Set(2) { 1, 2 }', new Set([1, 2])],
    ['Set(9) { 0, 1, 2, 3, 4, 5, 6, 7, … 1 more }', new Set(Array(9).keys())],
    ['{ a: { b: Set(1) } }', { a: { b: new Set([1]) } }],
    ['Registry(1) { 1 }', new (class Registry extends Set<number> {})([1])],
    ['Date(1970-01-01T00:00:00.000Z)', new Date(0)],
    ['Date(NaN)', new Date(NaN)],
    ['RegExp(/a+/)', /a+/],
    ['RegExp(/a+/dgimsuy)', /a+/dgimsuy],
    ['RegExp(/a+/v)', new RegExp('a+', 'v')],
    ['[<empty>, undefined, <empty>]', [, undefined, ,]],
    ['{ 6: 6, "a b": 1, "c-d": 2, "": 3, $a: 4, ä1: 5, "7x": 7 }', { 6: 6, 'a b': 1, 'c-d': 2, '': 3, $a: 4, ä1: 5, '7x': 7 }],
    ['Uint8Array(3) [0, 0, 0]', new Uint8Array(3)],
    ['RangeError("bad")', new RangeError('bad')],
    ['Promise {}', Promise.resolve(1)],
  ])('is %s', (text, value) => {
    expect(preview(value)).toBe(text);
  });

  it('ends at eight entries', () => {
    expect(preview(Array(20).fill(0))).toBe('[0, 0, 0, 0, 0, 0, 0, 0, … 12 more]');
    const record = Object.fromEntries([...Array(10).keys()].map((i) => [`k${i}`, i]));
    expect(preview(record)).toBe('{ k0: 0, k1: 1, k2: 2, k3: 3, k4: 4, k5: 5, k6: 6, k7: 7, … 2 more }');
  });

  it('ends long texts', () => {
    expect(preview('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
    expect(preview(new Error('x'.repeat(1e6)))).toBe(`Error("${'x'.repeat(80)}…")`);
    expect(preview(RegExp('x'.repeat(1e5))).length).toBeLessThan(100);
    expect(preview({ ['k'.repeat(1e6)]: 1 })).toBe(`{ ${'k'.repeat(80)}…: 1 }`);
    expect(preview(new { ['C'.repeat(1e6)]: class {} }['C'.repeat(1e6)]!())).toBe(`${'C'.repeat(80)} {}`);
    expect(preview(Array(8).fill('x'.repeat(100))).length).toBe(401);
  });

  it('shows no part of a secret in a text that is cut', () => {
    const secret = 'hunter'.repeat(20);
    for (const value of [`Bearer ${secret}`, { header: `Bearer ${secret}` }, [`Bearer ${secret}`], new Error(`Bearer ${secret}`), { [`Bearer ${secret}`]: 1 }, new Map([[secret, 1]]), new RegExp(secret)]) {
      expect(preview(value)).toContain('hunter');
      expect(preview(value, [secret])).not.toContain('hunter');
    }
    expect(preview(['Bearer', 1], [secret])).toBe('["Bearer", 1]');
  });

  it('shows no bytes where there is a secret, whose bytes they may be', () => {
    const bytes = Buffer.from('hunter');
    expect(preview({ bytes })).toBe('{ bytes: Buffer(6) [104, 117, 110, 116, 101, 114] }');
    expect(preview({ bytes }, ['hunter'])).toBe('{ bytes: Buffer(6) }');
  });

  it('is quick for a huge array', () => {
    expect(preview(Array(2 ** 32 - 1))).toMatch(/4294967287 more\]$/);
  });

  it('ends at cycles', () => {
    const node: { self?: unknown; list?: unknown } = {};
    node.self = node;
    node.list = [node];
    expect(preview(node)).toBe('{ self: [Circular], list: [[Circular]] }');
  });

  it('shows a shared object twice', () => {
    const shared = { a: 1 };
    expect(preview([shared, shared])).toBe('[{ a: 1 }, { a: 1 }]');
  });

  it('shows what a terminal would obey, or show nothing of', () => {
    expect(preview('a\u202eb\u2028\u200b\u009b')).toBe(String.raw`"a\u202eb\u2028\u200b\u009b"`);
    expect(preview({ '\u001b[2J': Symbol('\u2066') })).toBe(String.raw`{ "\u001b[2J": Symbol(\u2066) }`);
    expect(preview('👩‍🚀')).toBe('"👩‍🚀"');
  });

  it('is one line', () => {
    expect(preview({ 'a\nblame: nobody': Symbol('x\r\ny') })).toBe('{ "a\\nblame: nobody": Symbol(x  y) }');
  });
});

function trap(name: string): () => never {
  return () => {
    throw new Error(`ran ${name}`);
  };
}

describe('a preview runs no code of the value', () => {
  it('no getter', () => {
    let ran = 0;
    const value = Object.defineProperty({}, 'secret', { get: () => ran++, enumerable: true });
    const list = Object.defineProperty([1], 0, { get: () => ran++, enumerable: true });
    expect(preview(value)).toBe('{ secret: [Getter] }');
    expect(preview(list)).toBe('[[Getter]]');
    expect(ran).toBe(0);
  });

  it('no conversion and no tag', () => {
    let ran = 0;
    const count = (): string => String(ran++);
    const value = {
      toString: count,
      toJSON: count,
      valueOf: count,
      [Symbol.toPrimitive]: count,
      [Symbol.for('nodejs.util.inspect.custom')]: count,
      get [Symbol.toStringTag]() {
        return count();
      },
    };
    expect(preview(value)).toBe('{ toString: function count, toJSON: function count, valueOf: function count }');
    expect(ran).toBe(0);
  });

  it('no getter of a class, its name, or its prototype', () => {
    let ran = 0;
    class Sly {
      static get name() {
        return String(ran++);
      }
    }
    expect(preview(Sly)).toBe('function');
    expect(preview(new Sly())).toBe('{}');
    const value = Object.create(Object.defineProperty({}, 'constructor', { get: () => ran++ })) as object;
    expect(preview(value)).toBe('{}');
    expect(ran).toBe(0);
  });

  it('no overridden member of a built-in', () => {
    let ran = 0;
    class Sly extends Map {
      override get size() {
        return ran++;
      }
    }
    const date = Object.assign(new Date(0), { toISOString: () => ran++ });
    const error = Object.defineProperty(new Error('x'), 'message', { get: () => ran++ });
    const expression = Object.defineProperties(/a/g, { source: { get: () => ran++ }, flags: { get: () => ran++ }, global: { get: () => ran++ } });
    expect([new Sly(), date, error, expression].map((each) => preview(each))).toEqual([
      'Sly(0)',
      'Date(1970-01-01T00:00:00.000Z)',
      'Error("")',
      'RegExp(/a/g)',
    ]);
    expect(ran).toBe(0);
  });

  it('no trap of a proxy, wherever it is', () => {
    const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, trap(name)]));
    const proxy = new Proxy(function target() {}, traps);
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    class Child {}
    Object.setPrototypeOf(Child.prototype, proxy);
    const heir = Object.create(proxy) as object;
    const odd = Object.create({ constructor: proxy }) as object;
    expect(preview(proxy)).toBe('function');
    expect(preview(new Proxy({ a: 1 }, traps))).toBe('object');
    expect(preview(new Proxy([1], traps))).toBe('array(?)');
    expect(preview(revoked)).toBe('object');
    expect(preview([proxy, { revoked }])).toBe('[function, { revoked: object }]');
    expect(preview(new Child())).toBe('Child {}');
    expect(preview(heir)).toBe('{}');
    expect(preview(odd)).toBe('{}');
  });
});
