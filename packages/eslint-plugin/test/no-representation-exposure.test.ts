/** `no-representation-exposure`: private containers that are handed out, beside copies and readonly views. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-representation-exposure';

/** A class with private containers and one member. */
const store = (member: string): string => `export class Store {
  #items: string[] = []; private byId = new Map<string, number>(); private readonly tags: Set<string> = new Set(); private readonly fixed: readonly string[] = []; open: string[] = [];
  ${member}
}
`;

/** A function that keeps a list for the functions that it gives. */
const kept = (members: string, type = '', declared = 'const items: string[] = [];'): string => `interface Items { all(): readonly string[]; raw(): string[]; own: () => string[]; seen: ReadonlySet<string>; add(item: string): void }
export function items()${type} { ${declared} function add(item: string): void { items.push(item); } return { add, ${members} }; }
`;

describe.each([
  ['a function in a field', store('readonly all = (): string[] => this.#items;'), store('readonly all = (): readonly string[] => this.#items;')],
  ['a list of the class itself', 'export class Store { static #all: string[] = []; static all(): string[] { return Store.#all; } }', 'export class Store { static #all: string[] = []; static all(): string[] { return [...Store.#all]; } }'],
  ['a list of the class itself, by this', 'export class Store { static #all: string[] = []; static all(): string[] { return this.#all; } }', 'export class Store { static #all: string[] = []; static all(): readonly string[] { return this.#all; } }'],
  ['a variable of the function around it', kept('all: () => items'), kept('all: () => [...items]')],
  ['such a variable where a type lets callers change it', kept('raw: () => items, all: () => [...items], own: () => [], seen: new Set()', ': Items'), kept('raw: () => [...items], all: () => items, own: () => [], seen: new Set()', ': Items')],
  ['such a variable by a member with a type of a function', kept('own: () => items, raw: () => [], all: () => [], seen: new Set()', ': Items'), kept('own: (): string[] => items.slice(), raw: () => [], all: () => items, seen: new Set()', ': Items')],
  ['such a variable by a getter', kept('get all() { return items; }'), kept('get all(): readonly string[] { return items; }')],
  ['such a variable by a function with a name', kept('all', '', 'const items: string[] = []; const all = (): string[] => items;'), kept('all', '', 'let items: string[] = []; const all = (): string[] => { const taken = items; items = []; return taken; };')],
  ['such a variable in an object with a name', 'export const tray = () => { const seen = new Map<string, number>(); const api = { note(x: string): void { seen.set(x, 1); }, get() { return seen; } }; return api; };', 'export const tray = () => { const seen = new Map<string, number>(); const api = { note(x: string): void { seen.set(x, 1); }, get() { return new Map(seen); } }; return api; };'],
  ['a list in an entry of its own map', 'export class Terms { readonly #terms = new Map<string, { docs: number[]; total: number }>(); docs(term: string): number[] { const entry = this.#terms.get(term); return entry?.docs ?? []; } }', 'export class Terms { readonly #terms = new Map<string, { docs: number[]; total: number }>(); docs(term: string): number[] { const entry = this.#terms.get(term); return [...(entry?.docs ?? [])]; } }'],
  ['a list in an element whose type the file keeps', 'interface Entry { docs: number[] }\nexport class Terms { readonly #all: Entry[] = []; docs(at: number): number[] { return this.#all[at]!.docs; } }', 'export interface Entry { docs: number[] }\nexport class Terms { readonly #all: Entry[] = []; put(entry: Entry): void { this.#all.push(entry); } docs(at: number): number[] { return this.#all[at]!.docs; } }'],
  ['a list in an entry that no parameter hands in', 'interface Entry { docs: number[] }\nexport class Terms { readonly #all = new Map<string, Entry>(); add(term: string): void { this.#all.set(term, { docs: [] }); } docs(term: string): number[] { return this.#all.get(term)?.docs ?? []; } }', 'interface Entry { docs: number[] }\nexport class Terms { readonly #all = new Map<string, Entry>(); add(term: string, entry: Entry): void { this.#all.set(term, entry); } docs(term: string): number[] { return this.#all.get(term)?.docs ?? []; } }'],
  ['a protected list of the class that it extends', 'class Base { protected items: number[] = []; add(n: number): void { this.items.push(n); } }\nexport class Own extends Base { all(): number[] { return this.items; } }', 'class Base { protected items: number[] = []; add(n: number): void { this.items.push(n); } }\nexport class Own extends Base { all(): readonly number[] { return this.items; } }'],
  ['a protected list of its own', 'export abstract class Own { protected items: number[] = []; abstract accepts(n: number): boolean; add(n: number): void { if (this.accepts(n)) this.items.push(n); } get all(): number[] { return this.items; } }', 'export abstract class Own { protected items: number[] = []; abstract accepts(n: number): boolean; add(n: number): void { if (this.accepts(n)) this.items = [...this.items, n]; } get all(): number[] { return this.items; } }'],
  ['a list', store('all(): string[] { return this.#items; }'), store('all(): readonly string[] { return this.#items; }')],
  ['a getter', store('get all(): string[] { return this.#items; }'), store('get all(): ReadonlyArray<string> { return this.#items; }')],
  ['without an annotation', store('all() { return this.#items; }'), store('all() { return [...this.#items]; }')],
  ['a map', store('map(): Map<string, number> { return this.byId; }'), store('map(): ReadonlyMap<string, number> { return this.byId; }')],
  ['a set', store('set() { return this.tags; }'), store('set() { return new Set(this.tags); }')],
  ['on one way', store('all(n: number): string[] { if (n > 0) return this.#items; return []; }'), store('all(n: number): string[] { if (n > 0) return this.#items.slice(); return []; }')],
  ['by a promise', store('async all(): Promise<string[]> { return this.#items; }'), store('async all(): Promise<readonly string[]> { return this.#items; }')],
  ['by another name', store('all(): string[] { const items = this.#items; items.sort(); return items; }'), store('all(): string[] { const items = this.#items; this.#items = []; return items; }')],
  ['by a pattern', store('map() { const { byId } = this; return byId; }'), store('map() { const { byId } = this; this.forget(); return byId; }\n  private forget() { this.byId = new Map(); }')],
  ['in one of two cases', store('all(n: number): string[] { return n > 0 ? this.#items : []; }'), store('all(n: number): string[] { return n > 0 ? [...this.#items] : []; }')],
  ['where there is no other', store('all(other?: string[]): string[] { return other ?? this.#items; }'), store('all(other?: string[]): string[] { return other ?? this.#items.slice(); }')],
  ['that is made on demand', 'export class L { #rows?: string[]; rows(): string[] { return (this.#rows ??= []); } }', 'export class L { #rows?: string[]; rows(): readonly string[] { return (this.#rows ??= []); } }'],
  ['a parameter that is a field', 'export class P { constructor(private readonly list: string[]) {} all(): string[] { return this.list; } }', 'export class P { constructor(public readonly list: string[]) {} all(): string[] { return this.list; } }'],
  ['an entry of a map', 'export class G { readonly #edges = new Map<string, Set<string>>(); out(n: string): Set<string> { return this.#edges.get(n) ?? new Set(); } }', 'export class G { readonly #edges = new Map<string, Set<string>>(); out(n: string): ReadonlySet<string> { return this.#edges.get(n) ?? new Set(); } }'],
  ['an entry by another name', 'export class G { private readonly edges: Map<string, string[]> = new Map(); out(n: string): string[] | undefined { const own = this.edges.get(n); return own; } }', 'export class G { private readonly edges: Map<string, string[]> = new Map(); out(n: string): string[] | undefined { const own = this.edges.get(n); this.edges.delete(n); return own; } }'],
  ['a row', 'export class G { #rows: string[][] = []; row(n: number): string[] { return this.#rows[n]!; } }', 'export class G { #rows: string[][] = []; row(n: number): readonly string[] { return this.#rows[n]!; } }'],
  ['a member of a private object', 'export class G { private state = { xs: [] as string[], n: 0 }; all() { return this.state.xs; } }', 'export class G { private state = { xs: [] as string[], n: 0 }; all() { return this.state.n; } }'],
  ['inside of an object', store('all() { return { items: this.#items }; }'), store('all() { return { items: [...this.#items] }; }')],
  ['inside of an object that says so', store('all(): { items: string[] } { return { items: this.#items }; }'), store('all(): { items: readonly string[] } { return { items: this.#items }; }')],
  ['through a private method', store('all(): string[] { return this.own(); }\n  private own(): string[] { return this.#items; }'), store('all(): string[] { return this.own(); }\n  private own(): string[] { return [...this.#items]; }')],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['a variable is only set anew', 'export function items() { let items: string[] = []; return { add(item: string): void { items = [...items, item]; }, all: () => items }; }'],
    ['a variable is filled before it is given', 'export function items() { const items: string[] = []; items.push("a"); return { all: () => items }; }'],
    ['a function ends what it gives', kept('build: () => items')],
    ['the type of what is given is from elsewhere', `import type { Items } from './items.ts';\n${kept('all: () => items', ': Items').split('\n')[1] ?? ''}`],
    ['a variable is handed in', 'export function items(items: string[]) { return { add(item: string): void { items.push(item); }, all: () => items }; }'],
    ['the field is readonly', store('all() { return this.fixed; }')],
    ['the field is public', store('all(): string[] { return this.open; }')],
    ['the member is private', store('private all(): string[] { return this.#items; }\n  protected mine(): string[] { return this.#items; }')],
    ['it can only be gone through', store('all(): Iterable<string> { return this.#items; }')],
    ['something in it is returned', store('first(): string | undefined { return this.#items[0]; }')],
    ['it is built and handed over', store('build(): string[] { return this.#items; }')],
    ['a callback returns it', store('each(): string[][] { return [1].map(() => { const own = [...this.#items]; return own; }); }')],
    ['a public method answers for it', store('all(): string[] { return this.rest(); }\n  rest(): readonly string[] { return this.#items; }')],
    ['a debugger sees it', store('[Symbol.for("nodejs.util.inspect.custom")]() { return { items: this.#items }; }')],
    ['it is made anew before', store('all(): string[] { this.#items = []; return this.own(); }\n  private own(): string[] { return this.#items; }')],
    ['an entry is no container', 'export class C { #byId = new Map<string, { n: number }>(); get(id: string) { return this.#byId.get(id); } }'],
    ['an object of a type that says nothing holds it', store('all(): Unknown { return { items: this.#items }; }')],
    ['a member of what was handed in is returned', 'interface Options { plugins: string[] }\nexport class C { constructor(private readonly options: Options) {} plugins(): string[] { return this.options.plugins; } }'],
    ['it is no container', 'export class C { #service = { run() {} }; service() { return this.#service; } }'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('suggests a readonly type and a copy', () => {
  const text = store('all(): string[] { return this.#items; }');
  expect(said(rule, text)[0]?.suggested).toEqual([
    { desc: 'Return it with a readonly type: `readonly string[]`.', output: text.replace('all(): string[]', 'all(): readonly string[]') },
    { desc: 'Return a copy: `[...this.#items]`.', output: text.replace('return this.#items', 'return [...this.#items]') },
  ]);
  expect(said(rule, text)[0]?.message).toMatch(/^`all\(\)` hands out `this\.#items` \(line 2\) itself: /);
});
