/** `no-check-then-act-across-await`: each condition that is out of date beside its neighbours that are not. */
import { describe, expect, test } from 'vitest';
import { marked, method, module, said } from './race-cases.ts';

const rule = 'no-check-then-act-across-await';

/** A service that keeps what it loads in an object of another class of the file. */
const service = (body: string, more = ''): string => module(`class Cache { readonly #entries = new Map<string, number>();
  has(key: string): boolean { return this.#entries.has(key); }
  get isFull(): boolean { return this.#entries.size > 9; }
  find(key: string): number | undefined { const found = this.#entries.get(key); return found === 0 ? undefined : found; }
  put(key: string, value: number): void { this.#entries.set(key, value); } }
${more}export class Service { readonly #cache = new Cache(); constructor(private readonly other: Cache) {} async run(key: string): Promise<void> { ${body} void this.other; } }`);

describe('acting on what was so is reported', () => {
  test.each([
    ['the size of a set, beside a size of its own', module('export class Pool { readonly open = new Set<number>(); constructor(readonly size: number) {} async f() { if (this.open.size < this.size) { const n = await load(); this.open.add(n); } } }'), 'this.open.add(n)'],
    ['the way to another state, where the answer was asked for too', module('interface Order { status: string }\nexport class A { private orders = new Map<string, Order>(); async f(id: string) { const order = this.orders.get(id); if (order?.status !== "new") throw new Error(id); const ok = await load(id); if (!ok) return; order.status = "paid"; } }'), 'order.status = "paid"'],
    ['the way to another state, with more that is asked', module('export class A { status = "idle"; async f(id: string) { if (id !== "" && this.status === "idle") { const ok = await load(id); if (ok) this.status = "ready"; } } }'), 'this.status = "ready"'],
    ['a count that a loop over what comes in moves on', method('if (this.n > 0) return 0; for await (const x of load as unknown as AsyncIterable<number>) { this.n += x; } return 0;'), 'this.n += x'],
    ['a list that a loop which waits fills', method('if (this.queue.length > 0) return 0; while (key !== signal.reason) { const x = await load(); this.queue.push(x); } return 0;'), 'this.queue.push(x)'],
    ['a flag that a setter sets', module('export class Door { #open = false; get isOpen(): boolean { return this.#open; } set open(value: boolean) { this.#open = value; } async f() { if (this.isOpen) return; await load(); this.open = true; } }'), 'this.open = true'],
    ['what a function says of an entry', module('const fresh = (n: number | undefined): boolean => { if (n === undefined) return false; return n > 1; };\nexport async function f(key: string) { const hit = cache.get(key); if (fresh(hit)) return hit; const v = await load(key); cache.set(key, v); return v; }'), 'cache.set(key, v)'],
    ['what an unknown function says of an entry', module('declare const fresh: (n: unknown) => boolean;\nconst known: Record<string, number> = {};\nexport async function f(key: string) { if (fresh(known[key])) return 0; const v = await load(key); known[key] = v; return v; }'), 'known[key] = v'],
    ['what a function says of a parameter', module('const isFree = (hall: Map<string, string>, id: string): boolean => !hall.has(id);\nexport async function f(hall: Map<string, string>, id: string) { if (!isFree(hall, id)) return; await load(); hall.set(id, "x"); }'), 'hall.set(id, "x")'],
    ['what a method looks for in a loop', module('export class A { private slots: { from: number }[] = []; private has(n: number): boolean { for (const slot of this.slots) { if (slot.from === n) return true; } return false; } async f(n: number) { if (this.has(n)) return; await load(); this.slots.push({ from: n }); } }'), 'this.slots.push({ from: n })'],
    ['what a function refuses by throwing', module('interface Order { status: string }\nfunction mustBeOpen(order: Order): void { if (order.status !== "open") throw new Error(order.status); }\nexport class A { private orders = new Map<string, Order>(); async f(id: string) { const order = this.orders.get(id)!; mustBeOpen(order); await load(); order.status = "paid"; } }'), 'order.status = "paid"'],
    ['what is asserted', module('declare function assert(x: unknown): void;\nexport class A { private busy = false; async f() { assert(!this.busy); await load(); this.busy = true; } }'), 'this.busy = true'],
    ['a limit with a default, which is no second look', method('const n = (this.cache.get(key) ?? 0) < 3; if (!n) return 0; await load(); this.cache.set(key, (this.cache.get(key) ?? 0) + 1); return 0;'), 'this.cache.set(key, (this.cache.get(key) ?? 0) + 1)'],
    ['own state that is called ctx', module('export function make() { const ctx: { conn?: number } = {}; return { async open() { if (ctx.conn === undefined) { const made = await load(); ctx.conn = made; } } }; }'), 'ctx.conn = made'],
    ['a function that what is given out calls', module('export function make() { let conn: number | undefined; const open = async () => { if (conn === undefined) { const made = await load(); conn = made; } }; return { send: async () => { await open(); } }; }'), 'conn = made'],
    ['an entry that a method sets after it made room', module('export class A { private all = new Map<string, number>(); private put(key: string, v: number): void { if (this.all.size > 9) this.all.clear(); this.all.set(key, v); } async f(key: string) { if (this.all.has(key)) return; const v = await load(); this.put(key, v); } }'), 'this.put(key, v)'],
    ['an object of another class', service('if (this.#cache.has(key)) return; const v = await load(key); this.#cache.put(key, v);'), 'this.#cache.put(key, v)'],
    ['an object that is handed in, by a getter', service('if (this.other.isFull) return; const v = await load(key); this.other.put(key, v);'), 'this.other.put(key, v)'],
    ['what a function beside it asks', module('export function runner() { const active = new Map<string, number>(); function isBusy(id: string): boolean { return active.has(id); } return { async start(id: string) { if (isBusy(id)) return; const n = await load(id); active.set(id, n); } }; }'), 'active.set(id, n)'],
    ['a connection that is tried again', method('if (this.conn !== undefined) return this.conn; let last: unknown; for (let i = 0; i < 3; i++) { try { const conn = await load(); this.conn = conn; return conn; } catch (error) { last = error; } } throw last;'), 'this.conn = conn'],
    ['a cache that is filled', method('if (this.cache.has(key)) return 0; const v = await load(); this.cache.set(key, v); return v;'), 'this.cache.set(key, v)'],
    ['a cache that is asked by get', method('let v = this.cache.get(key); if (v === undefined) { v = await load(); this.cache.set(key, v); } return v;'), 'this.cache.set(key, v)'],
    ['a cache of the module', module('export async function f(key: string) { if (!cache.has(key)) cache.set(key, await load()); return cache.get(key); }'), 'cache.set(key, await load())'],
    ['a flag that is set last', method('if (!this.started) { await load(); this.started = true; } return 0;'), 'this.started = true'],
    ['a flag behind an early return', method('if (this.started) return 0; await load(); this.started = true; return 0;'), 'this.started = true'],
    ['stock that is sold', method('if (this.n > 0) { await load(); this.n -= 1; } return 0;'), 'this.n -= 1'],
    ['a limit', method('if (this.queue.length < 3) { await load(); this.queue.push(1); } return 0;'), 'this.queue.push(1)'],
    ['a lazy value', method('this.conn ??= await load(); return this.conn;'), 'this.conn ??= await load()'],
    ['a lazy value of the module', module('let conn: number | undefined;\nexport async function f() { if (conn === undefined) conn = await load(); return conn; }'), 'conn = await load()'],
    ['a conditional', method('const known = this.ids.has(key); if (!known) { await load(); this.ids.add(key); } return 0;'), 'this.ids.add(key)'],
    ['an element that a method finds', module('export class Hall { private seats = new Map<string, { holder?: string }>(); private find(id: string) { const seat = this.seats.get(id); if (!seat) throw new Error(id); return seat; } async f(key: string, who: string) { const seat = this.find(key); if (seat.holder !== undefined) return; await load(); seat.holder = who; } }'), 'seat.holder = who'],
    ['a cache that a method fills', module('export class Files { private byId = new Map<string, number>(); private put(id: string, value: number): void { this.byId.set(id, value); } async f(key: string) { const hit = this.byId.get(key); if (hit !== undefined) return hit; const v = await load(key); this.put(key, v); return v; } }'), 'this.put(key, v)'],
    ['stock that a method takes', module('export class Shop { private left = 3; private take(): void { this.left -= 1; } async f() { if (this.left <= 0) return false; await load(); this.take(); return true; } }'), 'this.take()'],
    ['a switch', method('switch (this.n) { case 0: await load(); this.n = 1; } return 0;'), 'this.n = 1'],
    ['a balance that a parameter holds', module('export async function f(a: { n: number }) { if (a.n >= 1) { await load(); a.n -= 1; } }'), 'a.n -= 1'],
    ['a turn that nobody asks for', method('const mine = Symbol(key); this.turn = mine; if (!this.ids.has(key)) { await load(mine); this.ids.add(key); } return 0;'), 'this.ids.add(key)'],
    ['another turn that is asked for', method('const mine = Symbol(key); if (!this.ids.has(key)) { await load(mine); if (this.turn !== mine) return 0; this.ids.add(key); } return 0;'), 'this.ids.add(key)'],
    ['a record that is asked by `in`', module('const known: Record<string, number> = {};\nexport async function f(key: string) { if (!(key in known)) known[key] = await load(key); return known[key]; }'), 'known[key] = await load(key)'],
    ['a record that is asked by Object.hasOwn', module('const known: Record<string, number> = {};\nexport async function f(key: string) { if (Object.hasOwn(known, key)) return 0; const v = await load(key); known[key] = v; return v; }'), 'known[key] = v'],
    ['a member that is asked by its name', module('const known: { first?: number } = {};\nexport async function f() { if (!("first" in known)) known.first = await load(); }'), 'known.first = await load()'],
    ['a flag that keeps others out, but is set late', method('if (this.running) return 0; const job = await load(); if (job === 0) return 0; this.running = true; try { await load(job); } finally { this.running = false; } return job;'), 'this.running = true'],
    ['a cache that is filled in a callback of then', module('export function f(key: string): Promise<number> { const known = cache.get(key); if (known !== undefined) return Promise.resolve(known); return load(key).then((x) => { cache.set(key, x); return x; }); }'), 'cache.set(key, x)'],
    ['stock that is sold in a callback of then', method('if (this.n <= 0) return 0; return load().then(() => { this.n -= 1; });'), 'this.n -= 1'],
    ['a limit that a method knows', method('if (this.isFull()) return 0; await load(); this.queue.push(1); return 0;'), 'this.queue.push(1)'],
    ['an entry that a method looks for', method('if (this.knows(key)) return 0; const v = await load(); this.cache.set(key, v); return v;'), 'this.cache.set(key, v)'],
    ['a flag that a getter knows', method('if (this.isIdle) { await load(); this.running = true; } return 0;'), 'this.running = true'],
    ['a flag that a function of the module knows', module('let ready = false;\nconst isReady = (): boolean => ready;\nexport async function f() { if (!isReady()) { await load(); ready = true; } }'), 'ready = true'],
    ['a flag that is dirty', method('if (this.started) { await load(); this.started = false; } return 0;'), 'this.started = false'],
  ])('%s', (_, text, expected) => expect(marked(rule, text)).toEqual([expected.replace('this.conn ??= await load()', 'this.conn ??= await load()')]));
});

describe('silent where', () => {
  test.each([
    ['bytes are written by a name whose number cannot change', module('interface Sample { unit: Uint8Array }\nexport async function f(samples: Sample[], i: number) { const { unit } = samples[i]!; if (unit.length <= 16) return; const n = await load(unit.subarray(16)); unit.set([n], 16); }')],
    ['bytes are written whose number cannot change', module('export async function f(bytes: Uint8Array) { if (bytes.length <= 16) return; const n = await load(bytes.subarray(16)); bytes.set([n], 16); }')],
    ['an end is noted that may be noted twice', module('export class A { status = "open"; async f(id: string) { if (this.status === "closed") return; const more = await load(id); if (!more) this.status = "closed"; } }')],
    ['the state is asked for again', module('export class A { status = "idle"; async f(id: string) { if (this.status !== "idle") return; const ok = await load(id); if (!ok || this.status !== "idle") return; this.status = "ready"; } }')],
    ['a member that is called size says how large a thing is', module('interface Box { size: number; label: string }\nexport class A { box: Box = { size: 1, label: "" }; async f() { if (this.box.size > 3) return; const n = await load(); this.box.label += String(n); } }')],
    ['the object has a size of its own', module('export class A { size = 1; done: number[] = []; async f() { if (this.size > 3) return; const n = await load(); this.done.push(n); } }')],
    ['what was taken out is asked, and something new stands there', method('const taken = this.queue; this.queue = []; if (taken.length === 0) return 0; try { await load(taken); } catch { this.queue = [...taken, ...this.queue]; } return 0;')],
    ['what was there is there still', module('export class Ledger { readonly #members = new Map<string, { points: number }>(); async f(id: string) { const before = this.#members.get(id)?.points; if (before === undefined) return 0; const n = await load(); const member = this.#members.get(id); if (member === undefined) return 0; member.points += n; return member.points - before; } }')],
    ['a state is set before the old one is asked', method('const was = this.running; this.running = true; if (was) return 0; await load(); this.running = false; return 0;')],
    ['a flag is set before the loop that waits', method('if (this.started) return 0; this.started = true; for await (const x of load as unknown as AsyncIterable<number>) { this.started = x > 0; } return 0;')],
    ['a loop that waits asks again', method('if (this.n > 0) return 0; for await (const x of load as unknown as AsyncIterable<number>) { if (this.n > 9) break; this.n += x; } return 0;')],
    ['a setter sets another flag', module('export class Door { #open = false; #seen = false; get isOpen(): boolean { return this.#open; } set seen(value: boolean) { this.#seen = value || this.#seen; } async f() { if (this.isOpen) return; await load(); this.seen = true; } }')],
    ['a function asks again of the entry', module('const fresh = (n: number | undefined): boolean => { if (n === undefined) return false; return n > 1; };\nexport async function f(key: string) { const hit = cache.get(key); if (fresh(hit)) return hit; const v = await load(key); const other = cache.get(key); if (fresh(other)) return other; cache.set(key, v); return v; }')],
    ['a function says of a parameter what is asked again', module('const isFree = (hall: Map<string, string>, id: string): boolean => !hall.has(id);\nexport async function f(hall: Map<string, string>, id: string) { if (!isFree(hall, id)) return; await load(); if (!isFree(hall, id)) return; hall.set(id, "x"); }')],
    ['a method asks and claims in one step', module('export class A { private jobs = new Map<string, { s: string }>(); private claim(id: string) { const job = this.jobs.get(id); if (job?.s !== "new") return undefined; job.s = "busy"; return job; } async f(id: string) { const job = this.claim(id); if (!job) return; await load(); job.s = "done"; } }')],
    ['a function refuses again', module('interface Order { status: string }\nfunction mustBeOpen(order: Order): void { if (order.status !== "open") throw new Error(order.status); }\nexport class A { private orders = new Map<string, Order>(); async f(id: string) { const order = this.orders.get(id)!; mustBeOpen(order); await load(); mustBeOpen(order); order.status = "paid"; } }')],
    ['an option that was validated gets a value', module('interface Options { set?: string; hosts: string[] }\nfunction validate(o: Options): void { if (o.set && o.hosts.length > 1) throw new Error(o.set); }\nexport async function f(o: Options) { validate(o); const found = new Map<string, string>([["set", String(await load())]]); const set = found.get("set") ?? undefined; if (set) o.set = set; }')],
    ['a lock runs the function that what is given out calls', module('export function make() { let conn: number | undefined; const open = async () => { if (conn === undefined) { const made = await load(); conn = made; } }; return { send: () => mutex.runExclusive(async () => { await open(); }) }; }')],
    ['an object of another class is asked again', service('if (this.#cache.has(key)) return; const v = await load(key); if (this.#cache.has(key)) return; this.#cache.put(key, v);')],
    ['it is asked again by a method that does more', service('if (this.#cache.has(key)) return; const v = await load(key); if (this.#cache.find(key) !== undefined) return; this.#cache.put(key, v);')],
    ['it is written before the wait', service('if (this.#cache.has(key)) return; this.#cache.put(key, 0); const v = await load(key); this.#cache.put(key, v);')],
    ['it is another object', service('if (this.#cache.has(key)) return; const v = await load(key); this.other.put(key, v);')],
    ['the class has heirs, whose methods may do something else', service('if (this.#cache.has(key)) return; const v = await load(key); this.#cache.put(key, v);', 'export class Own extends Cache { override has(): boolean { return false; } }\n')],
    ['the object is of this call alone', service('const own = new Cache(); if (own.has(key)) return; const v = await load(key); own.put(key, v);')],
    ['what a function beside it asks is set before the wait', module('export function runner() { const active = new Map<string, number>(); function isBusy(id: string): boolean { return active.has(id); } return { async start(id: string) { if (isBusy(id)) return; active.set(id, 0); await load(id); active.delete(id); } }; }')],
    ['a connection that is tried again is asked for again', method('if (this.conn !== undefined) return this.conn; let last: unknown; for (let i = 0; i < 3; i++) { try { const conn = await load(); if (this.conn !== undefined) return this.conn; this.conn = conn; return conn; } catch (error) { last = error; } } throw last;')],
    ['the handler takes back what was set first', method('if (this.started) return 0; try { this.started = true; await load(); } catch { this.started = false; } return 0;')],
    ['the flag is set first', method('if (this.running) return 0; this.running = true; try { await load(); } finally { this.running = false; } return 0;')],
    ['a method of its own sets the flag first', method('if (this.running) return 0; this.markRunning(); await load(); this.running = false; return 0;')],
    ['the promise is kept', method('this.pending ??= load(); return await this.pending;')],
    ['the promise is put into the cache', module('const promises = new Map<string, Promise<number>>();\nexport async function f(key: string) { if (!promises.has(key)) promises.set(key, load()); return await promises.get(key); }')],
    ['it is reserved and given back', method('if (this.n > 0) { this.n -= 1; try { await load(); } catch { this.n += 1; } } return 0;')],
    ['it is checked again', method('if (this.conn === undefined) { const made = await load(); if (this.conn === undefined) this.conn = made; } return this.conn;')],
    ['its turn is asked for by a symbol', method('const mine = Symbol(key); this.turn = mine; if (!this.ids.has(key)) { await load(); if (this.turn !== mine) return 0; this.ids.add(key); } return 0;')],
    ['its turn is asked for by a controller', method('const mine = (this.turn = new AbortController()); if (!this.ids.has(key)) { await load(mine.signal); if (mine === this.turn) this.ids.add(key); } return 0;')],
    ['its turn is asked for by a key', method('this.turn = key; if (!this.ids.has(key)) { await load(key); if (this.turn === key && this.n >= 0) this.ids.add(key); } return 0;')],
    ['another key is asked by `in`', module('const known: Record<string, number> = {};\nexport async function f(key: string) { if (!("other" in known)) known[key] = await load(key); return known[key]; }')],
    ['it is asked again by `in`', module('const known: Record<string, number> = {};\nexport async function f(key: string) { if (!(key in known)) { const v = await load(key); if (!Object.hasOwn(known, key)) known[key] = v; } return known[key]; }')],
    ['the file has an Object of its own', module('const Object = { hasOwn: (o: object, key: string) => key === "" };\nconst known: Record<string, number> = {};\nexport async function f(key: string) { if (!Object.hasOwn(known, key)) known[key] = await load(key); }')],
    ['the promise with its callback is kept', method('if (this.conn !== undefined) return this.conn; return (this.pending ??= load().then((x) => (this.conn = x)));')],
    ['a callback of then checks again', method('if (this.conn !== undefined) return this.conn; return load().then((x) => { if (this.conn === undefined) this.conn = x; return this.conn; });')],
    ['the flag is set before the callback of then', method('if (this.running) return 0; this.running = true; return load().then(() => { this.running = false; });')],
    ['the flag is set after then is called', method('if (this.running) return 0; void load().then(() => { this.running = false; }); this.running = true; return 0;')],
    ['an element that a method finds is taken first', module('export class Hall { private seats = new Map<string, { holder?: string }>(); private find(id: string) { const seat = this.seats.get(id); if (!seat) throw new Error(id); return seat; } async f(key: string, who: string) { const seat = this.find(key); if (seat.holder !== undefined) return; seat.holder = who; await load(); } }')],
    ['a method takes it before the await', module('export class Shop { private left = 3; private take(): void { this.left -= 1; } async f() { if (this.left <= 0) return false; this.take(); await load(); return true; } }')],
    ['a method that takes looks itself', module('export class Shop { private left = 3; private take(): void { if (this.left > 0) this.left -= 1; } async f() { if (this.left <= 0) return false; await load(); this.take(); return true; } }')],
    ['a method fills another entry', module('export class Files { private byId = new Map<string, number>(); private put(id: string, value: number): void { this.byId.set(id, value); } async f(key: string) { if (this.byId.has(key)) return 0; const v = await load(key); this.put("last", v); return v; } }')],
    ['a method checks it again', method('if (this.isFull()) return 0; await load(); if (!this.isFull()) this.queue.push(1); return 0;')],
    ['a method looks for another entry', method('if (this.knows("other")) return 0; const v = await load(); this.cache.set(key, v); return v;')],
    ['a getter knows of another flag', method('if (this.isIdle) { await load(); this.started = true; } return 0;')],
    ['it is checked again in the cache', method('if (!this.cache.has(key)) { const v = await load(); if (!this.cache.has(key)) this.cache.set(key, v); } return 0;')],
    ['the object is fresh', module('export async function f() { const o: { n?: number } = {}; if (o.n === undefined) o.n = await load(); return o; }')],
    ['the write is on both ways', method('if (this.n > 0) await load(); this.n = 1; return 0;')],
    ['another key is written', method('if (this.cache.has(key)) return 0; const v = await load(); this.cache.set("other", v); return v;')],
    ['it is forgotten', method('if (this.cache.has(key)) { await load(); this.cache.delete(key); } return 0;')],
    ['it is let go', method('if (this.conn !== undefined) { await load(this.conn); this.conn = undefined; } return 0;')],
    ['the flag is set first and taken back', method('if (this.running) return 0; this.running = true; try { const job = await load(); if (job === 0) return 0; await load(job); } finally { this.running = false; } return 0;')],
    ['another flag is taken back', method('if (this.started) return 0; const r = await load(); if (r === 0) this.started = true; try { await load(); } finally { this.running = false; } return r;')],
    ['the end is found out later', method('if (this.started) return 0; const r = await load(); if (r === 0) this.started = true; return r;')],
    ['a loop goes on until it is so', method('while (!this.started) { await load(); this.started = true; } return 0;')],
    ['a queue is worked off', method('while (this.queue.length > 0) { const x = this.queue.shift(); await load(x); } return 0;')],
    ['a lock is held', method('return mutex.runExclusive(async () => { if (!this.started) { await load(); this.started = true; } return 0; });')],
    ['a property of a parameter is filled in', module('export async function f(o: { n?: number }) { if (o.n === undefined) o.n = await load(); }')],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('the message names the place, the condition, the await and what to do', () => {
  const [finding] = said(rule, method('if (!this.started) {\nawait load();\nthis.started = true;\n}\nreturn 0;'));
  expect(finding?.message).toMatch(/^`this\.started` is written here because of `!this\.started` in line 11\. While the `await` in line 12 waits/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
});

test('a lost update that is also a stale check is reported by the other rule alone', () => {
  const text = method('const n = this.n; if (n > 0) { await load(); this.n = n - 1; } return 0;');
  expect(marked(rule, text)).toEqual([]);
  expect(marked('no-stale-write-across-await', text)).toEqual(['this.n = n - 1']);
});
