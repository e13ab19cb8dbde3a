/** `no-mutation-in-getter`: reads that write, beside those that compute once or only look. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-mutation-in-getter';

/** A class with state and one getter. */
const getter = (body: string): string => `let reads = 0;
export class Store {
  n = 0; items = [2, 1]; #sum: number | undefined; dirty = true; cache = new Map<string, number>();
  get value(): unknown { ${body} }
}
`;

describe.each([
  ['a cursor, whatever is asked after', getter('return this.items[this.n++] ?? 0;'), getter('return this.items[this.n] ?? 0;')],
  ['a turn', getter('const found = this.items[this.n % 2] ?? 0; this.n = (this.n + 1) % 2; return found;'), getter('const found = this.items[this.n % 2] ?? 0; return found;')],
  ['a count with a limit', getter('this.n += 1; if (this.n > 3) throw new Error(); return 0;'), getter('if (this.n > 3) throw new Error(); return 0;')],
  ['a list without its first', getter('if (this.items.length > 0) { const [first, ...rest] = this.items; this.items = rest; return first; } return 0;'), getter('if (this.dirty) { this.items = [1]; this.dirty = false; } return this.items;')],
  ['an order by a name, whatever is asked of the first', getter('const { items } = this; items.sort(); return items[0] && 1;'), getter('const items = [...this.items]; items.sort(); return items[0] && 1;')],
  ['an order where there is more than one', getter('if (this.items.length > 1) this.items.reverse(); return this.items;'), getter('if (this.dirty) { this.items.reverse(); this.dirty = false; } return this.items;')],
  ['a counter', getter('return this.n++;'), getter('return this.n + 1;')],
  ['a field', getter('this.n = this.n * 2; return this.n;'), getter('const n = this.n * 2; return n;')],
  ['a variable of the module', getter('reads += 1; return this.n;'), getter('let reads = 0; reads += 1; return reads;')],
  ['a list that is sorted in place', getter('return this.items.sort();'), getter('return [...this.items].sort();')],
  ['a list that is emptied', getter('return this.items.splice(0);'), getter('return this.items.slice(0);')],
  ['a list that loses its last', getter('return this.items.pop();'), getter('return this.items.at(-1);')],
  ['an alias', getter('const { cache } = this; cache.x = 1; return cache;').replace('cache = new Map<string, number>()', 'cache = { x: 0 }'), getter('const items = [...this.items]; items.push(1); return items;')],
  ['a private method', 'export class C { n = 0; private bump(): number { this.n += 1; return this.n; } get value(): number { return this.bump(); } }', 'export class C { n = 0; private twice(): number { return this.n * 2; } get value(): number { return this.twice(); } }'],
  ['a private method that changes in place', 'export class C { private xs = [1]; private advance(): void { this.xs.shift(); } get size(): number { this.advance(); return this.xs.length; } }', 'export class C { private xs = [1]; private rest(): number[] { return this.xs.slice(1); } get size(): number { return this.rest().length; } }'],
  ['a private method without a condition', 'export class C { n = 0; #sum = 0; #add(): void { this.#sum = this.n * 2; } get value(): number { this.#add(); return this.#sum; } }', 'export class C { n = 0; #sum: number | undefined; #add(): void { if (this.#sum === undefined) this.#sum = this.n * 2; } get value(): number | undefined { this.#add(); return this.#sum; } }'],
  ['elements that are dropped where they are old', getter('while (this.items[0]! < 1) this.items.shift(); return this.items.length;'), getter('const rest = [...this.items]; while (rest[0]! < 1) rest.shift(); return rest.length;')],
  ['elements that a private method drops', 'export class C { private xs = [1]; private expire(): void { while (this.xs.length > 3) this.xs.shift(); } get size(): number { this.expire(); return this.xs.length; } }', 'export class C { private xs = [1]; private rest(): number { let n = this.xs.length; while (n > 3) n--; return n; } get size(): number { return this.rest(); } }'],
  ['an entry', getter("this.cache.set('reads', 1); return 1;"), getter("return this.cache.get('reads');")],
  ['a getter of an object', 'let n = 0;\nexport const counter = { get next(): number { return ++n; } };', 'let n = 0;\nexport const counter = { get now(): number { return n; }, next(): number { return ++n; } };'],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['it is computed once', getter('return (this.#sum ??= this.n);')],
    ['it looks first', getter('if (this.#sum === undefined) this.#sum = this.n; return this.#sum;')],
    ['it looks first and returns', getter('if (this.#sum !== undefined) return this.#sum; this.#sum = this.n; return this.#sum;')],
    ['a flag says what is to be done', getter('if (this.dirty) { this.n = 1; this.dirty = false; } return this.n;')],
    ['a flag says that a list is to be shortened', getter('if (this.dirty) { this.items.splice(1); this.dirty = false; } return this.items;')],
    ['a map is the cache', getter("const key = 'a'; let found = this.cache.get(key); if (found === undefined) { found = 1; this.cache.set(key, found); } return found;")],
    ['it replaces itself', getter("const value = this.n; Object.defineProperty(this, 'value', { value }); return value;")],
    ['a private method notes who looks', 'export class C { n = 0; private seen = 0; private trackRead(): void { this.seen += 1; } get value(): number { this.trackRead(); return this.n; } }'],
    ['the getter looks first', 'export class C { n = 0; #sum: number | undefined; #add(): void { this.#sum = this.n * 2; } get value(): number | undefined { if (this.#sum === undefined) this.#add(); return this.#sum; } }'],
    ['a method does it', 'export class C { n = 0; next(): number { return this.n++; } get now(): number { return this.n; } }'],
    ['a setter does it', 'export class C { #n = 0; get n(): number { return this.#n; } set n(n: number) { this.#n = n; } }'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('names the getter and the place', () => {
  const [finding] = said(rule, getter('return this.n++;'));
  expect(finding?.message).toMatch(/^To read `value` writes `this\.n`\./);
  expect(said(rule, getter('return this.items.sort();'))[0]?.message).toMatch(/changes `this\.items` by `sort`/);
});
