/** `no-mutation-during-iteration`: each loop that loses its place beside one that does not. */
import { describe, expect, test } from 'vitest';
import { said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-mutation-during-iteration';
const f = (body: string): string => `interface Item { done: boolean; id: number }\nexport function f(xs: Item[], ids: number[]): void { ${body} }\n`;
const c = (body: string, more = ''): string => `type Listener = (n: number) => void;\nexport class Bus {\n  items: number[] = []; listeners: Listener[] = []; set = new Set<Listener>();\n  run(n: number): void { ${body} }\n  ${more}\n}\n`;

describe('what is reported, beside what is not', () => {
  testPairs(rule, [
    ['a list that each round makes longer', 'export function f(xs: number[]): void { for (const x of xs) { xs.push(x); } }\n', 'xs.push(x)', 'export function f(xs: { parts: [] }[]): void { for (const x of xs) { xs.push(...x.parts); } }\n'],
    ['an entry that gets another key', 'export function f(m: Map<string, number>): void { for (const [key, value] of m) { m.delete(key); m.set(`x${key}`, value); } }\n', 'm.set(`x${key}`, value)', 'export function f(m: Map<string, number>): void { for (const [key, value] of [...m]) { m.delete(key); m.set(`x${key}`, value); } }\n'],
    ['an element of a set that is replaced', 'export function f(s: Set<string>): void { for (const x of s) { s.delete(x); s.add(`x${x}`); } }\n', 's.add(`x${x}`)', 'export function f(s: Set<string>): void { for (const x of s) { if (x.startsWith("x")) continue; s.delete(x); s.add(`x${x}`); } }\n'],
    ['an entry that a method renames', 'export class G { readonly #nodes = new Map<string, number>();\n  rename(from: string, to: string): void { const n = this.#nodes.get(from); if (n === undefined) return; this.#nodes.delete(from); this.#nodes.set(to, n); }\n  all(p: string): void { for (const [id] of this.#nodes) { this.rename(id, p + id); } }\n}', 'this.rename(id, p + id)', 'export class G { readonly #nodes = new Map<string, number>();\n  rename(from: string, to: string): void { const n = this.#nodes.get(from); if (n === undefined) return; this.#nodes.delete(from); this.#nodes.set(to, n); }\n  all(p: string): void { for (const [id] of [...this.#nodes]) { this.rename(id, p + id); } }\n}'],
    ['an entry that a method renames or throws for', 'export class G { readonly #nodes = new Map<string, number>();\n  rename(from: string, to: string): void { if (!this.#nodes.has(from)) throw new Error(from); this.#nodes.delete(from); this.#nodes.set(to, 1); }\n  all(p: string): void { for (const [id] of this.#nodes) { this.rename(id, p + id); } }\n}', 'this.rename(id, p + id)', 'export class G { readonly #nodes = new Map<string, number>();\n  rename(from: string, to: string): void { if (to.length > 9) return; if (!this.#nodes.has(from)) throw new Error(from); this.#nodes.delete(from); this.#nodes.set(to, 1); }\n  all(p: string): void { for (const [id] of this.#nodes) { this.rename(id, p + id); } }\n}'],
    ['a list that may not be there, by a method', `export class Bus { private readonly byName = new Map<string, string[]>();\n  off(name: string, x: string): void { const list = this.byName.get(name); const at = list?.indexOf(x) ?? -1; if (list && at >= 0) list.splice(at, 1); }\n  purge(name: string): void { const list = this.byName.get(name); for (const x of list ?? []) { if (x === '') this.off(name, x); } }\n}`, 'this.off(name, x)', `export class Bus { private readonly byName = new Map<string, string[]>();\n  off(name: string, x: string): void { const list = this.byName.get(name); const at = list?.indexOf(x) ?? -1; if (list && at >= 0) list.splice(at, 1); }\n  purge(name: string): void { const list = this.byName.get(name); for (const x of [...(list ?? [])]) { if (x === '') this.off(name, x); } }\n}`],
    ['splice under for-of', f('for (const x of xs) { if (x.done) xs.splice(xs.indexOf(x), 1); }'), 'xs.splice(xs.indexOf(x), 1)', f('for (const x of [...xs]) { if (x.done) xs.splice(xs.indexOf(x), 1); }')],
    ['splice under forEach', f('xs.forEach((x, i) => { if (x.done) xs.splice(i, 1); });'), 'xs.splice(i, 1)', f('xs.slice().forEach((x, i) => { if (x.done) xs.splice(i, 1); });')],
    ['splice under entries()', f('for (const [i, x] of xs.entries()) { if (x.done) xs.splice(i, 1); }'), 'xs.splice(i, 1)', f('for (const [i, x] of [...xs.entries()]) { if (x.done) xs.splice(i, 1); }')],
    ['a forward loop', f('for (let i = 0; i < xs.length; i++) { if (xs[i]?.done) xs.splice(i, 1); }'), 'xs.splice(i, 1)', f('for (let i = xs.length - 1; i >= 0; i--) { if (xs[i]?.done) xs.splice(i, 1); }')],
    ['a forward loop by += 1', f('for (let i = 0; i < xs.length; i += 1) { if (xs[i]?.done) xs.splice(i, 1); }'), 'xs.splice(i, 1)', f('for (let i = 0; i < xs.length; i += 1) { if (xs[i]?.done) { xs.splice(i, 1); i -= 1; } }')],
    ['a forward loop that goes on', f('for (let i = 0; i < xs.length; i++) { if (xs[i]?.done) { xs.splice(i, 1); continue; } }'), 'xs.splice(i, 1)', f('for (let i = 0; i < xs.length; i++) { if (xs[i]?.done) { xs.splice(i, 1); break; } }')],
    ['shift', f('for (const x of ids) { if (x > 1) ids.shift(); }'), 'ids.shift()', f('while (ids.length > 0) { ids.shift(); }')],
    ['unshift', f('for (const x of ids) { if (x > 1) ids.unshift(x); }'), 'ids.unshift(x)', f('const more: number[] = []; for (const x of ids) { if (x > 1) more.unshift(x); }')],
    ['sort', f('for (const x of ids) { if (x > 1) ids.sort(); }'), 'ids.sort()', f('ids.sort(); for (const x of ids) { if (x > 1) ids.indexOf(x); }')],
    ['reverse in map', f('ids.map((x) => { ids.reverse(); return x; });'), 'ids.reverse()', f('ids.map((x) => { [...ids].reverse(); return x; });')],
    ['a field', c('for (const x of this.items) { if (x === n) this.items.splice(0, 1); }'), 'this.items.splice(0, 1)', c('for (const x of this.items) { if (x === n) { this.items.splice(0, 1); break; } }')],
    ['an alias', c('const { items } = this; for (const x of items) { if (x === n) this.items.splice(0, 1); }'), 'this.items.splice(0, 1)', c('const items = [...this.items]; for (const x of items) { if (x === n) this.items.splice(0, 1); }')],
    ['through a method', c('for (const x of this.items) { if (x === n) this.remove(x); }', 'remove(x: number): void { this.items.splice(this.items.indexOf(x), 1); }'), 'this.remove(x)', c('for (const x of this.items) { if (x === n) this.remove(x); }', 'remove(x: number): void { this.items = this.items.filter((each) => each !== x); }')],
    ['a change that returns on one way only', f('for (const x of xs) { if (x.done) { xs.splice(0, 1); if (x.id > 1) return; } }'), 'xs.splice(0, 1)', f('for (const x of xs) { if (x.done) { xs.splice(0, 1); return; } }')],
    ['listeners that take themselves off', c('for (const listener of this.listeners) listener(n);', 'off(l: Listener): void { this.listeners.splice(this.listeners.indexOf(l), 1); }'), 'listener(n)', c('for (const listener of [...this.listeners]) listener(n);', 'off(l: Listener): void { this.listeners.splice(this.listeners.indexOf(l), 1); }')],
    ['listeners under forEach', c('this.listeners.forEach((listener) => { listener(n); });', 'off(l: Listener): void { const i = this.listeners.indexOf(l); if (i >= 0) this.listeners.splice(i, 1); }'), 'listener(n)', c('this.listeners.forEach((listener) => { listener(n); });', 'off(l: Listener): void { this.listeners = this.listeners.filter((each) => each !== l); }')],
    ['an endless push', f('for (const x of ids) { ids.push(x + 1); }'), 'ids.push(x + 1)', f('for (const x of ids) { if (x < 10) ids.push(x + 1); }')],
    ['an endless push without braces', f('for (const x of ids) ids.push(x + 1);'), 'ids.push(x + 1)', f('for (const x of ids) if (x < 10) ids.push(x + 1);')],
    ['an entry that is put back', 'export function f(m: Map<string, number>): void { for (const [key, value] of m) { m.delete(key); m.set(key, value + 1); } }\n', 'm.set(key, value + 1)', 'export function f(m: Map<string, number>): void { for (const [key, value] of m) { m.set(key, value + 1); } }\n'],
  ]);
});

describe('silent where', () => {
  testSilent(rule, [
    ['what was seen is passed over', f('const seen = new Set<number>(); for (const x of ids) { if (seen.has(x)) continue; seen.add(x); ids.push(x - 1); }')],
    ['the current key of a map is deleted', 'export function f(m: Map<string, number>): void { for (const [key, value] of m) if (value > 1) m.delete(key); }\n'],
    ['an element of a set is deleted', 'export function f(s: Set<number>): void { for (const x of s) if (x > 1) s.delete(x); }\n'],
    ['listeners are a set', c('for (const listener of this.set) listener(n);', 'off(l: Listener): void { this.set.delete(l); }')],
    ['a list of work grows', f('for (const x of ids) { if (x > 1) ids.push(x - 1); }')],
    ['it is changed after the loop', f('for (const x of ids) { if (x > 1) ids.indexOf(x); } ids.splice(0, 1);')],
    ['another array is changed', f('for (const x of xs) { if (x.done) ids.splice(0, 1); }')],
    ['an element is replaced', f('for (const [i, x] of ids.entries()) { ids[i] = x + 1; }')],
    ['a new array takes its place', c('for (const x of this.items) { if (x === n) this.items = this.items.filter((each) => each !== x); }')],
    ['a listener is called and left', c('for (const listener of this.listeners) { listener(n); return; }', 'off(l: Listener): void { this.listeners.splice(this.listeners.indexOf(l), 1); }')],
    ['properties are deleted under for-in', 'export function f(o: Record<string, number>): void { for (const key in o) { if (key > "a") delete o[key]; } }\n'],
    ['the result ends the iteration', f('xs.some((x, i) => { if (x.done) { xs.splice(i, 1); return true; } return false; });')],
    ['all are taken off at once', c('for (const listener of this.listeners) listener(n);', 'reset(): void { this.listeners.splice(0, this.listeners.length); }')],
    ['an array is sorted by a function', f('xs.sort((a, b) => a.id - b.id); ids.shift(); for (const x of ids) { if (x > 1) ids.indexOf(x); }')],
    ['the counter is put back', f('for (let i = 0; i < xs.length; i++) { if (xs[i]?.done) xs.splice(i--, 1); }')],
    ['another element takes its place', f('for (let i = 0; i < ids.length; i++) { ids.splice(i, 1, 7); }')],
    ['a closure changes it later', f('for (const x of xs) { setTimeout(() => { xs.splice(xs.indexOf(x), 1); }, 1); }')],
  ]);
});

test('messages name the place, the loop and what to do, and are short', () => {
  const [skips] = said(rule, f('for (const x of xs) { if (x.done) xs.splice(0, 1); }'));
  expect(skips?.message).toMatch(/^The elements of `xs` .* the loop in line 2 .* copy \(`\[\.\.\.xs\]`\)/);
  const [reentrant] = said(rule, c('for (const listener of this.listeners) listener(n);', 'off(l: Listener): void { this.listeners.splice(this.listeners.indexOf(l), 1); }'));
  expect(reentrant?.message).toMatch(/`this\.listeners` \(line 5\), which the loop in line 4/);
  for (const each of [skips, reentrant]) expect(each?.message.length).toBeLessThanOrEqual(400);
});

test('test files only where asked for', () => {
  const text = f('for (const x of xs) { if (x.done) xs.splice(0, 1); }');
  expect(said(rule, text, { fileName: 'a.test.ts' })).toEqual([]);
  expect(said(rule, text, { fileName: 'a.test.ts', options: [{ tests: true }] })).toHaveLength(1);
});

test('a name for what a variable held before it was set anew is another list', () => {
  const text = (start: string): string => `export function next(start: string[]): string[] { let all = start; for (const round of [1, 2]) { const last = all; ${start} for (const each of last) all.push(each + round); } return all; }`;
  expect(said(rule, text('all = [];'))).toEqual([]);
});
