/** `no-undeclared-module-write`: each hidden write of a module's variable beside one that is declared or local. */
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-undeclared-module-write';
const head = `
let total = 0;
let last: string | undefined;
const path: string[] = [];
const seen = new Set<string>();
const cache = new Map<string, number>();
const settings = { depth: 0, inner: { n: 0 } };
`;
/** A function without a contract that gives a value. */
const f = (body: string, name = 'outline'): string => `${head}export function ${name}(x: string): unknown { ${body} }\n`;
/** A function with the contract. */
const c = (contract: string, body: string, more = ''): string => `${head}${more}/**\n * ${contract.split('\n').join('\n * ')}\n */\nexport function run(x: string): void { ${body} }\n`;

describe('without a contract: what gives a value and writes on the way', () => {
  testPairs(rule, [
    ['a variable of a namespace', 'export namespace Money { let mode = ""; export function shown(cents: number, next: string): string { mode = next; return mode + cents; } }', 'mode = next', 'export namespace Money { export function shown(cents: number, next: string): string { const mode = next; return mode + cents; } }'],
    ['a number that starts again', 'let sequence = 0;\nlet at = 0;\nfunction tick(now: number): number { if (now === at) sequence += 1; else { sequence = 0; at = now; } return sequence; }\nexport function seal(now: number): string { return `${now}-${tick(now)}`; }', 'tick(now)', 'let sequence = 0;\nfunction tick(): number { sequence += 1; return sequence; }\nexport function seal(now: number): string { return `${now}-${tick()}`; }'],
    ['by a method of an object that is made there', head + 'class Parser { constructor(readonly text: string) {} value(): number { last = this.text; return 1; } }\nexport function median(text: string): number { return new Parser(text).value(); }\n', 'new Parser(text).value()', head + 'class Parser { last = ""; constructor(readonly text: string) {} value(): number { this.last = this.text; return 1; } }\nexport function median(text: string): number { return new Parser(text).value(); }\n'],
    ['the largest that was seen', `const widths = new Map<string, number>();\n` + f('const n = widths.get(x) ?? 0; if (x.length > n) widths.set(x, x.length); return x.padEnd(widths.get(x) ?? 0);'), 'widths.set(x, x.length)', `const seenAt = new Map<string, number>();\n` + f('const now = Date.now(); const n = seenAt.get(x) ?? 0; if (now - n > 1000) seenAt.set(x, now); return x;')],
    ['the largest by Math.max', `const widths: Record<string, number> = {};\n` + f('widths[x] = Math.max(widths[x] ?? 0, x.length); return x.padEnd(widths[x] ?? 0);'), 'widths[x] = Math.max(widths[x] ?? 0, x.length)', f('const widths: Record<string, number> = {}; widths[x] = Math.max(widths[x] ?? 0, x.length); return x.padEnd(widths[x] ?? 0);')],
    ['a variable', f('last = x; return x.length;'), 'last = x', f('const last = x; return last.length;')],
    ['an array', f('path.push(x); return path.join("/");'), 'path.push(x)', f('const path = [x]; return path.join("/");')],
    ['a member', f('settings.depth = x.length; return x + 1;'), 'settings.depth = x.length', f('const mine = { ...settings, depth: x.length }; return mine.depth;')],
    ['an alias', f('const { inner } = settings; inner.n = 1; return x + 1;'), 'inner.n = 1', f('const inner = { ...settings.inner }; inner.n = 1; return inner;')],
    ['Object.assign', f('Object.assign(settings, { depth: 1 }); return x + 1;'), 'Object.assign(settings, { depth: 1 })', f('return Object.assign({}, settings, { depth: 1 });')],
    ['a count of its own', f('if (x === "") { total += 1; return x; } return x + 1;'), 'total += 1', f('if (x === "") { total += 1; return total; } return 0;')],
    ['through a function', f('note(x); return x.length;') + 'function note(x: string): void { last = x; }\n', 'note(x)', f('note(x); return x.length;') + 'function note(x: string): void { void (x + last); }\n'],
    ['through a method', `${head}export class A { outline(x: string): number { this.note(x); return x.length; } private note(x: string): void { path.push(x); } }\n`, 'this.note(x)', `${head}export class A { outline(x: string): number { this.note(x); return x.length; } private note(x: string): void { cache.set(x, cache.get(x) ?? 1); } }\n`],
    ['what is looked at only afterwards', f('if (x !== "") last = x; return `${x}${last}`;'), 'last = x', f('if (last === undefined) last = x; return `${x}${last}`;')],
    ['what a function looks at afterwards', f('last = x; return shown(x);') + 'function shown(x: string): string { return `${x}${last}`; }\n', 'last = x', f('const mine = x; return shown(x, mine);') + 'function shown(x: string, mine: string): string { return `${x}${mine}`; }\n'],
    ['a member that is looked at only afterwards', f('if (x !== "") settings.depth = x.length; return x.repeat(settings.depth);'), 'settings.depth = x.length', f('if (settings.depth < 1) settings.depth = x.length; return x.repeat(settings.depth);')],
    ['a definition that is registered', f('seen.add(x); return x;', 'defineName'), 'seen.add(x)', f('seen.add(x);', 'defineName')],
    ['a push', f('path.push(x); return x.length + path.length;'), 'path.push(x)', f('path.push(x); const n = x.length + path.length; path.pop(); return n;')],
    ['a method', `${head}export class A { outline(x: string): number { last = x; return x.length; } }\n`, 'last = x', `${head}export class A { last = ''; outline(x: string): number { this.last = x; return x.length; } }\n`],
  ]);
});

describe('with a contract: what it does not declare', () => {
  testPairs(rule, [
    ['an entry that a function finds or makes', c('@requires `x.length > 0`', 'noteAt(x).push(x);', 'const lists = new Map<string, string[]>();\nfunction noteAt(x: string): string[] { const known = lists.get(x); if (known) return known; const made: string[] = []; lists.set(x, made); return made; }\n'), 'noteAt(x).push(x)', c('@requires `x.length > 0`', 'noteAt(x).slice().push(x);', 'const lists = new Map<string, string[]>();\nfunction noteAt(x: string): string[] { const known = lists.get(x); if (known) return known; const made: string[] = []; lists.set(x, made); return made; }\n')],
    ['no frame', c('@requires `x.length > 0`', 'last = x;'), 'last = x', c('@requires `x.length > 0`\n@modifies last', 'last = x;')],
    ['a static member', `${head}export class A { static #next = 0;\n/** @ensures \`result >= 0\` */\nstatic take(): number { return A.#next++; } }\n`, 'A.#next++', `${head}export class A { static #next = 0;\n/** @modifies this */\nstatic take(): number { return A.#next++; } }\n`],
    ['a count', c('@requires `x.length > 0`', 'total += 1;'), 'total += 1', c('@modifies total', 'total += 1;')],
    ['a pure function', c('@pure', 'path.push(x);'), 'path.push(x)', c('@pure', 'void [...path, x];')],
    ['nothing', c('@modifies nothing', 'settings.depth = 1;'), 'settings.depth = 1', c('@modifies settings', 'settings.depth = 1;')],
    ['another member', c('@modifies settings.depth', 'settings.inner.n = 1;'), 'settings.inner.n = 1', c('@modifies settings.inner', 'settings.inner.n = 1;')],
    ['another variable', c('@modifies total', 'total += 1; last = x;'), 'last = x', c('@modifies total, last', 'total += 1; last = x;')],
    ['through a function', c('@requires `x.length > 0`', 'note(x);', 'function note(x: string): void { last = x; }\n'), 'note(x)', c('@modifies last', 'note(x);', 'function note(x: string): void { last = x; }\n')],
    ['through two functions', c('@pure', 'outer(x);', 'function outer(x: string): void { note(x); }\nfunction note(x: string): void { last = x; }\n'), 'outer(x)', c('@pure', 'outer(x);', 'function outer(x: string): void { note(x); }\n/** @pure */\nfunction note(x: string): void { void x; }\n')],
  ]);
});

describe('silent where', () => {
  testSilent(rule, [
    ['a getter does it, which another rule reports', 'const log: string[] = [];\nexport class Person { constructor(readonly first: string) {} get name(): string { log.push(this.first); return this.first; } }\nexport function last(): string | undefined { return log.at(-1); }\n'],
    ['it is a memory', f('const known = cache.get(x); if (known !== undefined) return known; cache.set(x, x.length); return x.length;')],
    ['it is a memory under @pure', c('@pure', 'if (!cache.has(x)) cache.set(x, x.length);')],
    ['it is made once', f('last ??= x; return last.length;')],
    ['it is kept once, and looked at', f('if (last === undefined) last = x; return last.length;')],
    ['the last question and its answer are kept', f('if (last !== x) { last = x; total = x.length; } return total;')],
    ['there is no result', f('last = x;')],
    ['it is called after the change', f('last = x; return x.length;', 'setLast')],
    ['it counts', f('total += 1; return total;')],
    ['it numbers', f('const id = total++; return `${x}${id}`;')],
    ['it numbers through a function', f('return `${x}${next()}`;') + 'function next(): number { total += 1; return total; }\n'],
    ['an entry is made once, through a function', f('return entry(x);') + 'const entries: Record<string, number> = {};\nfunction entry(x: string): number { return (entries[x] ??= x.length); }\n'],
    ['it is put back by a function', f('return inside(x);') + 'function inside(x: string): number { const before = last; last = x; try { return x.length; } finally { last = before; } }\n'],
    ['a local is written', f('let mine = 0; mine += 1; return mine;')],
    ['it is put back', f('const before = last; last = x; try { return x.length; } finally { last = before; }')],
    ['it runs as the file is loaded', `${head}seen.add("x");\nlast = "x";\n`],
    ['objects are remembered weakly', 'const known = new WeakMap<object, number>();\nexport function outline(o: object): number { known.set(o, 1); return 1; }\n'],
    ['a regular expression is wound back', 'const re = /x/g;\nexport function outline(x: string): boolean { re.lastIndex = 0; return re.test(x); }\n'],
    ['a reason stands in', c('@noContract it is a hook', 'last = x;')],
    ['the function is not exported', `${head}function outline(x: string): number { last = x; return 1; }\nvoid outline("x");\n`],
  ]);
});

test('only functions with a contract, where so set; names can be left out', () => {
  expect(marked(rule, f('last = x; return x.length;'), { options: [{ scope: 'contract' }] })).toEqual([]);
  expect(marked(rule, c('@pure', 'last = x;'), { options: [{ scope: 'contract' }] })).toHaveLength(1);
  expect(marked(rule, f('last = x; return x.length;'), { options: [{ ignore: ['last'] }] })).toEqual([]);
});

test('messages name the variable and the way to it, and are short', () => {
  const [found] = said(rule, c('@requires `x.length > 0`', 'note(x);', 'function note(x: string): void { last = x; }\n'));
  expect(found?.message).toMatch(/^`run` changes `last` here through `note`, .* Add `@modifies last`/);
  const [silent] = said(rule, f('last = x; return x.length;'));
  expect(silent?.message.length).toBeLessThanOrEqual(400);
});

describe('in a package without contracts', () => {
  const elsewhere = { untyped: true, fileName: relative(import.meta.dirname, '/nowhere/sample.ts') };
  test('what a function declares is meant, what it does not is not', () => {
    const take = (tag: string): string => `const state = { next: 1 };\nlet other = 0;\n/** ${tag} */\nexport function outline(x: string): number { state.next += x.length; return other; }\n`;
    expect(said(rule, take('Numbers it.'), elsewhere)).toHaveLength(1);
    expect(said(rule, take('@modifies state'), elsewhere)).toEqual([]);
    expect(said(rule, take('@modifies other'), elsewhere)).toHaveLength(1);
  });
});

test('a constructor declares what is static by the name of its class', () => {
  const counted = (tag: string): string => `export class A { static #next = 0; readonly id: number;\n/** ${tag} */\nconstructor() { this.id = A.#next; A.#next += 1; } }\n`;
  expect(said(rule, counted('@modifies A'))).toEqual([]);
  expect(said(rule, counted('@modifies nothing'))).toHaveLength(1);
});
