/** `no-shared-mutable-default`: each default that calls share and change beside one that is their own. */
import { describe, expect, test } from 'vitest';
import { said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-shared-mutable-default';
const head = `
interface Options { retries: number; headers: Record<string, string>; tags: string[] }
const defaults: Options = { retries: 3, headers: { a: 'b' }, tags: ['x'] };
const make = (): Options => ({ retries: 3, headers: {}, tags: [] });
const none: string[] = [];
const seed: Record<string, number> = {};
`;
const m = (code: string): string => `${head}${code}\n`;

describe('what is reported, beside what is not', () => {
  testPairs(rule, [
    ['what is inside of a copy that something may be added to', m('export function f(given: Partial<Options>): Options { const o = { ...defaults, ...given }; o.tags.push("y"); return o; }'), 'o.tags.push("y")', m('export function f(given: Partial<Options>): Options { const o = { ...defaults, ...given }; o.tags = [...o.tags]; o.tags.push("y"); return o; }')],
    ['what is inside of a copy that may lack it', m('export function f(given: { retries: number }): Options { const o = { ...defaults, ...given }; o.tags.push("y"); return o; }'), 'o.tags.push("y")', m('export function f(given: { tags: string[] }): Options { const o = { ...defaults, ...given }; o.tags.push("y"); return o; }')],
    ['fill, where a method gives out the element that is changed', 'export class A { readonly #rows: number[][]; constructor(n: number) { this.#rows = new Array<number[]>(n).fill([]); } #row(i: number): number[] { return this.#rows[i] ?? []; } add(i: number): void { this.#row(i).push(i); } }', 'new Array<number[]>(n).fill([])', 'export class A { readonly #rows: number[][]; constructor(n: number) { this.#rows = Array.from({ length: n }, () => []); } #row(i: number): number[] { return this.#rows[i] ?? []; } add(i: number): void { this.#row(i).push(i); } }'],
    ['fill, where a function gives out the element, by a name', m('const rows: string[][] = new Array<string[]>(3).fill([]);\nconst rowOf = (i: number): string[] => rows[i] ?? [];\nexport function f(i: number): number { const row = rowOf(i); row.push("x"); return row.length; }'), 'new Array<string[]>(3).fill([])', m('const rows: string[][] = new Array<string[]>(3).fill([]);\nconst rowOf = (i: number): string[] => rows[i] ?? [];\nexport function f(i: number): number { const row = [...rowOf(i)]; row.push("x"); return row.length; }\nexport function put(i: number, row: string[]): void { rows[i] = row; }')],
    ['what is inside of what a helper gives', m('function orDefault(o?: Options): Options { return o ?? defaults; }\nexport function f(given?: Options): void { const o = orDefault(given); o.tags.push("y"); }'), 'o.tags.push("y")', m('function orDefault(o?: Options): Options { return o ?? { ...defaults, tags: [] }; }\nexport function f(given?: Options): void { const o = orDefault(given); o.tags.push("y"); }')],
    ['a count in what a helper gives', m('function orDefault(o?: Options): Options { return o ?? defaults; }\nexport function f(given?: Options): void { const o = orDefault(given); o.retries += 1; }'), 'o.retries += 1', m('function orDefault(o?: Options): Options { return o ?? defaults; }\nexport function f(given?: Options): number { const o = orDefault(given); return o.retries + 1; }')],
    ['what callers may change', m('export function f(tags?: string[]): string[] { return tags ?? none; }'), 'none', m('export function f(tags?: string[]): readonly string[] { return tags ?? none; }')],
    ['what callers may change, on one way', m('export function f(tags?: string[]): string[] { if (!tags) return none; return tags; }'), 'none', m('export function f(tags?: string[]): string[] { if (!tags) return []; return tags; }')],
    ['a row by its name, in what is returned', m('export function f(n: number): { rows: string[][] } { const row: string[] = new Array<string>(n).fill(" "); const rows = new Array<string[]>(n).fill(row); return { rows }; }\nexport function put(board: { rows: string[][] }, at: number): void { const line = board.rows[at]!; line[0] = "x"; }'), 'new Array<string[]>(n).fill(row)', m('export function f(n: number): { rows: string[][] } { const rows = Array.from({ length: n }, () => new Array<string>(n).fill(" ")); return { rows }; }\nexport function put(board: { rows: string[][] }, at: number): void { const line = board.rows[at]!; line[0] = "x"; }')],
    ['fill in a private field', 'export class A { readonly #cells: number[][]; constructor(n: number) { this.#cells = new Array<number[]>(n).fill([]); } put(i: number) { this.#cells[this.at(i)]?.push(i); } private at(i: number) { return i % 2; } }', 'new Array<number[]>(n).fill([])', 'export class A { readonly #cells: number[][]; constructor(n: number) { this.#cells = Array.from({ length: n }, () => []); } put(i: number) { this.#cells[this.at(i)]?.push(i); } private at(i: number) { return i % 2; } }'],
    ['a row that fill makes once', m('export function f(n: number): string[][] { const rows: string[][] = new Array<string[]>(n).fill(new Array<string>(n).fill(" ")); rows[0]![0] = "x"; return rows; }'), 'new Array<string[]>(n).fill(new Array<string>(n).fill(" "))', m('export function f(n: number): string[][] { const rows = Array.from({ length: n }, () => new Array<string>(n).fill(" ")); rows[0]![0] = "x"; return rows; }')],
    ['the default of a parameter', m('export function f(o = defaults): void { o.retries = 5; }'), 'o.retries = 5', m('export function f(o = make()): void { o.retries = 5; }')],
    ['an inner object of it', m('export function f(o = defaults): void { o.headers["x"] = "y"; }'), 'o.headers["x"] = "y"', m('export function f(o = defaults): Options { return { ...o, headers: { ...o.headers, x: "y" } }; }')],
    ['a method that changes', m('export function f(tags = none): string[] { tags.push("y"); return tags; }'), 'tags.push("y")', m('export function f(tags = none): string[] { return [...tags, "y"]; }')],
    ['the default in a pattern', m('export function f({ tags = none }: Partial<Options>): number { return tags.push("y"); }'), 'tags.push("y")', m('export function f({ tags = [] }: Partial<Options>): number { return tags.push("y"); }')],
    ['the right side of ??', m('export function f(given?: Options): void { const o = given ?? defaults; o.retries = 5; }'), 'o.retries = 5', m('export function f(given?: Options): void { const o = given ?? make(); o.retries = 5; }')],
    ['the right side of ||', m('export function f(given?: Options): void { const o = given || defaults; o.tags.push("y"); }'), 'o.tags.push("y")', m('export function f(given?: Options): void { const o = { ...(given || defaults) }; o.retries = 5; }')],
    ['a branch', m('export function f(given?: string[]): void { const tags = given ? given : none; tags.push("y"); }'), 'tags.push("y")', m('export function f(given?: string[]): void { const tags = given ? given : []; tags.push("y"); }')],
    ['a variable', m('export function f(): void { let tags = none; tags.push("y"); }'), 'tags.push("y")', m('export function f(): void { let tags = [...none]; tags.push("y"); }')],
    ['the seed of a reduce', m('export function f(xs: string[]): Record<string, number> { return xs.reduce((found, x) => { found[x] = 1; return found; }, seed); }'), 'found[x] = 1', m('export function f(xs: string[]): Record<string, number> { return xs.reduce((found: Record<string, number>, x) => { found[x] = 1; return found; }, {}); }')],
    ['a field', m('export class A { tags = none; add(tag: string): void { this.tags.push(tag); } }'), 'this.tags.push(tag)', m('export class A { tags = [...none]; add(tag: string): void { this.tags.push(tag); } }')],
    ['a field of the constructor', m('export class A { tags: string[]; constructor(tags?: string[]) { this.tags = tags ?? none; } add(tag: string): void { this.tags.push(tag); } }'), 'this.tags.push(tag)', m('export class A { tags: string[]; constructor(tags?: string[]) { this.tags = tags ?? []; } add(tag: string): void { this.tags.push(tag); } }')],
    ['a parameter property', m('export class A { constructor(private readonly tags: string[] = none) {} add(tag: string): void { this.tags.push(tag); } }'), 'this.tags.push(tag)', m('export class A { constructor(private readonly tags: string[] = []) {} add(tag: string): void { this.tags.push(tag); } }')],
    ['through a function', m('function fill(o: Options): void { o.retries = 1; }\nexport function f(o = defaults): void { fill(o); }'), 'fill(o)', m('function fill(o: Options): void { o.retries = 1; }\nexport function f(o = defaults): void { fill({ ...o }); }')],
    ['a shallow copy', m('export function f(): Options { const o = { ...defaults, retries: 1 }; o.headers["x"] = "y"; return o; }'), 'o.headers["x"] = "y"', m('export function f(): Options { const o = { ...defaults, headers: { ...defaults.headers } }; o.headers["x"] = "y"; return o; }')],
    ['a copy by Object.assign', m('export function f(): Options { const o = Object.assign({}, defaults); o.tags.push("y"); return o; }'), 'o.tags.push("y")', m('export function f(): Options { const o = structuredClone(defaults); o.tags.push("y"); return o; }')],
    ['Object.assign onto it', m('export function f(more: Partial<Options>): Options { return Object.assign(defaults, more); }'), 'Object.assign(defaults, more)', m('export function f(more: Partial<Options>): Options { return Object.assign({}, defaults, more); }')],
    ['a result that is changed', m('function tagsOf(given?: string[]): string[] { return given ?? none; }\nexport function f(given?: string[]): void { const tags = tagsOf(given); tags.push("y"); }'), 'tags.push("y")', m('function tagsOf(given?: string[]): string[] { return given ?? none; }\nexport function f(given?: string[]): number { const tags = tagsOf(given); return tags.length; }')],
    ['fill', m('export function f(n: number): string[][] { const rows = new Array<string[]>(n).fill([]); rows[0]?.push("x"); return rows; }'), 'new Array<string[]>(n).fill([])', m('export function f(n: number): string[][] { const rows = Array.from({ length: n }, (): string[] => []); rows[0]?.push("x"); return rows; }')],
    ['fill of a field, by the name of a row', m('export class Grid { private cells: number[][]; constructor(h: number) { this.cells = new Array<number[]>(h).fill([0, 0]); } add(y: number): void { const row = this.cells[y]; if (row) row[0] = 1; } }'), 'new Array<number[]>(h).fill([0, 0])', m('export class Grid { private cells: number[][]; constructor(h: number) { this.cells = new Array<number[]>(h).fill([0, 0]); } sum(y: number): number { const row = this.cells[y]; return row ? row[0]! : 0; } }')],
    ['fill, in a loop over rows', m('export function f(n: number): number[][] { const grid = Array(n).fill([0, 0]); for (const row of grid) row[0] = 5; return grid; }'), 'Array(n).fill([0, 0])', m('export function f(n: number): number { let sum = 0; const grid = Array(n).fill([0, 0]); for (const row of grid) sum += row[0]; return sum; }')],
    ['fill with rows', m('export function f(n: number): number[][] { const grid = Array(n).fill([0, 0]); grid[1][0] = 5; return grid; }'), 'Array(n).fill([0, 0])', m('export function f(n: number): number[][] { const grid = Array(n).fill(0).map(() => [0, 0]); grid[1]![0] = 5; return grid; }')],
  ]);
});

describe('silent where', () => {
  testSilent(rule, [
    ['it is only looked at', m('export function f(o = defaults): number { return o.retries; }')],
    ['it is primitive', 'const start = 0;\nexport function f(n = start): number { n += 1; return n; }\n'],
    ['it is replaced first', m('export function f(tags = none): string[] { tags = [...tags]; tags.push("y"); return tags; }')],
    ['it is told apart', m('export function f(tags = none): void { if (tags !== none) tags.push("y"); }')],
    ['it is a registry', 'const registry: Record<string, number> = {};\nexport function f(name: string, r = registry): void { r[name] = 1; }\n'],
    ['the file writes it by name', m('export function add(tag: string): void { none.push(tag); }\nexport function f(tag: string, tags = none): void { tags.push(tag); }')],
    ['it is frozen', 'const fixed = Object.freeze(["a"]);\nexport function f(tags: readonly string[] = fixed): number { return tags.length; }\n'],
    ['a field is set anew', m('export class A { tags = none; add(tag: string): void { this.tags = [...this.tags, tag]; } }')],
    ['only the copy’s own level is written', m('export function f(): Options { const o = { ...defaults }; o.retries = 9; return o; }')],
    ['it is set up as the file is loaded', m('Object.assign(defaults, { retries: 9 });')],
    ['a variable of the module begins with it', m('let current = defaults;\nexport function f(): void { current.retries = 4; }')],
    ['fill has what cannot change', m('export function f(n: number): number[] { const xs = new Array<number>(n).fill(0); xs[0] = 1; return xs; }')],
    ['each element is replaced', m('export function f(n: number): { a: number }[] { const xs = new Array<{ a: number }>(n).fill({ a: 1 }); xs[0] = { a: 2 }; return xs; }')],
    ['another binding has its name', m('export function f(none: string[]): void { const tags = none; tags.push("y"); }')],
  ]);
});

test('messages name the constant and its line, and are short', () => {
  const [found] = said(rule, m('export function f(o = defaults): void { o.retries = 5; }'));
  expect(found?.message).toMatch(/this is `defaults` of line 3, the one object for all calls/);
  expect(found?.message.length).toBeLessThanOrEqual(400);
  expect(said(rule, m('export function f(o = defaults): void { o.retries = 5; }'), { fileName: 'a.test.ts' })).toEqual([]);
});
