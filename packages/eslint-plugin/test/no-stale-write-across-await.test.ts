/** `no-stale-write-across-await`: each lost update beside its neighbours that lose nothing. */
import { describe, expect, test } from 'vitest';
import { marked, method, module, said } from './race-cases.ts';

const rule = 'no-stale-write-across-await';

describe('a lost update is reported', () => {
  test.each([
    ['an entry as a copy has it', module('export class Counts { all: Record<string, number> = {}; async add(key: string) { const known = { ...this.all }; const n = await load(key); this.all[key] = (known[key] ?? 0) + n; } }'), 'this.all[key] = (known[key] ?? 0) + n'],
    ['a sum that is written on failure', method('const before = this.state.a ?? 0; try { await load(); } catch (error) { this.state.a = before + 1; throw error; } return 0;'), 'this.state.a = before + 1'],
    ['a list that is made anew from the elements of the old one', method('const failed: number[] = []; for (const n of this.queue) { const ok = await load(n); if (ok === 0) failed.push(n); } this.queue = failed; return 0;'), 'this.queue = failed'],
    ['a map that is made anew from the entries of the old one', method('const kept = new Map<string, number>(); for (const [id, n] of this.cache) { if (await load(n)) kept.set(id, n); } this.cache = kept; return 0;'), 'this.cache = kept'],
    ['after it was asked too early whether the work is wanted', method('const n = this.n; if (signal.aborted) return 0; await load(); this.n = n + 1; return 0;'), 'this.n = n + 1'],
    ['after a number was asked that nobody counts up', module('export class A { private n = 0; private width = 0; resize(width: number) { this.width = width; } async f(width: number) { const n = this.n; await load(); if (width !== this.width) return; this.n = n + 1; } }'), 'this.n = n + 1'],
    ['of an entry that a pattern takes by its key', module('export class A { private totals: Record<string, number> = {}; async f(id: string, n: number) { const { [id]: known = 0 } = this.totals; await load(n); this.totals[id] = known + n; } }'), 'this.totals[id] = known + n'],
    ['by a setter of an object of the file', module('class Meter { #level = 0; get value(): number { return this.#level; } set value(next: number) { this.#level = Math.max(0, next); } read(): number { return this.#level; } }\nexport class Tank { readonly #meter = new Meter(); async f(n: number) { const level = this.#meter.read(); const got = await load(n); this.#meter.value = level + got; } }'), 'this.#meter.value = level + got'],
    ['by a function of the file', module('interface S { n: number }\nconst next = (s: S, x: number): S => ({ n: s.n + x });\nexport class A { private s: S = { n: 0 }; async f() { const { s } = this; const x = await load(); this.s = next(s, x); } }'), 'this.s = next(s, x)'],
    ['by a function of others, of the whole', module('declare const merge: (a: object, b: object) => object;\nexport class A { private s: object = {}; async f() { const before = this.s; const x = await load(); this.s = merge(before, { x }); } }'), 'this.s = merge(before, { x })'],
    ['by Object.assign', method('const { a } = this.state; await load(); Object.assign(this.state, { a: a + 1, b: 0 }); return 0;'), 'Object.assign(this.state, { a: a + 1, b: 0 })'],
    ['of a parameter, by a name', module('export async function f(account: { n: number }, x: number) { const rest = account.n - x; await load(); account.n = rest; return rest; }'), 'account.n = rest'],
    ['by a helper that asks something else first', module('export class A { private items: number[] = []; private closed = false; private replace(items: number[]): void { if (this.closed) return; this.items = items; } async f() { const known = this.items; const x = await load(); this.replace([...known, x]); } }'), 'this.replace([...known, x])'],
    ['by a helper that takes the key out of what it is given', module('interface A { id: string; n: number }\nexport class Bank { #all = new Map<string, A>(); #find(id: string): A { const a = this.#all.get(id); if (!a) throw new Error(id); return a; } #store(a: A): void { this.#all.set(a.id, { ...a }); } async f(id: string) { const { n } = this.#find(id); const x = await load(); this.#store({ id, n: n - x }); } }'), 'this.#store({ id, n: n - x })'],
    ['by a helper that goes on to tell others', module('export function store(n: { a: number; b: number }) { let now = n; const listeners = new Set<() => void>(); function publish(next: typeof n) { now = next; for (const each of [...listeners]) each(); } return { set: (a: number) => publish({ ...now, a }), async save() { const base = now; const a = await load(); publish({ ...base, a }); } }; }'), 'publish({ ...base, a })'],
    ['by an answer that has a name', method('const next = await load(this.n); this.n = next; return 0;'), 'this.n = next'],
    ['of a variable that a store keeps', module('export function store(reduce: (n: number) => Promise<number>) { let n = 0; return { get: () => n, async run() { const next = await reduce(n); n = next; } }; }'), 'n = next'],
    ['where only its object is asked for', method('const a = this.job?.a ?? 0; await load(); if (this.job) this.job.a = a + 1; return 0;').replace('n = 0;', 'n = 0; job: { a: number } | undefined;'), 'this.job.a = a + 1'],
    ['that was read before the lock', method('const n = this.n + 1; await mutex.runExclusive(async () => { await load(); this.n = n; }); return 0;'), 'this.n = n'],
    ['by a local', method('const n = this.n; await load(); this.n = n + 1; return 0;'), 'this.n = n + 1'],
    ['by a compound assignment', method('this.n += await load(); return 0;'), 'this.n += await load()'],
    ['by a sum', method('this.n = this.n + (await load()); return 0;'), 'this.n = this.n + (await load())'],
    ['of a private field', method('const p = this.#p; await load(); this.#p = p + 1; return 0;'), 'this.#p = p + 1'],
    ['by a spread', method('const { state } = this; await load(); this.state = { ...state, a: 2 }; return 0;'), 'this.state = { ...state, a: 2 }'],
    ['by a member beside a fresh spread', method('const { a } = this.state; const x = await load(); this.state = { ...this.state, a: a + x }; return 0;'), 'this.state = { ...this.state, a: a + x }'],
    ['by an old name beside a fresh spread', method('const s = this.state; const x = await load(); this.state = { ...this.state, a: s.a + x }; return 0;'), 'this.state = { ...this.state, a: s.a + x }'],
    ['by an old name alone', method('const s = this.state; const x = await load(); this.state = { a: s.a + x, b: 0 }; return 0;'), 'this.state = { a: s.a + x, b: 0 }'],
    ['by a part', method('const a = this.state.a; await load(); this.state = { a: a + 1, b: 0 }; return 0;'), 'this.state = { a: a + 1, b: 0 }'],
    ['by an alias', method('const s = this.state; const a = s.a; await load(); s.a = a + 1; return 0;'), 's.a = a + 1'],
    ['by a sum that a method makes', method('const sum = this.sum(); const x = await load(); this.n = sum + x; return 0;'), 'this.n = sum + x'],
    ['by a template', method('const n = this.n; await load(); this.n = Number(`${n}1`); return 0;'), 'this.n = Number(`${n}1`)'],
    ['of an entry of a map', method('const n = this.cache.get(key) ?? 0; await load(); this.cache.set(key, n + 1); return 0;'), 'this.cache.set(key, n + 1)'],
    ['by what a call is handed', method('this.n = await load(this.n); return 0;'), 'this.n = await load(this.n)'],
    ['where only one way waits', method('const n = this.n; if (key) await load(); this.n = n + 1; return 0;'), 'this.n = n + 1'],
    ['in a loop', module('export async function f() { for (const x of xs) total += await load(x); }'), 'total += await load(x)'],
    ['where the handler waits', method('const n = this.n; try { await load(); } catch { await load(); } finally { this.n = n + 1; } return 0;'), 'this.n = n + 1'],
    ['of what a parameter holds', module('export async function f(account: { balance: number }) { const { balance } = account; await load(); account.balance = balance - 1; }'), 'account.balance = balance - 1'],
    ['of what a returned closure keeps', module('export function f() { let n = 0; return { async add() { n += await load(); } }; }'), 'n += await load()'],
    ['of an element of a map', module('const seats = new Map<string, { left: number }>();\nexport async function f(id: string) { const seat = seats.get(id); if (!seat) return; const { left } = seat; await load(); seat.left = left - 1; }'), 'seat.left = left - 1'],
    ['of an element that is made where there is none', module('const seats: Record<string, { left: number }> = {};\nexport async function f(id: string) { const seat = seats[id] ?? { left: 9 }; const { left } = seat; await load(); seat.left = left - 1; }'), 'seat.left = left - 1'],
    ['of an element that is found', module('declare const seats: { id: string; left: number }[];\nexport async function f(id: string) { const seat = seats.find((each) => each.id === id); if (!seat) return; const { left } = seat; await load(); seat.left = left - 1; }'), 'seat.left = left - 1'],
    ['under a lock that each run makes for itself', module('declare class Mutex { runExclusive<T>(work: () => Promise<T>): Promise<T> }\nexport async function f() { const own = new Mutex(); await own.runExclusive(async () => { total += await load(); }); }'), 'total += await load()'],
    ['where the pace is kept, and not the order', module('declare const rateLimiter: { schedule<T>(work: () => Promise<T>): Promise<T> };\nexport const f = () => rateLimiter.schedule(async () => { total += await load(); });'), 'total += await load()'],
    ['through a method that sets', module('export class Counter { private n = 0; private set(v: number): void { this.n = v; } async f() { const { n } = this; const x = await load(); this.set(n + x); } }'), 'this.set(n + x)'],
    ['of an entry, through a function that sets', module('function put(id: string, value: number): void { cache.set(id, value); }\nexport async function f(key: string) { const n = cache.get(key) ?? 0; const x = await load(); put(key, n + x); }'), 'put(key, n + x)'],
    ['of each element in a loop', module('declare const seats: { left: number }[];\nexport async function f() { for (const seat of seats) { const { left } = seat; await load(); seat.left = left - 1; } }'), 'seat.left = left - 1'],
    ['of an element that a method finds', module('export class Hall { private seats = new Map<string, { left: number }>(); private find(id: string) { const seat = this.seats.get(id); if (!seat) throw new Error(id); return seat; } async f(key: string) { const seat = this.find(key); const { left } = seat; await load(); seat.left = left - 1; } }'), 'seat.left = left - 1'],
    ['of an element that a function finds or makes', module('const seats = new Map<string, { left: number }>();\nfunction seatOf(id: string) { let seat = seats.get(id); if (!seat) { seat = { left: 9 }; seats.set(id, seat); } return seat; }\nexport async function f(id: string) { const seat = seatOf(id); const { left } = seat; await load(); seat.left = left - 1; }'), 'seat.left = left - 1'],
    ['of an entry that is replaced, though the old one was asked again', module('export class Limit { private windows: Record<string, { used: number }> = {}; async f(key: string) { const w = this.windows[key] ?? { used: 0 }; const max = await load(); if (w.used >= max) return; this.windows[key] = { used: w.used + 1 }; } }'), 'this.windows[key] = { used: w.used + 1 }'],
    ['under a limit of several', module(`import pLimit from 'p-limit';\nconst limit = pLimit(10);\nexport const f = () => limit(async () => { total += await load(); });`), 'total += await load()'],
    ['in a queue of several', module(`declare class PQueue { constructor(options: { concurrency: number }); add<T>(work: () => Promise<T>): Promise<T> }\nconst queue = new PQueue({ concurrency: 4 });\nexport const f = () => queue.add(async () => { total += await load(); });`), 'total += await load()'],
    ['where `with` is no lock’s', module('declare class Wand { with<T>(work: () => Promise<T>): Promise<T> }\nconst gate = new Wand();\nexport async function f() { await gate.with(async () => { total += await load(); }); }'), 'total += await load()'],
    ['in a callback of then', method('const n = this.n; return load().then((x) => { this.n = n + x; });'), 'this.n = n + x'],
    ['in a callback of then that is waited for', method('const n = this.n; await load().then((x) => { this.n = n + x; }); return 0;'), 'this.n = n + x'],
    ['in a callback of then in the last statement', module('export function f() { const before = total; if (before > 0) void load().then((x) => { total = before + x; }).catch(() => undefined); }'), 'total = before + x'],
    ['in the second callback of then', module('export function f() { const before = total; return load().then(undefined, () => { total = before + 1; }); }'), 'total = before + 1'],
    ['of an object that has a name', module('export const counter = { n: 0, async add() { const { n } = this; const x = await load(); this.n = n + x; } };'), 'this.n = n + x'],
    ['of an object that is returned', module('export function counter() { return { n: 0, async add() { this.n += await load(); } }; }'), 'this.n += await load()'],
    ['where a generator yields', module('let seen = 0;\nexport function* f() { const before = seen; yield before; seen = before + 1; }'), 'seen = before + 1'],
    ['by emptying what was handed on', method('await load(this.queue); this.queue = []; return 0;'), 'this.queue = []'],
    ['by emptying what was handed on inside of an object', method('await load(JSON.stringify({ points: this.queue })); this.queue = []; return 0;'), 'this.queue = []'],
    ['by emptying what a text was made from', method('const body = JSON.stringify({ queue: [this.queue] }); await load(body); this.queue = []; return 0;'), 'this.queue = []'],
    ['by cutting what was copied', method('const all = [...this.queue]; await load(all); this.queue.length = 0; return 0;'), 'this.queue.length = 0'],
  ])('%s', (_, text, expected) => expect(marked(rule, text)).toEqual([expected]));
});

describe('silent where', () => {
  test.each([
    ['an entry of a copy goes to the copy, or beside what is there now', module('export class Counts { all: Record<string, number> = {}; async add(key: string) { const known = { ...this.all }; const n = await load(key); known[key] = (known[key] ?? 0) + n; this.all[key] = Math.max(this.all[key] ?? 0, known[key]); return known; } }')],
    ['what was set before is taken back on failure, or something in its absence', method('const before = xs[0] ?? this.state.a; this.state.a = 1; try { await load(); } catch (error) { this.state.a = before; throw error; } return 0;')],
    ['what failed is added to what is there by then', method('const batch = this.queue; this.queue = []; const failed: number[] = []; for (const n of batch) { const ok = await load(n); if (ok === 0) failed.push(n); } this.queue = [...failed, ...this.queue]; return 0;')],
    ['what was done is taken out of what is there by then', method('const done = new Set<number>(); for (const n of this.queue) { if (await load(n)) done.add(n); } this.queue = this.queue.filter((n) => !done.has(n)); return 0;')],
    ['what a setter set is put back', module('export class Call { #state = "idle"; get state(): string { return this.#state; } set state(next: string) { this.#state = next; } async f() { const before = this.state; this.state = "waiting"; try { await load(); } catch { this.state = before; } } }')],
    ['a turn that was handed over is asked for', module('export class A { private n = 0; #turn = 0; start() { return this.run(++this.#turn); } private async run(turn: number) { const n = this.n; const x = await load(); if (turn !== this.#turn) return; this.n = n + x; } }')],
    ['a turn of the function around is asked for', module('export function poller() { let turn = 0; let all: number[] = []; return { start() { const mine = ++turn; const tick = async () => { const known = all; const x = await load(); if (mine !== turn) return; all = [...known, x]; }; return tick(); }, read: () => all }; }')],
    ['a function of the file is given what is there now', module('interface S { n: number }\nconst next = (s: S, x: number): S => ({ n: s.n + x });\nexport class A { private s: S = { n: 0 }; async f() { const { s } = this; const x = await load(); this.s = next(this.s, x); return s.n; } }')],
    ['Object.assign sets what does not depend on it', method('const { a } = this.state; const b = await load(a); Object.assign(this.state, { b }); return 0;')],
    ['Object.assign puts back what was kept', method('const before = { ...this.state }; await load(); Object.assign(this.state, before); return 0;')],
    ['a helper asks whether it is still that one', module('export class A { private items: number[] = []; private turn = 0; private replace(items: number[], turn: number): void { if (turn !== this.turn) return; this.items = items; } async f() { const turn = ++this.turn; const known = this.items; const x = await load(); this.replace([...known, x], turn); } }')],
    ['a helper takes the key out of what is read after the wait', module('interface A { id: string; n: number }\nexport class Bank { #all = new Map<string, A>(); #find(id: string): A { const a = this.#all.get(id); if (!a) throw new Error(id); return a; } #store(a: A): void { this.#all.set(a.id, { ...a }); } async f(id: string) { const x = await load(); const { n } = this.#find(id); this.#store({ id, n: n - x }); } }')],
    ['a helper gets what is read after the wait', module('export function store(n: { a: number; b: number }) { let now = n; const listeners = new Set<() => void>(); function publish(next: typeof n) { now = next; for (const each of [...listeners]) each(); } return { set: (a: number) => publish({ ...now, a }), async save() { const a = await load(); const base = now; publish({ ...base, a }); } }; }')],
    ['a helper looks before it writes', module('export function store(n: { a: number; b: number }) { let now = n; const listeners = new Set<() => void>(); function publish(next: typeof n) { if (next.b < now.b) return; now = next; for (const each of [...listeners]) each(); } return { set: (a: number) => publish({ ...now, a }), async save() { const base = now; const a = await load(); publish({ ...base, a }); } }; }')],
    ['the parameter was given to the function', module('/** @consume tx */\nexport async function commit(tx: { list: number[] }) { for (const x of tx.list) await load(x); tx.list.length = 0; }')],
    ['an answer is asked for whether it still counts', method('const before = this.n; const next = await load(this.n); if (this.n !== before) return 0; this.n = next; return 0;')],
    ['a flag keeps others out until the answer is there', method('if (this.running) return 0; this.running = true; const next = await load(this.n); this.n = next; this.running = false; return 0;')],
    ['a lock is held for the answer', method('const release = await mutex.acquire(); this.n = await load(this.n); release(); return 0;')],
    ['the member itself is asked for', method('const a = this.job?.a ?? 0; await load(); if (this.job?.a === a) this.job.a = a + 1; return 0;').replace('n = 0;', 'n = 0; job: { a: number } | undefined;')],
    ['it is looked at again under the lock', method('const n = this.n + 1; await mutex.runExclusive(async () => { await load(); if (this.n < n) this.n = n; }); return 0;')],
    ['what was read before the lock is another place', method('const a = this.state.a; await mutex.runExclusive(async () => { await load(); this.n = a; }); return 0;')],
    ['it is read after the await', method('await load(); this.n = this.n + 1; return 0;')],
    ['the await is over before the compound assignment', method('const x = await load(); this.n += x; return 0;')],
    ['it is read again', method('let n = this.n; await load(n); n = this.n; this.n = n + 1; return 0;')],
    ['the member beside the spread is another', method('const { a } = this.state; const x = await load(); this.state = { ...this.state, b: a + x }; return 0;')],
    ['the old name is asked for another member', method('const s = this.state; const x = await load(); this.state = { ...this.state, b: s.a + x }; return 0;')],
    ['the member beside the spread is read again', method('const x = await load(); const { a } = this.state; this.state = { ...this.state, a: a + x }; return 0;')],
    ['the object is the same all along', method('const s = this.state; const x = await load(); s.a = s.a + x; return 0;')],
    ['the callback of then reads itself', method('const n = this.n; return load(n).then((x) => { this.n += x; });')],
    ['the callback of then waits its turn', module('let last = load();\nexport function f() { const before = total; return last.then((x) => { total = before + x; }); }')],
    ['the function goes on before the callback of then', method('const n = this.n; load().then((x) => { this.conn = x; }); this.n = n + 1; return 0;')],
    ['the callback of then asks whose turn it is', method('const mine = ++this.generation; const n = this.n; return load().then((x) => { if (mine === this.generation) this.n = n + x; });')],
    ['the callback of then is under a lock', method('return mutex.runExclusive(() => { const n = this.n; return load().then((x) => { this.n = n + x; }); });')],
    ['a method reads it after the await', method('const x = await load(); this.n = this.sum() + x; return 0;')],
    ['a method gives a promise', method('const sum = this.slow(); const x = await load(sum); this.n = x; return 0;')],
    ['the object is handed to a framework', module('declare function component(options: object): void;\ncomponent({ n: 0, async add(this: { n: number }) { this.n += await load(); } });')],
    ['the object has no such member', module('export const actions = { async add(this: { n: number }) { this.n += await load(); } };')],
    ['another place is written', method('const n = this.n; await load(); this.conn = n + 1; return 0;')],
    ['the written value is independent', method('const n = this.n; await load(n); this.n = 0; return 0;')],
    ['a local is nobody else’s', module('export async function f() { let sum = 0; for (const x of xs) sum += await load(x); return sum; }')],
    ['a fresh object is nobody else’s', module('export async function f() { const o = { n: 0 }; o.n = o.n + (await load()); return o; }')],
    ['the way that waits does not write', method('const n = this.n; if (key) { await load(); return 0; } this.n = n + 1; return 0;')],
    ['a lock is held', method('return mutex.runExclusive(async () => { const n = this.n; await load(); this.n = n + 1; return 0; });')],
    ['a lock is held by `with`', module('declare class Mutex { with<T>(work: () => Promise<T>): Promise<T> }\nconst gate = new Mutex();\nexport async function f() { await gate.with(async () => { total += await load(); }); }')],
    ['a lock is made for all runs of a closure', module('declare class Mutex { runExclusive<T>(work: () => Promise<T>): Promise<T> }\nexport function create() { const own = new Mutex(); let sum = 0; return { async add() { await own.runExclusive(async () => { sum += await load(); }); } }; }')],
    ['a limiter lets in one', module('declare const limiter: { schedule<T>(work: () => Promise<T>): Promise<T> };\nexport const f = () => limiter.schedule(async () => { total += await load(); });')],
    ['a method adds', module('export class Counter { private n = 0; private add(v: number): void { this.n += v; } async f() { const { n } = this; const x = await load(n); this.add(x); } }')],
    ['a method sets what was read after the await', module('export class Counter { private n = 0; private set(v: number): void { this.n = v; } async f() { const x = await load(); this.set(this.n + x); } }')],
    ['a function sets another entry', module('function put(id: string, value: number): void { cache.set(id, value); }\nexport async function f(key: string) { const n = cache.get(key) ?? 0; const x = await load(); put("other", n + x); }')],
    ['an element that is found is read after the await', module('declare const seats: { id: string; left: number }[];\nexport async function f(id: string) { const seat = seats.find((each) => each.id === id); const x = await load(); if (seat) seat.left = seat.left - x; }')],
    ['each element of a loop is read after the await', module('declare const seats: { left: number }[];\nexport async function f() { for (const seat of seats) { const x = await load(); seat.left = seat.left - x; } }')],
    ['a method makes what it gives', module('export class Hall { private make() { return { left: 9 }; } async f() { const seat = this.make(); const { left } = seat; await load(); seat.left = left - 1; return seat; } }')],
    ['a method gives a copy of what it finds', module('export class Hall { private seats = new Map<string, { left: number }>(); private find(id: string) { return { ...this.seats.get(id), left: 1 }; } async f(key: string) { const seat = this.find(key); const { left } = seat; await load(); seat.left = left - 1; return seat; } }')],
    ['a variable goes on along a list', module('interface Seat { left: number; next?: Seat }\ndeclare const first: Seat;\nexport async function f() { let seat: Seat | undefined = first; while (seat) { const { left } = seat; seat = seat.next; if (seat) { await load(left); seat.left = 1; } } }')],
    ['an element of a map is fetched again', module('const seats = new Map<string, { left: number }>();\nexport async function f(id: string) { const { left } = seats.get(id) ?? { left: 0 }; await load(left); const seat = seats.get(id); if (seat) seat.left -= 1; }')],
    ['an element of a map is written with what was loaded', module('const seats = new Map<string, { left: number }>();\nexport async function f(id: string) { const seat = seats.get(id); if (!seat) return; seat.left = await load(); }')],
    ['a limit lets in one', module(`import pLimit from 'p-limit';\nconst limit = pLimit(1);\nexport const f = () => limit(async () => { total += await load(); });`)],
    ['a queue lets in one', module(`declare class PQueue { constructor(options: { concurrency: number }); add<T>(work: () => Promise<T>): Promise<T> }\nconst queue = new PQueue({ concurrency: 1 });\nexport const f = () => queue.add(async () => { total += await load(); });`)],
    ['a lock was taken', method('const release = await mutex.acquire(); try { const n = this.n; await load(); this.n = n + 1; } finally { release(); } return 0;')],
    ['a generation guard returns', method('const mine = ++this.generation; const n = this.n; await load(); if (mine !== this.generation) return 0; this.n = n + 1; return 0;')],
    ['what was read is compared with what is there', method('const n = this.n; await load(); if (this.n !== n) return 0; this.n = n + 1; return 0;')],
    ['the work is no longer wanted', method('const n = this.n; await load(); if (signal.aborted) return 0; this.n = n + 1; return 0;')],
    ['the queue is taken first', method('const queue = this.queue; this.queue = []; await load(JSON.stringify({ queue })); return 0;')],
    ['the queue is taken before it is handed on', method('const all = this.queue; this.queue = []; await load(all); return 0;')],
    ['what was there before is put back', method('const before = this.state; this.state = { a: 0, b: 0 }; await load(); this.state = before; return 0;')],
    ['the object ends', method('await load(this.queue); this.queue = []; return 0;', 'close')],
    ['the object belongs to a request', module('export async function f(ctx: { n: number }) { ctx.n = ctx.n + (await load()); }')],
    ['`process.exitCode` is set', module('export async function f() { process.exitCode = Number(process.exitCode) + (await load()); }')],
    ['the script runs once', 'declare function load(): Promise<number>;\nlet total = 0;\nasync function main() { total += await load(); }\nvoid main();\n'],
    ['the function runs where it stands', module('void (async () => { total += await load(); })();')],
    ['nothing is known of who calls', module('export async function f(retry: (work: () => Promise<void>) => Promise<void>) { let n = 0; await retry(async () => { n += await load(); }); return n; }')],
    ['the constructor makes it', module('export class A { n = 0; constructor() { this.n = this.n + 1; } }')],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('the message names the place, the read, the await and what to do', () => {
  const [finding] = said(rule, method('const n = this.n;\nawait load();\nthis.n = n + 1;\nreturn 0;'));
  expect(finding?.message).toMatch(/`this\.n` here depends on `this\.n` as it was in line 11\. The `await` in line 12 .* hold a lock/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
});

test('options name further locks and request objects, and let it look at tests', () => {
  const held = module('declare const gate: { run(f: () => Promise<void>): Promise<void> };\nexport async function f() { await gate.run(async () => { total += await load(); }); }');
  expect(marked(rule, held)).toHaveLength(1);
  expect(marked(rule, held, { options: [{ locks: ['gate'] }] })).toEqual([]);
  const scoped = module('export async function f(job: { n: number }) { job.n += await load(); }');
  expect(marked(rule, scoped)).toHaveLength(1);
  expect(marked(rule, scoped, { options: [{ requestScoped: ['job'] }] })).toEqual([]);
  expect(marked(rule, scoped, { fileName: 'a.test.ts' })).toEqual([]);
  expect(marked(rule, scoped, { fileName: 'a.test.ts', options: [{ tests: true }] })).toHaveLength(1);
});

test('a function with hundreds of suspensions is left alone, one with dozens is not', () => {
  const steps = (count: number): string => method(`${Array.from({ length: count }, (_, index) => `const x${index} = this.n; await load(); this.n = x${index} + 1;`).join('\n')} return 0;`);
  expect(said(rule, steps(20), { untyped: true })).toHaveLength(20);
  expect(said(rule, steps(200), { untyped: true })).toEqual([]);
});
