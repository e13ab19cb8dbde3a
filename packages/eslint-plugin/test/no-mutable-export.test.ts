/** `no-mutable-export`: what importers can change or see change, beside what stays as it is. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-mutable-export';

describe.each([
  ['a table whose lists are added to', 'export const hooks: Record<string, string[]> = { save: ["log"] };\nexport function on(hook: string): void { hooks["save"]?.push(hook); }', 'const hooks: Record<string, string[]> = { save: ["log"] };\nexport function on(hook: string): void { hooks["save"]?.push(hook); }'],
    ['a variable of a namespace', 'export namespace Session { export let current = 0; export function begin(id: number): void { current = id; } }', 'export namespace Session { let current = 0; export const read = (): number => current; export function begin(id: number): void { current = id; } }'],
    ['a map of a namespace in a namespace', 'export namespace App { export namespace Routes { export const all = new Map<string, number>(); export function add(path: string): void { all.set(path, 1); } } }', 'namespace Routes { export const all = new Map<string, number>(); export function add(path: string): void { all.set(path, 1); } }\nexport const routes = (): number => Routes.all.size;'],
  ['a default that a function changes', 'const state = { next: 1 };\nexport default state;\nexport function take(): number { return state.next++; }', 'const state = { next: 1 };\nexport default { read: () => state.next };\nexport function take(): number { return state.next++; }'],
  ['an object with a type of its own that a function changes', 'interface State { next: number }\nexport const state: State = { next: 1 };\nexport function take(): number { return state.next++; }', 'interface State { readonly next: number }\nexport const state: State = { next: 1 };\nexport function next(): number { return state.next + 1; }'],
  ['a variable that a function sets', 'export let count = 0;\nexport function add(): void { count++; }', 'let count = 0;\nexport function add(): number { return ++count; }'],
  ['a variable in a list', 'let count = 0;\nexport { count };\nexport function add(): void { count += 1; }', 'let count = 0;\nexport const read = (): number => count;\nexport function add(): void { count += 1; }'],
  ['a variable that is renamed', 'let count = 0;\nexport { count as total };\nexport const add = (): void => { [count] = [1]; };', 'export let count = 0;\nif (Math.abs(1) > 0) count = 1;'],
  ['a map that a function fills', 'export const seen = new Map<string, number>();\nexport function note(key: string): void { seen.set(key, 1); }', 'const seen = new Map<string, number>();\nexport function note(key: string): void { seen.set(key, 1); }'],
  ['a map that is only declared', 'export const cache = new Map<string, number>();', 'const cache = new Map<string, number>();\nexport const known: ReadonlyMap<string, number> = cache;\nexport function note(key: string): void { cache.set(key, 1); }'],
  ['an empty list', 'export const handlers: (() => void)[] = [];', 'export const handlers: readonly (() => void)[] = [];'],
  ['a list that a function adds to', 'export const names = ["a"];\nexport function add(name: string): void { names.push(name); }', 'export const names = ["a"];\nexport function has(name: string): boolean { return names.includes(name); }'],
  ['a list that a function sorts', 'export const names = ["b", "a"];\nexport function first(): string | undefined { return names.sort()[0]; }', 'export const names = ["b", "a"];\nexport function first(): string | undefined { return [...names].sort()[0]; }'],
  ['an object that a function writes', 'export const settings = { level: 1 };\nexport function quiet(): void { settings.level = 0; }', 'export const settings = { level: 1 } as const;\nexport function isQuiet(): boolean { return settings.level < 1; }'],
  ['an object that is assigned to', 'export const settings = { a: { level: 1 } };\nexport function quiet(): void { Object.assign(settings, { a: { level: 0 } }); }', 'export const settings = Object.freeze({ level: 1 });\nexport function copy(): object { return Object.assign({}, settings); }'],
  ['a nested member', 'export const settings = { a: { level: 1 } };\nexport function quiet(): void { settings.a.level = 0; }', 'export const settings = { a: { level: 1 } };\nexport function f(settings: { a: number }): void { settings.a = 0; }'],
  ['a set that is exported by its name', 'const all = new Set<string>();\nexport { all };\nexport function add(name: string): void { all.add(name); }', 'export const all: ReadonlySet<string> = new Set(["a"]);'],
  ['an entry that is deleted', 'export const byId: Record<string, number> = { a: 1 };\nexport function drop(id: string): void { delete byId[id]; }', 'export const byId: Readonly<Record<string, number>> = { a: 1 };'],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['a variable is set after its value was exported as the default', 'let count = 0;\nexport default count;\nexport function add(): void { count++; }'],
    ['a table is filled as the file is loaded', 'export const squares: number[] = [];\nfor (let n = 0; n < 9; n++) squares.push(n * n);'],
    ['a table is not empty and never changed', 'export const days = ["mo", "tu"];'],
    ['a class keeps its state to itself', 'export class Counter { #n = 0; add(): void { this.#n++; } }\nexport const counter = new Counter();'],
    ['a function replaces itself once', 'export let load = (): number => { const n = 1; load = () => n; return n; };'],
    ['a local hides the name', 'export let count = 0;\nexport function f(): number { let count = 1; count++; return count; }'],
    ['nothing can ever be put in', 'export const none: never[] = [];\nexport const noMap = new Map<never, never>();\nexport const noSet: Set<never> = new Set();'],
    ['a type is exported', 'let count = 0;\nexport type Count = typeof count;\nexport function add(): void { count++; }'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
  test('the file is a test', () => {
    const text = 'export let count = 0;\nexport function add(): void { count++; }';
    expect(said(rule, text, { fileName: 'sample.test.ts' })).toEqual([]);
    expect(said(rule, text, { fileName: 'sample.test.ts', options: [{ tests: true }] })).toHaveLength(1);
  });
});

describe('a table that is filled where it is made, where so set', () => {
  const options = [{ filled: true }];
  test.each([
    ['a map', 'export const types = new Map([["json", "application/json"]]);', 'export const types: ReadonlyMap<string, string> = new Map([["json", "application/json"]]);'],
    ['a set in a list', 'const names = new Set(["a"]);\nexport { names as known };', 'const names = new Set(["a"]) as ReadonlySet<string>;\nexport { names as known };'],
    ['a map of a module that looks into it', 'const types = new Map([["json", 1]]);\nexport const typeOf = (key: string) => types.get(key);\nexport { types };', 'const types = new Map([["json", 1]]);\nexport const typeOf = (key: string) => types.get(key);'],
  ])('%s', (_, bad, good) => {
    expect(marked(rule, bad, { options })).toHaveLength(1);
    expect(marked(rule, bad)).toEqual([]);
    expect(marked(rule, good, { options })).toEqual([]);
  });
});

test('says what changes where', () => {
  const [finding] = said(rule, 'export let count = 0;\nexport function add(): void {\n  count++;\n}');
  expect(finding?.marked).toBe('count');
  expect(finding?.message).toMatch(/^`count` is exported and set again in line 3, .*getCount = \(\) => count/);
});
