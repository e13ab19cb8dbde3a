/** `no-undeclared-parameter-mutation`: each change that nobody declares beside a copy or a declaration. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-undeclared-parameter-mutation';
const head = `
interface Line { price: number; tax?: number; parts: { n: number }[] }
interface Order { lines: Line[]; total: number; owner: { name: string } }
`;
/** A function without a contract that gives a value. */
const f = (parameters: string, body: string, name = 'median'): string => `${head}export function ${name}(${parameters}): unknown { ${body} }\n`;
/** A function with the contract. */
const c = (contract: string, body: string, parameters = 'order: Order'): string => `${head}/**\n * ${contract.split('\n').join('\n * ')}\n */\nexport function run(${parameters}): void { ${body} }\n`;

describe('without a contract: what gives a value and changes on the way', () => {
  testPairs(rule, [
    ['sort', f('xs: number[]', 'xs.sort(); return xs[0];'), 'xs.sort()', f('xs: number[]', 'const ys = [...xs]; ys.sort(); return ys[0];')],
    ['a sorted result', f('xs: number[]', 'return xs.sort();', 'ranking'), 'xs.sort()', f('xs: number[]', 'return xs.slice().sort();', 'ranking')],
    ['reverse', f('xs: number[]', 'return xs.reverse().join();'), 'xs.reverse()', f('xs: number[]', 'return [...xs].reverse().join();')],
    ['splice', f('xs: number[]', 'const top = xs.splice(0, 3); return top.length;'), 'xs.splice(0, 3)', f('xs: number[]', 'const top = xs.slice(0, 3); return top.length;')],
    ['a member', f('order: Order', 'order.total = 5; return order.lines.length;'), 'order.total = 5', f('order: Order', 'const mine = { ...order, total: 5 }; return mine.lines.length;')],
    ['what it holds', f('order: Order', 'order.owner.name = "x"; return order.total;'), 'order.owner.name = "x"', f('order: Order', 'const owner = { ...order.owner, name: "x" }; return owner.name;')],
    ['an alias', f('order: Order', 'const { lines } = order; lines.length = 0; return order.total;'), 'lines.length = 0', f('order: Order', 'const lines = order.lines.slice(); lines.pop(); return lines.length;')],
    ['an alias with a default', f('order: Partial<Order>', 'const lines = order.lines ?? []; lines.length = 0; return order.total;'), 'lines.length = 0', f('order: Partial<Order>', 'const lines = [...(order.lines ?? [])]; lines.length = 0; return order.total;')],
    ['a name in a pattern with a default', f('order: Partial<Order>', 'const { lines = [] } = order; lines.length = 0; return order.total;'), 'lines.length = 0', f('order: Partial<Order>', 'const { lines = [] } = order; const mine = [...lines]; mine.length = 0; return order.total;')],
    ['Object.assign', f('order: Order', 'const all = Object.assign(order, { total: 1 }); return all.total;'), 'Object.assign(order, { total: 1 })', f('order: Order', 'const all = Object.assign({}, order, { total: 1 }); return all.total;')],
    ['delete', f('order: Partial<Order>', 'delete order.total; return JSON.stringify(order);'), 'delete order.total', f('order: Partial<Order>', 'const { total, ...rest } = order; return JSON.stringify(rest) + total;')],
    ['elements in a loop', f('lines: Line[]', 'for (const line of lines) line.tax = 1; return lines.length;'), 'line.tax = 1', f('lines: Line[]', 'const mine = lines.map((line) => ({ ...line })); for (const line of mine) line.tax = 1; return mine.length;')],
    ['elements in a callback', f('lines: Line[]', 'return lines.map((line) => { line.tax = 1; return line.price; });'), 'line.tax = 1', f('lines: Line[]', 'return lines.map((line) => ({ ...line, tax: 1 }));')],
    ['elements of elements', f('lines: Line[]', 'for (const line of lines) for (const part of line.parts) part.n = 0; return lines.length;'), 'part.n = 0', f('lines: Line[]', 'let n = 0; for (const line of lines) for (const part of line.parts) n += part.n; return n;')],
    ['elements of a selection', f('lines: Line[]', 'lines.filter((line) => line.price > 1).forEach((line) => { line.tax = 1; }); return lines.length;'), 'line.tax = 1', f('lines: Line[]', 'return lines.filter((line) => line.price > 1).length;')],
    ['a function of the file', `${head}function tax(lines: Line[]): void { lines.reverse(); }\n${f('lines: Line[]', 'tax(lines); return lines.length;').slice(head.length)}`, 'tax(lines)', `${head}function tax(lines: Line[]): void { lines.reverse(); }\n${f('lines: Line[]', 'tax([...lines]); return lines.length;').slice(head.length)}`],
    ['a function of the file inside of a result', `${head}function tax(lines: Line[]): void { lines.reverse(); }\n${f('lines: Line[]', 'return JSON.stringify(tax(lines));').slice(head.length)}`, 'tax(lines)', `${head}function tax(lines: Line[]): void { lines.reverse(); }\n${f('lines: Line[]', 'return JSON.stringify(tax([...lines]));').slice(head.length)}`],
    ['a function of the file that gives a value itself', `${head}function taxed(order: Order): Order { order.total = 1; return { ...order }; }\n${f('order: Order', 'return taxed(order).total;').slice(head.length)}`, 'order.total = 1', `${head}function taxed(order: Order): Order { return { ...order, total: 1 }; }\n${f('order: Order', 'return taxed(order).total;').slice(head.length)}`],
    ['a function of the file two calls on', `${head}function taxed(order: Order): Order { order.total = 1; return { ...order }; }\nfunction shown(order: Order): string { return String(taxed(order).total); }\n${f('order: Order', 'return shown(order);').slice(head.length)}`, 'order.total = 1', `${head}function taxed(order: Order): Order { order.total = 1; return { ...order }; }\nfunction shown(order: Order): string { return String(taxed({ ...order }).total); }\n${f('order: Order', 'return shown(order);').slice(head.length)}`],
    ['what is found in a list', f('lines: Line[]', 'const line = lines.find((each) => each.price > 1); if (line) line.tax = 1; return lines.length;'), 'line.tax = 1', f('lines: Line[]', 'const line = structuredClone(lines.find((each) => each.price > 1)); if (line) line.tax = 1; return line;')],
    ['a default that is filled in', f('options?: { limit?: number }', 'options ??= {}; options.limit = 3; return [options.limit];'), 'options.limit = 3', f('options?: { limit?: number }', 'const all = { limit: 3, ...options }; return [all.limit];')],
    ['a pattern', f('{ lines }: Order', 'lines[0] = { price: 1, parts: [] }; return lines.length;'), 'lines[0] = { price: 1, parts: [] }', f('{ lines }: Order', 'return lines.toSorted().length;')],
    ['a method of a class', `${head}export class Shop { best(lines: Line[]): Line | undefined { lines.sort(); return lines[0]; } }\n`, 'lines.sort()', `${head}export class Shop { best(lines: Line[]): Line | undefined { return lines.toSorted()[0]; } }\n`],
    ['the parameter itself under the name of a value', f('user: { name: string }', 'user.name = user.name.trim(); return user;', 'normalizeUser'), 'user.name = user.name.trim()', f('user: { name: string }', 'return { ...user, name: user.name.trim() };', 'normalizeUser')],
  ]);
});

describe('with a contract: what it does not declare', () => {
  testPairs(rule, [
    ['what is not taken over', c('@consume order', 'other.total = 0; void order;', 'order: Order, other: Order'), 'other.total = 0', c('@consume order', 'order.total = 0;')],
    ['what one of two ways does not copy', c('@requires `lines.length > 0`', 'const all = only ? lines.filter(({ tax }) => tax) : lines; all.sort();', 'lines: Line[], only: boolean'), 'all.sort()', c('@requires `lines.length > 0`', 'const all = only ? lines.filter(({ tax }) => tax) : lines.slice(); all.sort();', 'lines: Line[], only: boolean')],
    ['what is filled in from another argument', c('@requires `order.lines`', 'if (!order.owner) order.owner = owner;', 'order: Order, owner: { name: string }'), 'order.owner = owner', c('@requires `order.lines`', 'const mine = { ...order }; mine.owner ??= owner;', 'order: Order, owner: { name: string }')],
    ['what a function fills in', `${head}function fill<T extends object>(target: T, defaults: Partial<T>): T { for (const key of Object.keys(defaults) as (keyof T)[]) target[key] ??= defaults[key] as T[keyof T]; return target; }\n${c('@requires `order.lines`', 'fill(order, { total: 1 });').slice(head.length)}`, 'fill(order, { total: 1 })', `${head}function fill<T extends object>(target: T, defaults: Partial<T>): T { for (const key of Object.keys(defaults) as (keyof T)[]) target[key] ??= defaults[key] as T[keyof T]; return target; }\n${c('@requires `order.lines`', 'fill({ ...order }, { total: 1 });').slice(head.length)}`],
    ['no frame', c('@requires `order.total > 0`', 'order.total = 1;'), 'order.total = 1', c('@requires `order.total > 0`\n@modifies order', 'order.total = 1;')],
    ['another member', c('@modifies order.total', 'order.lines.length = 0;'), 'order.lines.length = 0', c('@modifies order.total, order.lines', 'order.lines.length = 0;')],
    ['a pure function', c('@pure', 'order.total = 1;'), 'order.total = 1', c('@pure', 'const mine = { ...order }; mine.total = 1;')],
    ['nothing', c('@modifies nothing', 'order.lines.length = 0;'), 'order.lines.length = 0', c('@modifies order.lines', 'order.lines.length = 0;')],
    ['an element', c('@requires `order.lines.length > 0`', 'for (const line of order.lines) line.tax = 1;'), 'line.tax = 1', c('@modifies order.lines', 'for (const line of order.lines) line.tax = 1;')],
    ['another parameter', c('@modifies a', 'a.push(1); b.push(2);', 'a: number[], b: number[]'), 'b.push(2)', c('@modifies a, b', 'a.push(1); b.push(2);', 'a: number[], b: number[]')],
    ['a callee that declares it', `${head}/** @modifies order.total */\nfunction pay(order: Order): void { order.total = 0; }\n${c('@requires `order.total > 0`', 'pay(order);').slice(head.length)}`, 'pay(order)', `${head}/** @modifies order.total */\nfunction pay(order: Order): void { order.total = 0; }\n${c('@modifies order.total', 'pay(order);').slice(head.length)}`],
  ]);
});

/** A class with a method that has the contract. */
const m = (contract: string, body: string, name = 'run'): string => `export class Basket { items: string[] = []; n = 0; #sum: number | undefined; static made = 0;\n/** ${contract} */\n${name}(x: string): unknown { ${body} }\nadd(x: string): void { this.items.push(x); }\n/** @pure */\nlook(): number { return this.n; } }\n`;

describe('of its own object: what a contract that names what is changed does not name', () => {
  testPairs(rule, [
    ['a field of a pure method', m('@pure', 'this.n = 1; return x;'), 'this.n = 1', m('@ensures `result === x`', 'this.n = 1; return x;')],
    ['another field', m('@modifies this.items', 'this.n += 1; return x;'), 'this.n += 1', m('@modifies this.items, this.n', 'this.n += 1; return x;')],
    ['a parameter alone', m('@modifies x', 'this.items.push(x); return 0;'), 'this.items.push(x)', m('@modifies x, this', 'this.items.push(x); return 0;')],
    ['by another method', m('@pure', 'this.add(x); return 0;'), 'this.add(x)', m('@pure', 'this.look(); return 0;')],
    ['by another name', m('@pure', 'const { items } = this; items[0] = x; return x;'), 'items[0] = x', m('@pure', 'const items = [...this.items]; items[0] = x; return items;')],
    ['a static method', m('@pure', 'this.made += 1; return x;', 'static of'), 'this.made += 1', m('@modifies this.made', 'this.made += 1; return x;', 'static of')],
    ['a count of a memory', m('@pure', 'this.n += 1; return (this.#sum ??= x.length);'), 'this.n += 1', m('@pure', 'return (this.#sum ??= x.length);')],
    ['a getter', 'export class G { n = 0;\n/** @pure */\nget next(): number { this.n++; return this.n; } }\n', 'this.n++', 'export class G { n = 0;\n/** @pure */\nget next(): number { return this.n + 1; } }\n'],
  ]);
  testSilent(rule, [
    ['a memory that is looked at', m('@pure', 'if (this.#sum === undefined) this.#sum = x.length * 2; return this.#sum;')],
    ['the constructor', 'export class G { n; /** @pure */ constructor(n: number) { this.n = n; } }\n'],
    ['another object of the class', 'export class G { n = 0; /** @pure */ with(n: number): G { const other = new G(); other.n = n; return other; } }\n'],
  ]);
  test('the message says what to declare, and is short', () => {
    const [pure] = said(rule, m('@pure', 'this.n = 1; return x;'));
    expect(pure?.message).toMatch(/^`run` changes `this\.n` here, .* that it changes nothing: .* `@modifies this\.n`/);
    const [other] = said(rule, m('@modifies this.items', 'this.n = 1; return x;'));
    expect(other?.message).toMatch(/^`run` changes `this\.n` here, .* Add `@modifies this\.n` to it/);
    for (const each of [pure, other]) expect(each?.message.length).toBeLessThanOrEqual(400);
  });
});

describe('silent where', () => {
  testSilent(rule, [
    ['a function with a contract remembers what it made', c('@requires `order.lines`', 'if (order.owner === undefined) order.owner = { name: `x${order.total}` };')],
    ['the caller says whether its own is to be changed', f('xs: number[], inPlace: boolean', 'const all = inPlace ? xs : xs.slice(); all.sort(); return all[0];')],
    ['a function of the file gives what it was handed, and says so by its name', `${head}function addTax(order: Order): Order { order.total = 1; return order; }\n${f('order: Order', 'return addTax(order);').slice(head.length)}`],
    ['nobody calls the function that does with what others hold', `${head}function taxed(order: Order): Order { order.total = 1; return { ...order }; }\n${f('lines: Line[]', 'return taxed({ lines, total: 0, owner: { name: "x" } }).total;').slice(head.length)}`],
    ['there is no result', f('xs: number[]', 'xs.sort();')],
    ['the parameter is given back', f('o: { a: number }', 'o.a = 1; return o;', 'apply')],
    ['it is called after the change', f('xs: number[]', 'xs.push(1); return xs.length;', 'addOne')],
    ['the name says in place', f('xs: number[]', 'xs.sort(); return xs[0];', 'minInPlace')],
    ['the result says how it went', f('xs: number[]', 'if (xs.length > 0) { xs.pop(); return true; } return false;', 'lessen')],
    ['the parameter is there to be written', f('out: number[]', 'out.push(1); return out.length;')],
    ['the type is of what is there to be written', 'interface NodeBuilder { parts: string[] }\nexport function median(b: NodeBuilder): string { b.parts.push("x"); return b.parts.join(""); }\n'],
    ['a draft', f('draft: Order', 'draft.total = 1; return draft.lines.length;')],
    ['a ref', f('ref: { current: number }', 'ref.current = 1; return [ref];')],
    ['a request', f('ctx: { body: string }', 'ctx.body = "x"; return [ctx.body];')],
    ['the seed of a reduce', f('xs: string[]', 'return xs.reduce((found: Record<string, number>, x) => { found[x] = 1; return found; }, {});')],
    ['it is given another value', f('xs: number[]', 'xs = [...xs]; xs.sort(); return xs[0];')],
    ['rest parameters', f('...xs: number[]', 'xs.sort(); return xs[0];')],
    ['a rest element', f('{ total, ...rest }: Order', 'rest.lines = []; return [total, rest];')],
    ['a memory', f('box: { made?: number[] }', 'if (!box.made) box.made = [1].map((x) => x); return box.made.length;')],
    ['a local function', `${head}function median(xs: number[]): number | undefined { xs.sort(); return xs[0]; }\nexport const m = median([1]);\n`],
    ['a reason instead of a contract', c('@noContract it is an adapter', 'order.total = 1;')],
    ['the caller trusts it', c('@trusted measured elsewhere', 'order.total = 1;')],
    ['a closure does it later', f('xs: number[]', 'return () => { xs.sort(); };')],
    ['a regular expression is wound back', f('re: RegExp', 're.lastIndex = 0; return re.test("x");')],
  ]);
});

test('what a member is needs types where another file declares it', () => {
  const own = f('order: Order', 'const { lines } = order; lines.pop(); return order.total;');
  expect(marked(rule, own)).toEqual(['lines.pop()']);
  const text = "import type { Bill } from './bill.js';\nexport function median(bill: Bill): number { const { lines } = bill; lines.pop(); return bill.total; }\n";
  const others = { '../src/bill.ts': 'export interface Bill { lines: string[]; total: number }\n' };
  expect(said(rule, text, { others }).map((each) => each.marked)).toEqual(['lines.pop()']);
  expect(said(rule, text, { others, untyped: true })).toEqual([]);
});

test('only functions with a contract, where so set', () => {
  const options = [{ scope: 'contract' }];
  expect(marked(rule, f('xs: number[]', 'xs.sort(); return xs[0];'), { options })).toEqual([]);
  expect(marked(rule, c('@requires `order.total > 0`', 'order.total = 1;'), { options })).toHaveLength(1);
});

test('names can be left out, and messages say which clause is needed', () => {
  const text = f('xs: number[]', 'xs.sort(); return xs[0];');
  expect(marked(rule, text, { options: [{ ignore: ['xs'] }] })).toEqual([]);
  expect(said(rule, text)[0]?.message).toMatch(/^`median` changes `xs` here, .* `@modifies xs`\.$/);
  expect(said(rule, c('@pure', 'order.total = 1;'))[0]?.message).toMatch(/its contract says that it changes nothing/);
  for (const each of [text, c('@pure', 'order.total = 1;')]) expect(said(rule, each)[0]?.message.length).toBeLessThanOrEqual(400);
});

test('an heir has the contract of its base', () => {
  const text = (clause: string): string => `${head}interface Payer {\n/** ${clause} */\npay(order: Order): void; }\nexport class Cash implements Payer { pay(order: Order): void { order.total = 0; } }\n`;
  expect(marked(rule, text('@requires `order.total > 0`'))).toEqual(['order.total = 0']);
  expect(marked(rule, text('@modifies order.total'))).toEqual([]);
});
