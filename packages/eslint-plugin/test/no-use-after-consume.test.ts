/** `no-use-after-consume`: each use of what is given away, or disposed, beside one that is in time. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-use-after-consume';

const head = `
interface Connection { id: number; closed: boolean; query(text: string): Promise<number>; }
declare function log(...values: unknown[]): void;
declare function open(): Connection & Disposable;
declare function isFree(): boolean;
interface Disposable { dispose(): void }
/** @consume connection */
function release(connection: Connection): void { log(connection.id); }
/** @consume parts.body */
function send(parts: { body: Connection; name: string }): void { log(parts); }
class Pool {
  /** @consume connection */
  put(connection: Connection): void { log(connection); }
  /** @consume first */
  constructor(first: Connection) { log(first); }
}
async function load(connection: Connection): Promise<number> { return connection.query('x'); }
`;

function f(body: string, parameters = 'a: Connection, b: Connection, isDone: boolean, all: Connection[], pool: Pool'): string {
  return `${head}export async function f(${parameters}): Promise<unknown> { ${body}; return 0; }\n`;
}

describe('what is given away, and its neighbour that is not', () => {
  testPairs(rule, [
    ['a member', f('release(a); log(a.id)'), 'a', f('log(a.id); release(a)')],
    ['another one', f('release(a); log(a)'), 'a', f('release(a); log(b)')],
    ['twice', f('release(a); release(a)'), 'a', f('release(a); release(b)')],
    ['a write', f('release(a); a.id = 1'), 'a', f('a.id = 1; release(a)')],
    ['set anew', f('release(a); log(a.id)'), 'a', f('release(a); a = open(); log(a.id)')],
    ['one way', f('if (isDone) release(a); log(a.id)'), 'a', f('if (isDone) { release(a); return 0; } log(a.id)')],
    ['other branches', f('if (isDone) { release(a); log(a.id); }'), 'a', f('if (isDone) release(a); else log(a.id)')],
    ['a loop', f('while (isFree()) release(a)'), 'a', f('while (isFree()) { const c = open(); release(c); }')],
    ['a method of a class', f('pool.put(a); log(a.id)'), 'a', f('pool.put(a); log(pool)')],
    ['a constructor', f('log(new Pool(a), a.id)'), 'a', f('log(a.id, new Pool(a))')],
    ['a part', f('const parts = { body: a, name: "x" }; send(parts); log(parts.body)'), 'parts.body', f('const parts = { body: a, name: "x" }; send(parts); log(parts.name)')],
    ['a later function', f('release(a); return () => a.id'), 'a', f('const { id } = a; release(a); return () => id')],
    ['an alias', f('const c = a; release(c); log(a.id)'), 'a', f('const c = b; release(c); log(a.id)')],
    ['a finally', f('try { release(a); } finally { log(a.id); }'), 'a', f('try { log(a.id); } finally { release(a); }')],
    ['an awaited call', f('await Promise.all([1]); release(a); await a.query("x")'), 'a', f('await a.query("x"); release(a)')],
  ]);
});

describe('what `using` disposes, and its neighbour that is waited for or moved', () => {
  testPairs(rule, [
    ['returned', f('using a = open(); return a', 'n: number'), 'return a;', f('const a = open(); return a', 'n: number')],
    ['returned in an object', f('using a = open(); return { a }', 'n: number'), 'return { a };', f('using a = open(); return { id: a.id }', 'n: number')],
    ['stored', `${head}export class A { c: Connection | undefined; f(): void { using a = open(); this.c = a; } }`, 'this.c = a', `${head}export class A { c: number | undefined; f(): void { using a = open(); this.c = a.id; } }`],
    ['put on a list', f('using a = open(); all.push(a)', 'all: Connection[]'), 'all.push(a)', f('using a = open(); const own: Connection[] = []; own.push(a); log(own.length)', 'all: Connection[]')],
    ['kept by a function', f('using a = open(); return () => a.id', 'n: number'), 'a', f('using a = open(); const id = a.id; return () => id', 'n: number')],
    ['kept by a timer', f('using a = open(); setTimeout(() => log(a.id), 10)', 'n: number'), 'a', f('using a = open(); await new Promise((done) => setTimeout(() => done(a.id), 10))', 'n: number')],
    ['a promise that goes on', f('using a = open(); return load(a).then((n) => n + 1).catch(() => 0)', 'n: number'), 'load(a).then((n) => n + 1).catch(() => 0)', f('using a = open(); return await load(a).then((n) => n + 1)', 'n: number')],
    ['a promise of another', f('using a = open(); return a.query("x").then(log)', 'n: number'), 'a.query("x").then(log)', f('using a = open(); log(a.id); return load(1 as never).then(log)', 'n: number')],
    ['a promise that is not awaited', f('using a = open(); return load(a)', 'n: number'), 'load(a)', f('using a = open(); return await load(a)', 'n: number')],
    ['consumed', f('using a = open(); release(a)', 'n: number'), 'release(a)', f('using a = open(); log(a)', 'n: number')],
  ]);
});

describe('silent on', () => {
  testSilent(rule, [
    ['a loop over what is consumed', f('for (const x of all) release(x)')],
    ['a callback over what is consumed', f('all.forEach((x) => release(x))')],
    ['an index that goes on', f('for (let i = 0; i < all.length; i++) release(all[i]!)')],
    ['a queue', f('while (all.length > 0) { release(all[0]!); all.shift(); }')],
    ['whether it is closed', f('release(a); log(a.closed)')],
    ['a comparison', f('release(a); return a === b')],
    ['taking it off a list', `${head}export function f(open: Set<Connection>, a: Connection) { release(a); open.delete(a); }`],
    ['conditions that exclude each other', f('if (isDone) release(a); if (!isDone) log(a.id)')],
    ['the handler of the failed call', f('try { release(a); } catch (error) { log(error, a.id); }')],
    ['a flag that says who owns it', f('let owned = true; try { log(a.id); release(a); owned = false; } finally { if (owned) log(a.id); }')],
    ['what was taken out before', f('const id = a.id; release(a); log(id)')],
    ['a field that is set anew', `${head}export class A { c = open() as Connection; f() { release(this.c); this.c = open(); log(this.c.id); } }`],
    ['a field that a method sets anew', `${head}export class A { c = open() as Connection; f() { release(this.c); this.renew(); log(this.c.id); } renew() { this.c = open(); } }`],
    ['a function that is called so, without a contract', 'function release(a: { id: number }) { return a; }\nexport function f(a: { id: number }) { release(a); return a.id; }'],
    ['prose', 'interface A { id: number }\n/** Takes it. @consume the whole thing, slowly */\nfunction release(a: A) { return a; }\nexport function f(a: A) { release(a); return a.id; }'],
    ['a stack that is moved', f('using stack = new DisposableStack(); stack.use(open()); return stack.move()', 'n: number').replace('interface Disposable {', 'declare class DisposableStack { use(x: unknown): void; move(): DisposableStack; dispose(): void }\ninterface Disposable {')],
  ]);
});

test('a contract of another file counts, and one of a declaration file', () => {
  const text = "import { release } from './pool.ts';\nimport { end as stop } from './lib.js';\nexport function f(a: { id: number }, b: { id: number }): number { release(a); stop(b); return a.id + b.id; }\n";
  const others = {
    '../src/pool.ts': '/** @consume connection */\nexport function release(connection: { id: number }): void { void connection; }\n',
    '../src/lib.d.ts': '/** @consume thing */\nexport declare function end(thing: { id: number }): void;\n',
  };
  expect(said(rule, text, { others, compilerOptions: { allowImportingTsExtensions: true, noEmit: true } }).map((each) => each.marked)).toEqual(['a', 'b']);
});

test('the message names what was given away, by what and where', () => {
  const [finding] = said(rule, f('release(a);\nlog(a.id)'));
  expect(finding?.message).toMatch(/`a` is used here, but `a` was given away in line \d+: the contract of `release` says @consume/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
  expect(marked(rule, f('release(a); log(a.id)'), { fileName: 'a.test.ts' })).toEqual([]);
});
