/** `no-static-mutable-state`: what all users of a class share, beside what is constant or hidden. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-static-mutable-state';

describe.each([
  ['a table that is added to', 'export class Hooks { static byName: Record<string, string> = {}; static on(name: string, hook: string): void { Hooks.byName[name] = hook; } }', 'export class Hooks { static #byName: Record<string, string> = {}; static on(name: string, hook: string): void { Hooks.#byName[name] = hook; } }'],
  ['a list in a table that is added to', 'export class Hooks { static byName: Record<string, string[]> = { save: [] }; static on(name: string, hook: string): void { this.byName[name]?.push(hook); } }', 'export class Hooks { static byName: Record<string, string[]> = { save: ["log"] }; static of(name: string): string[] { return [...(this.byName[name] ?? [])]; } }'],
  ['an object with a member that is set', 'export class Client { static options = { retries: 2 }; static configure(retries: number): void { this.options.retries = retries; } }', 'export class Client { static options = { retries: 2 }; static with(retries: number): object { return { ...this.options, retries }; } }'],
  ['a field that a method sets', 'export class Id { static next = 0; make(): number { return Id.next++; } }', 'export class Id { static #next = 0; make(): number { return Id.#next++; } }'],
  ['a field that a static method sets', 'export class Id { static next = 0; static make(): number { this.next += 1; return this.next; } }', 'export class Id { private static next = 0; static make(): number { this.next += 1; return this.next; } }'],
  ['a field that a function sets', 'class Config { static level = 1; }\nexport function quiet(): void { Config.level = 0; }', 'class Config { static readonly level = 1; }\nexport function isQuiet(): boolean { return Config.level < 1; }'],
  ['a map that is filled', 'export class Users { static readonly byId = new Map<string, object>(); constructor(id: string) { Users.byId.set(id, this); } }', 'export class Users { static readonly #byId = new Map<string, object>(); constructor(id: string) { Users.#byId.set(id, this); } }'],
  ['a list that is added to', 'export class Bus { static handlers = [() => {}]; static on(f: () => void): void { Bus.handlers.push(f); } }', 'export class Bus { readonly handlers = [() => {}]; on(f: () => void): void { this.handlers.push(f); } }'],
  ['an empty set', 'export class Tags { static known = new Set<string>(); }', 'export class Tags { static readonly known: ReadonlySet<string> = new Set(["a"]); }'],
  ['an annotated list', 'export class Tags { static known: string[] = []; }', 'export class Tags { static known: readonly string[] = []; }'],
  ['a field of a class expression', 'export const A = class B { static n = 0; add(): void { B.n++; } };', 'export const A = class B { static readonly n = 0; get(): number { return B.n; } };'],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['a static block fills it', 'export class T { static table: number[] = []; static { for (let n = 0; n < 3; n++) T.table.push(n); } }'],
    ['it is set as the file is loaded', 'export class T { static label = "a"; }\nT.label = "b";'],
    ['a constant lacks `readonly`', 'export class T { static defaults = { a: 1 }; static label = "t"; read(): string { return T.label; } }'],
    ['it is made once', 'export class T { static instance: T | undefined; static get(): T { return (T.instance ??= new T()); } }'],
    ['an entry is made once', 'export class T { static made: Record<string, T> = {}; static of(name: string): T { return (T.made[name] ??= new T()); } }'],
    ['it is protected', 'export class T { protected static count = 0; add(): void { T.count++; } }'],
    ['another class has a field of that name', 'export class T { static count = 0; }\nexport class U { count = 0; add(): void { this.count++; } }'],
    ['a local hides the class', 'export class T { static count = 0; }\nexport function f(T: { count: number }): void { T.count++; }'],
    ['a weak map remembers something of its keys', 'export class T { static readonly seen = new WeakMap<object, number>(); static of(key: object): number { const n = T.seen.get(key) ?? 1; T.seen.set(key, n); return n; } }'],
    ['a weak map goes with its keys', 'export class T { static readonly seen = new WeakMap<object, number>(); }'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('says what is shared and where it changes', () => {
  const [finding] = said(rule, 'export class Id {\n  static next = 0;\n  make(): number {\n    return Id.next++;\n  }\n}');
  expect(finding?.marked).toBe('next');
  expect(finding?.message).toMatch(/^`Id\.next` is one variable for the whole program, .* line 4 does: .*`static #next`/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
});
