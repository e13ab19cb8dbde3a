/** `no-representation-capture`: containers of the caller that a class builds on, beside copies and what was given away. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-representation-capture';

/** A class that keeps what its constructor gets, and adds to it. */
const list = (keep: string, parameter = 'items: string[]', members = 'add(item: string): void { this.#items.push(item); }'): string => `export class List {
  #items: string[];
  constructor(${parameter}) { ${keep} }
  ${members}
}
`;

/** A log that hands its lines to a queue. */
const log = (body: string): string => `class Queue { readonly #all: string[][] = []; async send(): Promise<void> { await 1; this.#all.shift(); } take(): void { this.#all.shift(); }
  put(lines: string[]): void { this.#all.push(lines); } later(lines: string[]): void { this.#all.push(lines); void this.send(); } now(lines: string[]): void { this.#all.push(lines); this.take(); } copy(lines: string[]): void { this.#all.push([...lines]); } look(lines: string[]): void { this.#all.push([String(lines.length)]); } }
const sets: Set<string>[] = [];
export class Log { #lines: string[] = []; readonly #done: string[][] = []; #seen = new Set<string>(); readonly #queue = new Queue();
  flush(): void { ${body} }
  #drain(): void { this.#done.shift(); }
  #keep(lines: string[]): void { this.#done.push(lines); } }
`;

describe.each([
  ['what an object keeps that is then emptied', log('this.#queue.put(this.#lines); this.#lines.length = 0;'), log('this.#queue.put(this.#lines); this.#lines = [];')],
  ['what a method keeps until it is sent', log('this.#queue.later(this.#lines); this.#lines.splice(0);'), log('this.#queue.now(this.#lines); this.#lines.splice(0);')],
  ['what a method of its own keeps', log('this.#keep(this.#lines); this.#lines.length = 0;'), log('this.#keep([...this.#lines]); this.#lines.length = 0;')],
  ['what is stored right there', log('this.#done.push(this.#lines); this.#lines.length = 0;'), log('this.#done.push(this.#lines.slice()); this.#lines.length = 0;')],
  ['a set in a list of the module', log('sets.push(this.#seen); this.#seen.clear();'), log('sets.push(new Set(this.#seen)); this.#seen.clear();')],
  ['an entry of a map', log('this.byDay.set(1, this.#lines); this.#lines.length = 0;').replace('#lines:', 'byDay = new Map<number, string[]>(); #lines:'), log('this.byDay.set(1, [...this.#lines]); this.#lines.length = 0;').replace('#lines:', 'byDay = new Map<number, string[]>(); #lines:')],
  ['a variable', log('const own: string[] = []; own.push("a"); this.#queue.put(own); own.length = 0;'), log('const own: string[] = []; own.push("a"); this.#queue.copy(own); own.length = 0;')],
  ['a name in which another word is found', 'export class R { #routes: string[]; constructor({ routes = [] }: { routes?: string[] } = {}) { this.#routes = routes; } add(route: string): void { this.#routes.push(route); } }', 'export class R { #out: string[]; constructor({ out = [] }: { out?: string[] } = {}) { this.#out = out; } add(line: string): void { this.#out.push(line); } }'],
  ['a long word that ends as a short one does', list('this.#items = catalog;', 'catalog: string[]'), list('this.#items = changeLog;', 'changeLog: string[]')],
  ['a list that is added to', list('this.#items = items;'), list('this.#items = [...items];')],
  ['a list that is set at an index', list('this.#items = items;', undefined, 'set(n: number): void { this.#items[n] = "a"; }'), list('this.#items = items;', undefined, 'get(n: number): string | undefined { return this.#items[n]; }')],
  ['a parameter that is a field', 'export class Tags { constructor(private readonly tags: Set<string>) {} add(tag: string): void { this.tags.add(tag); } }', 'export class Tags { constructor(private readonly tags: ReadonlySet<string>) {} has(tag: string): boolean { return this.tags.has(tag); } }'],
  ['a map', 'export class M { byId: Map<string, number>; constructor(byId: Map<string, number>) { this.byId = byId; } drop(id: string): void { this.byId.delete(id); } }', 'export class M { byId: Map<string, number>; constructor(byId: Map<string, number>) { this.byId = new Map(byId); } drop(id: string): void { this.byId.delete(id); } }'],
  ['an invariant', '/** @invariant `this.items.length > 0` */\nexport class Names { constructor(readonly items: string[]) {} }', '/** @invariant `this.count > 0` */\nexport class Names { readonly count = 1; constructor(readonly items: string[]) {} }'],
  ['a list that may be missing', list('this.#items = items ?? [];', 'items?: string[]'), list('this.#items = [...(items ?? [])];', 'items?: string[]')],
  ['a name in a pattern', list('this.#items = items;', '{ items }: { items: string[]; size: number }'), list('this.#items = items;', '{ size: items }: { items: readonly string[]; size: readonly string[] }')],
  ['a name in a pattern with a default', list('this.#items = mine;', '{ items: mine = [] }: { items?: string[] }'), list('this.#items = [...mine];', '{ items: mine = [] }: { items?: string[] }')],
  ['a member of the options', `interface Options { items: string[] }\n${list('this.#items = options.items;', 'options: Options')}`, `interface Options { items: readonly string[] }\n${list('this.#items = options.items.slice();', 'options: Options')}`],
  ['a list of the end', list('if (items.length > 3) throw new Error(); this.#items = items;'), list('if (items.length > 3) throw new Error(); this.#items = items.slice();')],
  ['a list that a setter keeps', list('this.#items = [];', '', 'set items(items: string[]) { this.#items = items; }\n  add(item: string): void { this.#items.push(item); }'), list('this.#items = [];', '', 'set items(items: string[]) { this.#items = [...items]; }\n  add(item: string): void { this.#items.push(item); }')],
  ['a list that a method sets', list('this.#items = [];', '', 'setItems(items: string[]): void { this.#items = items; }\n  add(item: string): void { this.#items.push(item); }'), list('this.#items = [];', '', 'setItems(items: string[]): void { this.#items = items; }\n  has(item: string): boolean { return this.#items.includes(item); }')],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['a method looks at what is then emptied', log('this.#queue.look(this.#lines); this.#lines.length = 0;')],
    ['it goes back to where empty ones are taken from', log('this.#done.push(this.#lines); this.#lines.length = 0;').replaceAll('#done', '#free')],
    ['a field is a second name of it', log('this.last = this.#lines; this.#lines.length = 0;').replace('#lines:', 'last: string[] = []; #lines:')],
    ['what was stored is taken out before', log('this.#done.push(this.#lines); this.#drain(); this.#lines.length = 0;')],
    ['it is emptied on another way', log('if (this.#seen.size > 0) { this.#done.push(this.#lines); return; } this.#lines.length = 0;')],
    ['another list is emptied', log('this.#done.push(this.#lines); this.#lines = ["a"]; this.#lines.length = 0;')],
    ['it was given away', list('this.#items = items;').replace('  constructor', '  /** @consume items */\n  constructor')],
    ['the type does not let it be changed', list('this.#items = [...items];', 'items: readonly string[]')],
    ['it is shared on purpose', 'export class Job { constructor(private readonly registry: Map<string, Job>, readonly name: string) {} start(): void { this.registry.set(this.name, this); } }'],
    ['the class only makes its own', 'export class Job { constructor(private readonly names = new Set<string>()) {} add(name: string): void { this.names.add(name); } }'],
    ['a factory makes the objects', 'export class Job { private constructor(private readonly names: string[]) {} static of(names: readonly string[]): Job { return new Job([...names]); } add(name: string): void { this.names.push(name); } }'],
    ['a member of the options is shared on purpose', 'export class Job { readonly seen: Set<string>; constructor(options: { seen: Set<string> }) { this.seen = options.seen; } start(name: string): void { this.seen.add(name); } }'],
    ['the options were given away', list('this.#items = options.items;', 'options: { items: string[] }').replace('  constructor', '  /** @consume options */\n  constructor')],
    ['nothing is known of the options', 'import type { Options } from "./options";\nexport class Job { names; constructor(options: Options) { this.names = options.names; } add(name: string): void { this.names.push(name); } }'],
    ['a service is injected', 'interface Service { run(): void }\nexport class Job { constructor(private readonly service: Service) {} run(): void { this.service.run(); } }'],
    ['a setter was given it', list('this.#items = [];', '', '/** @consume items */\n  setItems(items: string[]): void { this.#items = items; }\n  add(item: string): void { this.#items.push(item); }')],
    ['only the class itself sets it', list('this.#items = [];', '', 'private setItems(items: string[]): void { this.#items = items; }\n  add(item: string): void { this.setItems([]); this.#items.push(item); }')],
    ['a method takes over what it loads', list('this.#items = [];', '', 'load(items: string[]): void { this.#items = items; }\n  add(item: string): void { this.#items.push(item); }')],
    ['the field is set anew', list('this.#items = items;', undefined, 'add(item: string): void { this.#items = [...this.#items, item]; }')],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('says where it is changed, and suggests a copy', () => {
  const text = list('this.#items = items;');
  const [finding] = said(rule, text);
  expect(finding?.message).toMatch(/^`items` is the caller’s own Array, and `List` keeps it and changes it in line 4: /);
  expect(finding?.suggested).toEqual([{ desc: 'Keep a copy: `[...items]`.', output: text.replace('= items', '= [...items]') }]);
  const given = list('this.#items = options.items ?? [];', 'options: { items?: string[] }');
  expect(said(rule, given)[0]?.message).toMatch(/^`options\.items` is the caller’s own Array, .* say `@consume options\.items` above/);
  expect(said(rule, given)[0]?.suggested).toEqual([{ desc: 'Keep a copy: `[...options.items ?? []]`.', output: given.replace('options.items ?? []', '[...options.items ?? []]') }]);
});
