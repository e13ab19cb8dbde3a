/** What the state rules warn of is real: each bad sample is reported and misbehaves, its good twin is neither. */
import { describe, expect, test } from 'vitest';
import { said } from './race-cases.ts';
import { run } from './run-sample.ts';

/** A sample that is wrong, its twin that is not, and what both do; `use` gets what the sample exports. */
interface Twins<Exports> {
  readonly rule: string;
  readonly bad: string;
  readonly good: string;
  readonly use: (exports: Exports) => unknown;
  /** What the bad one does, and what the good one does. */
  readonly does: readonly [bad: unknown, good: unknown];
}

/** Ties the type of what is exported to its use. */
function twins<Exports>(each: Twins<Exports>): Twins<never> {
  return each;
}

describe.each([
  twins<{ has: (text: string) => boolean }>({
    rule: 'no-shared-global-regexp',
    bad: 'const word = /\\w+/g;\nexport const has = (text: string): boolean => word.test(text);',
    good: 'const word = /\\w+/;\nexport const has = (text: string): boolean => word.test(text);',
    use: ({ has }) => [has('one'), has('two')],
    does: [[true, false], [true, true]],
  }),
  twins<{ Cart: new () => { readonly lines: string[]; readonly count: number; add(line: string): void } }>({
    rule: 'no-representation-exposure',
    bad: 'export class Cart { readonly #lines: string[] = []; count = 0; add(line: string): void { this.#lines.push(line); this.count++; } get lines(): string[] { return this.#lines; } }',
    good: 'export class Cart { readonly #lines: string[] = []; count = 0; add(line: string): void { this.#lines.push(line); this.count++; } get lines(): string[] { return [...this.#lines]; } }',
    use: ({ Cart }) => {
      const cart = new Cart();
      cart.add('bread');
      cart.lines.push('smuggled');
      return cart.lines.length === cart.count;
    },
    does: [false, true],
  }),
  twins<{ Playlist: new (songs: string[]) => { add(song: string): void } }>({
    rule: 'no-representation-capture',
    bad: 'export class Playlist { constructor(private readonly songs: string[]) {} add(song: string): void { this.songs.push(song); } }',
    good: 'export class Playlist { #songs: string[]; constructor(songs: readonly string[]) { this.#songs = [...songs]; } add(song: string): void { this.#songs.push(song); } }',
    use: ({ Playlist }) => {
      const favourites = ['a'];
      new Playlist(favourites).add('b');
      return favourites;
    },
    does: [['a', 'b'], ['a']],
  }),
  twins<{ Config: { new (): { text: string; ready?: Promise<void> }; create?(): Promise<{ text: string }> } }>({
    rule: 'no-async-state-in-constructor',
    bad: "export class Config { text = ''; constructor() { void this.load(); } private async load(): Promise<void> { this.text = await Promise.resolve('loaded'); } }",
    good: "export class Config { private constructor(readonly text: string) {} static async create(): Promise<Config> { return new Config(await Promise.resolve('loaded')); } }",
    use: async ({ Config }) => (Config.create ? await Config.create() : new Config()).text,
    does: ['', 'loaded'],
  }),
  twins<{ Ticket: new () => { readonly number: number } }>({
    rule: 'no-mutation-in-getter',
    bad: 'export class Ticket { #last = 0; get number(): number { return ++this.#last; } }',
    good: 'export class Ticket { #last = 0; get number(): number { return this.#last; } next(): number { return ++this.#last; } }',
    use: ({ Ticket }) => {
      const ticket = new Ticket();
      return JSON.stringify([ticket.number, ticket.number]);
    },
    does: ['[1,2]', '[0,0]'],
  }),
  twins<{ cache?: Map<string, number>; priceOf: (item: string) => number | undefined; note: (item: string, price: number) => void }>({
    rule: 'no-mutable-export',
    bad: 'export const cache = new Map<string, number>();\nexport const priceOf = (item: string): number | undefined => cache.get(item);\nexport function note(item: string, price: number): void { cache.set(item, price); }',
    good: 'const cache = new Map<string, number>();\nexport const priceOf = (item: string): number | undefined => cache.get(item);\nexport function note(item: string, price: number): void { cache.set(item, price); }',
    use: ({ cache, priceOf, note }) => {
      note('bread', 3);
      cache?.clear();
      return priceOf('bread');
    },
    does: [undefined, 3],
  }),
  twins<{ Order: new () => { readonly id: number } }>({
    rule: 'no-static-mutable-state',
    bad: 'export class Order { static next = 1; readonly id: number; constructor() { this.id = Order.next++; } }',
    good: 'export class Order { static #next = 1; readonly id: number; constructor() { this.id = Order.#next++; } }',
    use: ({ Order }) => {
      const first = new Order().id;
      // Another part of the program begins anew.
      (Order as unknown as { next: number }).next = 1;
      return new Order().id === first;
    },
    does: [true, false],
  }),
  twins<{ keys: () => string[]; restore: () => void }>({
    rule: 'no-global-mutation',
    bad: "Object.assign(Array.prototype, { ours: 1 });\nexport const keys = (): string[] => { const found = []; for (const key in [7]) found.push(key); return found; };\nexport const restore = (): boolean => Reflect.deleteProperty(Object(Array.prototype), 'ours');",
    good: 'export const ours = 1;\nexport const keys = (): string[] => { const found = []; for (const key in [7]) found.push(key); return found; };\nexport const restore = (): void => {};',
    use: ({ keys, restore }) => {
      const found = keys();
      restore();
      return found;
    },
    does: [['0', 'ours'], ['0']],
  }),
  twins<{ size: (buffer: ArrayBuffer) => number }>({
    rule: 'no-use-after-transfer',
    bad: 'export const size = (buffer: ArrayBuffer): number => { structuredClone(buffer, { transfer: [buffer] }); return buffer.byteLength; };',
    good: 'export const size = (buffer: ArrayBuffer): number => { const moved = structuredClone(buffer, { transfer: [buffer] }); return moved.byteLength; };',
    use: ({ size }) => size(new ArrayBuffer(8)),
    does: [0, 8],
  }),
  twins<{ serve: () => string }>({
    rule: 'no-use-after-consume',
    bad: "interface Row { text: string }\nconst free: Row[] = [];\n/** @consume row */\nfunction recycle(row: Row): void { row.text = ''; free.push(row); }\nexport const serve = (): string => { const row = { text: 'paid' }; recycle(row); return row.text; };",
    good: "interface Row { text: string }\nconst free: Row[] = [];\n/** @consume row */\nfunction recycle(row: Row): void { row.text = ''; free.push(row); }\nexport const serve = (): string => { const row = { text: 'paid' }; const { text } = row; recycle(row); return text; };",
    use: ({ serve }) => serve(),
    does: ['', 'paid'],
  }),
  twins<{ Report: new () => { show(rows: string[]): void; text: string } }>({
    rule: 'no-borrow-escape',
    bad: "export class Report { #rows: readonly string[] = [];\n/** @borrow rows */\nshow(rows: string[]): void { this.#rows = rows; }\nget text(): string { return this.#rows.join(); } }",
    good: "export class Report { #rows: readonly string[] = [];\n/** @borrow rows */\nshow(rows: string[]): void { this.#rows = [...rows]; }\nget text(): string { return this.#rows.join(); } }",
    use: ({ Report }) => {
      const report = new Report();
      const rows = ['a'];
      report.show(rows);
      // The caller goes on with its own array.
      rows.push('b');
      return report.text;
    },
    does: ['a,b', 'a'],
  }),
  twins<{ Basket: new () => { add(item: string): Promise<void>; readonly items: string[]; readonly count: number } }>({
    rule: 'no-invariant-gap',
    bad: "/** @invariant `this.count === this.items.length` */\nexport class Basket { items: string[] = []; count = 0; async add(item: string): Promise<void> { this.items.push(item); await Promise.resolve(); this.count++; } }",
    good: "/** @invariant `this.count === this.items.length` */\nexport class Basket { items: string[] = []; count = 0; async add(item: string): Promise<void> { await Promise.resolve(); this.items.push(item); this.count++; } }",
    use: async ({ Basket }) => {
      const basket = new Basket();
      const added = basket.add('bread');
      const agrees = basket.count === basket.items.length;
      await added;
      return agrees;
    },
    does: [false, true],
  }),
  twins<{ open: (tasks: { done: boolean }[]) => number }>({
    rule: 'no-mutation-during-iteration',
    bad: 'export function open(tasks: { done: boolean }[]): number { for (const task of tasks) if (task.done) tasks.splice(tasks.indexOf(task), 1); return tasks.length; }',
    good: 'export function open(tasks: { done: boolean }[]): number { for (const task of [...tasks]) if (task.done) tasks.splice(tasks.indexOf(task), 1); return tasks.length; }',
    use: ({ open }) => open([{ done: true }, { done: true }]),
    does: [1, 0],
  }),
  twins<{ heard: () => string[] }>({
    rule: 'no-mutation-during-iteration',
    bad: "export class Bus { ls: (() => void)[] = []; off(l: () => void): void { this.ls.splice(this.ls.indexOf(l), 1); } emit(): void { for (const l of this.ls) l(); } }\nexport function heard(): string[] { const bus = new Bus(); const log: string[] = []; const once = (): void => { bus.off(once); log.push('a'); }; bus.ls.push(once, () => log.push('b')); bus.emit(); return log; }",
    good: "export class Bus { ls: (() => void)[] = []; off(l: () => void): void { this.ls = this.ls.filter((each) => each !== l); } emit(): void { for (const l of this.ls) l(); } }\nexport function heard(): string[] { const bus = new Bus(); const log: string[] = []; const once = (): void => { bus.off(once); log.push('a'); }; bus.ls.push(once, () => log.push('b')); bus.emit(); return log; }",
    use: ({ heard }) => heard(),
    does: [['a'], ['a', 'b']],
  }),
  twins<{ tagged: (tag: string) => string[] }>({
    rule: 'no-shared-mutable-default',
    bad: 'const none: string[] = [];\nexport function tagged(tag: string, tags = none): string[] { tags.push(tag); return tags; }',
    good: 'export function tagged(tag: string, tags: string[] = []): string[] { tags.push(tag); return tags; }',
    use: ({ tagged }) => [tagged('a'), tagged('b')].at(-1),
    does: [['a', 'b'], ['b']],
  }),
  twins<{ marked: () => string[][] }>({
    rule: 'no-shared-mutable-default',
    bad: "export function marked(): string[][] { const rows: string[][] = new Array(2).fill([]); rows[0]!.push('x'); return rows; }",
    good: "export function marked(): string[][] { const rows: string[][] = Array.from({ length: 2 }, () => []); rows[0]!.push('x'); return rows; }",
    use: ({ marked }) => marked(),
    does: [[['x'], ['x']], [['x'], []]],
  }),
  twins<{ patient: () => number; limit: () => number }>({
    rule: 'no-frozen-mutation',
    bad: 'const settings = Object.freeze({ retry: { limit: 3 } });\nexport function patient(): number { settings.retry.limit = 10; return settings.retry.limit; }\nexport function limit(): number { return settings.retry.limit; }',
    good: 'const settings = Object.freeze({ retry: { limit: 3 } });\nexport function patient(): number { const retry = { ...settings.retry, limit: 10 }; return retry.limit; }\nexport function limit(): number { return settings.retry.limit; }',
    use: ({ patient, limit }) => [patient(), limit()],
    does: [[10, 10], [10, 3]],
  }),
  twins<{ smallest: (numbers: readonly number[]) => number }>({
    rule: 'no-readonly-escape',
    bad: 'export function smallest(numbers: readonly number[]): number | undefined { return (numbers as number[]).sort((a, b) => a - b)[0]; }',
    good: 'export function smallest(numbers: readonly number[]): number | undefined { return [...numbers].sort((a, b) => a - b)[0]; }',
    use: ({ smallest }) => {
      const numbers = [3, 1, 2];
      return [smallest(numbers), numbers];
    },
    does: [[1, [1, 2, 3]], [1, [3, 1, 2]]],
  }),
  twins<{ totalOf: (lines: { price: number }[]) => number }>({
    rule: 'no-undeclared-parameter-mutation',
    bad: 'export function totalOf(lines: { price: number }[]): number { for (const line of lines) line.price *= 2; return lines.reduce((sum, { price }) => sum + price, 0); }',
    good: 'export function totalOf(lines: { price: number }[]): number { return lines.map((line) => ({ ...line, price: line.price * 2 })).reduce((sum, { price }) => sum + price, 0); }',
    use: ({ totalOf }) => {
      const lines = [{ price: 1 }];
      return [totalOf(lines), totalOf(lines)];
    },
    does: [[2, 4], [2, 2]],
  }),
  twins<{ outline: (name: string) => string }>({
    rule: 'no-undeclared-module-write',
    bad: "const path: string[] = [];\nexport function outline(name: string): string { path.push(name); return path.join('/'); }",
    good: "export function outline(name: string, path: readonly string[] = []): string { return [...path, name].join('/'); }",
    use: ({ outline }) => [outline('a'), outline('b')],
    does: [['a', 'a/b'], ['a', 'b']],
  }),
  twins<{ Account: new () => { balance: number; withdraw: (amount: number) => Promise<void> } }>({
    rule: 'no-stale-write-across-await',
    bad: 'export class Account { balance = 100; async withdraw(amount: number): Promise<void> { const { balance } = this; await Promise.resolve(); this.balance = balance - amount; } }',
    good: 'export class Account { balance = 100; async withdraw(amount: number): Promise<void> { await Promise.resolve(); this.balance -= amount; } }',
    use: async ({ Account }) => {
      const account = new Account();
      await Promise.all([account.withdraw(30), account.withdraw(50)]);
      return account.balance;
    },
    // A lost update.
    does: [50, 20],
  }),
  twins<{ Show: new () => { left: number; buy: () => Promise<boolean> } }>({
    rule: 'no-check-then-act-across-await',
    bad: 'export class Show { left = 1; async buy(): Promise<boolean> { if (this.left === 0) return false; await Promise.resolve(); this.left--; return true; } }',
    good: 'export class Show { left = 1; async buy(): Promise<boolean> { if (this.left === 0) return false; this.left--; await Promise.resolve(); return true; } }',
    use: async ({ Show }) => {
      const show = new Show();
      return [await Promise.all([show.buy(), show.buy()]), show.left];
    },
    // One ticket is sold twice.
    does: [[[true, true], -1], [[true, false], 0]],
  }),
  twins<{ total: (prices: readonly number[]) => Promise<number> }>({
    rule: 'no-captured-mutation-in-concurrent-callback',
    bad: 'export async function total(prices: readonly number[]): Promise<number> { let sum = 0; await Promise.all(prices.map(async (price) => { sum += await Promise.resolve(price); })); return sum; }',
    good: 'export async function total(prices: readonly number[]): Promise<number> { let sum = 0; await Promise.all(prices.map(async (price) => { const found = await Promise.resolve(price); sum += found; })); return sum; }',
    use: ({ total }) => total([1, 2, 3]),
    does: [3, 6],
  }),
])('$rule', ({ rule, bad, good, use, does }) => {
  test('the bad sample is reported, and misbehaves', async () => {
    expect(said(rule, bad)).toHaveLength(1);
    expect(await use(run(bad) as never)).toEqual(does[0]);
  });
  test('its good twin is not, and does not', async () => {
    expect(said(rule, good)).toEqual([]);
    expect(await use(run(good) as never)).toEqual(does[1]);
  });
});
