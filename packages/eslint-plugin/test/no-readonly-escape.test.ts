/** `no-readonly-escape`: each way around `readonly` beside one that keeps it. */
import { describe, expect, test } from 'vitest';
import { said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-readonly-escape';
const head = `
interface Point { x: number; inner: { y: number } }
type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };
function move(point: Point): void { point.x += 1; }
function add(xs: number[]): void { xs.push(1); }
function look(point: Point): number { return point.x; }
declare function unknown(xs: number[]): void;
`;
const f = (parameters: string, body: string, result = 'unknown'): string => `${head}export function f(${parameters}): ${result} { ${body} }\n`;

describe('what is reported, beside what is not', () => {
  testPairs(rule, [
    ['a cast of what a method was handed', 'export class A { #rows: readonly number[] = []; load(rows: readonly number[]): void { this.#rows = rows; } top(): number | undefined { const rows = this.#rows as number[]; rows.sort(); return rows[0]; } }', 'rows.sort()', 'export class A { #rows: readonly number[] = []; load(rows: readonly number[]): void { this.#rows = rows; } top(): number | undefined { const rows = [...this.#rows] as number[]; rows.sort(); return rows[0]; } }'],
    ['a cast of what the constructor was handed', 'export class A { private rows: readonly number[]; constructor(rows: readonly number[]) { this.rows = rows; } add(n: number): void { (this.rows as number[]).push(n); } }', '(this.rows as number[]).push(n)', 'export class A { private rows: readonly number[]; constructor(rows: readonly number[]) { this.rows = [...rows]; } add(n: number): void { (this.rows as number[]).push(n); } }'],
    ['a cast of what a method gives from a map', 'interface Knot { readonly id: string; readonly edges: ReadonlySet<string> }\nexport class Graph { readonly #knots = new Map<string, Knot>(); at(id: string): Knot | undefined { return this.#knots.get(id); } }\nexport function tie(graph: Graph, from: string, to: string): void { const knot = graph.at(from); if (knot) (knot.edges as Set<string>).add(to); }', '(knot.edges as Set<string>).add(to)', 'interface Knot { readonly id: string; edges: Set<string> }\nexport class Graph { readonly #knots = new Map<string, Knot>(); at(id: string): Knot | undefined { return this.#knots.get(id); } }\nexport function tie(graph: Graph, from: string, to: string): void { const knot = graph.at(from); if (knot) knot.edges.add(to); }'],
    ['a readonly member whose type is read-only too, by a contract', f('box: { readonly point: Readonly<Point> }', 'set(box.point); return box;').concat('/** @modifies point */\nfunction set(point: Point): void { point.x = 1; }\n'), 'set(box.point)', f('box: { readonly point: Point }', 'set(box.point); return box;').concat('/** @modifies point */\nfunction set(point: Point): void { point.x = 1; }\n')],
    ['a cast that is changed', f('xs: readonly number[]', '(xs as number[]).push(1); return 0;'), '(xs as number[]).push(1)', f('xs: readonly number[]', '[...xs].push(1); return 0;')],
    ['a cast that is sorted and returned', f('xs: readonly number[]', 'return (xs as number[]).sort()[0];'), '(xs as number[]).sort()', f('xs: readonly number[]', 'return xs.slice().sort()[0];')],
    ['a cast by another name', f('xs: ReadonlyArray<number>', 'const ys = xs as number[]; ys[0] = 1; return 0;'), 'ys[0] = 1', f('xs: ReadonlyArray<number>', 'const ys = [...xs]; ys[0] = 1; return 0;')],
    ['a cast of a map', f('m: ReadonlyMap<string, number>', '(m as Map<string, number>).set("a", 1); return 0;'), '(m as Map<string, number>).set("a", 1)', f('m: ReadonlyMap<string, number>', 'new Map(m).set("a", 1); return 0;')],
    ['a cast of a set', f('s: ReadonlySet<string>', 'const t = s as Set<string>; t.add("a"); return 0;'), 't.add("a")', f('s: ReadonlySet<string>', 'const t = new Set(s); t.add("a"); return 0;')],
    ['a name of the open type', f('p: Readonly<Point>', 'const q: Point = p; q.x = 1; return 0;'), 'q.x = 1', f('p: Readonly<Point>', 'const q: Point = { ...p }; q.x = 1; return 0;')],
    ['a function that changes it', f('p: Readonly<Point>', 'move(p); return 0;'), 'move(p)', f('p: Readonly<Point>', 'move({ ...p }); return 0;')],
    ['a member for a function that changes it', f('s: { readonly at: Readonly<Point> }', 'move(s.at); return 0;'), 'move(s.at)', f('s: { readonly at: Readonly<Point> }', 'move({ ...s.at }); look(s.at); return 0;')],
    ['a member by another name for a function that changes it', f('s: { readonly at: Readonly<Point> }', 'const { at } = s; move(at); return 0;'), 'move(at)', f('s: { readonly at: Point }', 'const { at } = s; move(at); return 0;')],
    ['a cast for a function that changes it', f('xs: readonly number[]', 'add(xs as number[]); return 0;'), 'add(xs as number[])', f('xs: readonly number[]', 'add(xs.slice()); return 0;')],
    ['a cast that is returned', f('xs: readonly number[]', 'return xs as number[];', 'number[]'), 'xs as number[]', f('xs: readonly number[]', 'return xs;', 'readonly number[]')],
    ['a cast of a field that is returned', `export class A { constructor() {} private items: readonly string[] = []; all(): string[] { return this.items as string[]; } }\n`, 'this.items as string[]', `export class A { constructor() {} private items: readonly string[] = []; all(): readonly string[] { return this.items; } }\n`],
    ['a cast of a field that is changed', 'export class A { constructor(private readonly items: readonly string[]) {} add(x: string): void { (this.items as string[]).push(x); } }\n', '(this.items as string[]).push(x)', 'export class A { constructor(private items: readonly string[]) {} add(x: string): void { this.items = [...this.items, x]; } }\n'],
    ['a field for a function that changes it', `${head}export class A { constructor(private readonly at: Readonly<Point>) {} go(): void { move(this.at); } }\n`, 'move(this.at)', `${head}export class A { constructor(private readonly at: Readonly<Point>) {} go(): void { move({ ...this.at }); look(this.at); } }\n`],
    ['a cast of a Readonly object that is returned', f('p: Readonly<Point>', 'return p as Point;', 'Point'), 'p as Point', f('p: Readonly<Point>', 'return { ...p };', 'Point')],
    ['a cast that is stored', 'export class A { items: string[] = []; keep(items: readonly string[]): void { this.items = items as string[]; } }\n', 'items as string[]', 'export class A { items: string[] = []; keep(items: readonly string[]): void { this.items = [...items]; } }\n'],
    ['Object.assign', f('p: Readonly<Point>', 'Object.assign(p, { x: 1 }); return 0;'), 'Object.assign(p, { x: 1 })', f('p: Readonly<Point>', 'return Object.assign({}, p, { x: 1 });')],
    ['a deep type', f('p: DeepReadonly<Point>', '(p as Point).inner.y = 1; return 0;'), '(p as Point).inner.y = 1', f('p: DeepReadonly<Point>', 'const q = structuredClone(p) as Point; q.inner.y = 1; return 0;')],
    ['a member of an interface', `${head}interface Box { readonly xs: readonly number[]; size: number }\nexport function f(box: Box): void { (box.xs as number[]).push(1); }\n`, '(box.xs as number[]).push(1)', `${head}interface Box { readonly xs: readonly number[]; size: number }\nexport function f(box: Box): void { [...box.xs].push(1); box.size = 2; }\n`],
    ['a member that is declared readonly', 'interface Box { readonly n: number }\nexport function f(box: Box): void { const open: { n: number } = box; open.n = 2; }\n', 'open.n = 2', 'interface Box { readonly n: number }\nexport function f(box: Box): void { const open: { n: number } = { ...box }; open.n = 2; }\n'],
    ['an element of a read-only kind', `${head}export function f(ps: readonly Readonly<Point>[]): void { for (const p of ps) (p as Point).x = 1; }\n`, '(p as Point).x = 1', `${head}export function f(ps: readonly Readonly<Point>[]): void { for (const p of ps.map((each) => ({ ...each }))) p.x = 1; }\n`],
    ['a variable of the module', `${head}const xs: readonly number[] = Object.values({ a: 1 });\nexport function f(): void { (xs as number[]).push(1); }\n`, '(xs as number[]).push(1)', `${head}const xs: number[] = Object.values({ a: 1 });\nexport function f(): void { xs.push(1); }\n`],
  ]);
});

describe('silent where', () => {
  testSilent(rule, [
    ['what is changed lies below a member that is fixed, many steps on', 'interface Counts { accepted: number }\ninterface Tally { readonly counts: Counts }\ninterface Checking { readonly tallies: Map<string, Tally> }\nexport function count(checking: Checking, key: string): void { const tally = checking.tallies.get(key) as Tally; const { counts } = tally; counts.accepted++; }'],
    ['the cast stays read-only', f('xs: readonly unknown[]', 'return xs as readonly number[];')],
    ['the cast is for a function of which nothing is known', f('xs: readonly number[]', 'unknown(xs as number[]); return 0;')],
    ['the function only looks', f('p: Readonly<Point>', 'return look(p);')],
    ['the type protects the first level only', f('p: Readonly<Point>', 'p.inner.y = 1; return 0;')],
    ['a local is built up', f('n: number', 'const out: readonly number[] = []; (out as number[]).push(n); return out;')],
    ['an object makes its own field', 'export class A { readonly items: readonly string[] = []; add(x: string): void { (this.items as string[]).push(x); } }\n'],
    ['an object hands on its own field', `${head}export class A { readonly at: Readonly<Point> = { x: 0, inner: { y: 0 } }; go(): void { move(this.at); } }\n`],
    ['a field is handed on that is open', `${head}export class A { constructor(private readonly at: Point) {} go(): void { move(this.at); } }\n`],
    ['the parameter is given another value', f('xs: readonly number[]', 'xs = [...xs]; (xs as number[]).push(1); return 0;')],
    ['nothing is read-only', f('xs: number[]', 'xs.push(1); return 0;')],
    ['a type of the file is called Readonly', 'type Readonly<T> = T;\nexport function f(p: Readonly<{ x: number }>): void { p.x = 1; }\n'],
    ['the element is open', f('ps: readonly Point[]', 'for (const p of ps) p.x = 1; return 0;')],
    ['a frame names a member that holds something', `interface Seen { readonly names: Set<string>; readonly count: number }
/** @modifies seen.names */
function note(seen: Seen, name: string): void { seen.names.add(name); }
export function f(seen: Seen): void { note(seen, 'a'); }
`],
    ['another parameter is changed', f('xs: readonly number[], ys: number[]', 'ys.push(...xs); return 0;')],
  ]);
});

test('messages name the place, the line and the type, and are short', () => {
  const [handed] = said(rule, f('p: Readonly<Point>', 'move(p); return 0;'));
  expect(handed?.message).toMatch(/^This call changes `p\.x`, though line 8 promises by `Readonly<Point>`/);
  expect(handed?.message.length).toBeLessThanOrEqual(400);
});
