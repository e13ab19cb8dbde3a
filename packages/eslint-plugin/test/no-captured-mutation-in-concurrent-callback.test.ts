/** `no-captured-mutation-in-concurrent-callback`: callbacks that overwrite each other beside those that do not. */
import { describe, expect, test } from 'vitest';
import { marked, module, said } from './race-cases.ts';

const rule = 'no-captured-mutation-in-concurrent-callback';
const body = (code: string): string => module(`export async function f(emitter: { on(name: string, f: () => void): void }, key: string) { let sum = 0; let next = 0; let best: number | undefined; const out: number[] = []; const seen = new Map<number, number>(); ${code} return { sum, next, best, out, seen, key }; }`);

describe('is reported', () => {
  test.each([
    ['what a callback of forEach starts', body('const all: Promise<void>[] = []; xs.forEach((x) => { const job = (async () => { sum = sum + (await load(x)); })(); all.push(job); }); await Promise.all(all);'), 'sum = sum + (await load(x))'],
    ['what a while loop starts', body('const all: Promise<void>[] = []; const rest = [...xs]; while (rest.length > 0) { const x = rest.pop(); all.push((async () => { sum += await load(x); })()); } await Promise.all(all);'), 'sum += await load(x)'],
    ['a set of promises', body('const add = async (x: number) => { sum += await load(x); }; const all = new Set<Promise<void>>(); for (const x of xs) { const job = add(x); all.add(job); } await Promise.all(all);'), 'sum += await load(x)'],
    ['a callback with a block that calls', body('const add = async (x: number) => { sum += await load(x); }; await Promise.all(xs.map((x) => { return add(x); }));'), 'sum += await load(x)'],
    ['a handler that is set', body('const socket: { onmessage?: () => void } = {}; socket.onmessage = async () => { sum += await load(); };'), 'sum += await load()'],
    ['a subscription', body('const feed: { subscribe(f: () => void): void } = { subscribe: (f) => f() }; feed.subscribe(async () => { sum += await load(); });'), 'sum += await load()'],
    ['a route', body("const app: { post(path: string, f: () => void): void } = { post: (_, f) => f() }; app.post('/x', async () => { const n = sum; await load(); sum = n + 1; });"), 'sum = n + 1'],
    ['workers that move a shared index on after the wait', body('await Promise.all(Array.from({ length: 3 }, async () => { while (next < xs.length) { out.push(await load(xs[next])); next += 1; } }));'), 'next += 1'],
    ['workers that a loop starts', body('const work = async () => { while (next < xs.length) { const x = xs[next]!; await load(x); next++; } }; const all: Promise<void>[] = []; for (let i = 0; i < 3; i++) all.push(work()); await Promise.all(all);'), 'next++'],
    ['an index that has a name', body('await Promise.all(Array.from({ length: 3 }, async () => { while (next < xs.length) { const own = next; await load(xs[own]); next += 1; } }));'), 'next += 1'],
    ['an index in an object', body('const at = { next: 0 }; await Promise.all(Array.from({ length: 3 }, async () => { while (at.next < xs.length) { await load(xs[at.next]); at.next++; } }));'), 'at.next++'],
    ['an index that a loop moves on', body('await Promise.all(Array.from({ length: 3 }, async () => { for (; next < xs.length; next++) await load(xs[next]); }));'), 'next++'],
    ['a cursor that moves on by the answer', body("setInterval(async () => { const found = await list(next); next += found.length; }, 10);").concat('declare function list(from: number): Promise<number[]>;'), 'next += found.length'],
    ['a cursor that the answer gives', body("emitter.on('more', async () => { const found = await page(next); next = found.after; });").concat('declare function page(from: number): Promise<{ after: number }>;'), 'next = found.after'],
    ['a sum over Promise.all', body('await Promise.all(xs.map(async (x) => { sum += await load(x); }));'), 'sum += await load(x)'],
    ['a sum over allSettled', body('await Promise.allSettled(xs.map(async (x) => { sum = sum + (await load(x)); }));'), 'sum = sum + (await load(x))'],
    ['promises that have a name', body('const all = xs.map(async (x) => { sum += await load(x); }); await Promise.all(all);'), 'sum += await load(x)'],
    ['forEach, which waits for nothing', body('xs.forEach(async (x) => { sum += await load(x); });'), 'sum += await load(x)'],
    ['a listener', body("emitter.on('data', async () => { sum += await load(); });"), 'sum += await load()'],
    ['a timer', body('setInterval(async () => { sum += await load(); }, 10);'), 'sum += await load()'],
    ['a slot that was read before', body('await Promise.all(xs.map(async (x) => { const slot = next; out[slot] = await load(x); next = slot + 1; }));'), 'next = slot + 1'],
    ['workers that have a name', body('async function worker() { sum += await load(); } await Promise.all([worker(), worker()]);'), 'sum += await load()'],
    ['a named callback', body('const work = async (x: number) => { sum += await load(x); }; await Promise.all(xs.map(work));'), 'sum += await load(x)'],
    ['Array.from', body('await Promise.all(Array.from({ length: 3 }, async () => { sum += await load(); }));'), 'sum += await load()'],
    ['a loop that collects promises', body('const all: Promise<void>[] = []; for (const x of xs) all.push((async () => { sum += await load(x); })()); await Promise.all(all);'), 'sum += await load(x)'],
    ['a loop that starts a function', body('async function add(x: number) { sum += await load(x); } for (const x of xs) void add(x);'), 'sum += await load(x)'],
    ['a loop that counts workers', body('const work = async () => { sum = sum + (await load()); }; for (let i = 0; i < 3; i++) { work(); }'), 'sum = sum + (await load())'],
    ['a check', body('await Promise.all(xs.map(async (x) => { if (best === undefined) best = await load(x); }));'), 'best = await load(x)'],
    ['a memory', body('await Promise.all(xs.map(async (x) => { if (!seen.has(x)) seen.set(x, await load(x)); }));'), 'seen.set(x, await load(x))'],
  ])('%s', (_, text, expected) => expect(marked(rule, text)).toEqual([expected]));
});

describe('silent where', () => {
  test.each([
    ['each round waits for its promise', body('const add = async (x: number) => { sum += await load(x); }; const all: Promise<void>[] = []; for (const x of xs) { const job = add(x); all.push(job); await job; }')],
    ['a handler that is set waits first', body('const socket: { onmessage?: () => void } = {}; socket.onmessage = async () => { const n = await load(); sum += n; };')],
    ['workers move the index on before they wait', body('await Promise.all(Array.from({ length: 3 }, async () => { while (next < xs.length) { const x = xs[next]; next += 1; out.push(await load(x)); } }));')],
    ['workers take and move in one', body('await Promise.all(Array.from({ length: 3 }, async () => { while (next < xs.length) out.push(await load(xs[next++])); }));')],
    ['workers count what is done, and no index', body('let own = 0; await Promise.all(Array.from({ length: 3 }, async () => { while (own < xs.length) { const x = xs[own++]; await load(x); next += 1; } }));')],
    ['the index is looked at again', body('await Promise.all(Array.from({ length: 3 }, async () => { const own = next; const x = xs[own]; await load(x); if (next === own) next += 1; }));')],
    ['one worker goes through all', body('const work = async () => { while (next < xs.length) { await load(xs[next]); next += 1; } }; await work();')],
    ['a flag keeps the next run out', body("let busy = false; setInterval(async () => { if (busy) return; busy = true; const found = await list(next); next += found.length; busy = false; }, 10);").concat('declare function list(from: number): Promise<number[]>;')],
    ['the answer is of something else', body("setInterval(async () => { const found = await list(key.length); next += found.length; }, 10);").concat('declare function list(from: number): Promise<number[]>;')],
    ['the write follows the await', body('await Promise.all(xs.map(async (x) => { const v = await load(x); sum += v; }));')],
    ['each run has its slot', body('await Promise.all(xs.map(async (x, i) => { out[i] = await load(x); }));')],
    ['each run takes its slot first', body('await Promise.all(xs.map(async (x) => { const slot = next++; out[slot] = await load(x); }));')],
    ['runs only add', body('await Promise.all(xs.map(async (x) => { out.push(await load(x)); }));')],
    ['one goes after the other', body('for (const x of xs) { sum += await load(x); }')],
    ['the callback does not wait', body('xs.forEach((x) => { sum += x; }); await load();')],
    ['the callback has its own variable', body('await Promise.all(xs.map(async (x) => { let own = 0; own += await load(x); return own; }));')],
    ['the function is called one at a time', body('async function step() { sum += await load(); } await step(); await step();')],
    ['nothing is known of who calls', body('await load(async () => { sum += await load(); });')],
    ['a loop waits for each run', body('async function add(x: number) { sum += await load(x); } for (const x of xs) await add(x);')],
    ['each round has its own variable', body('for (const x of xs) { let own = 0; const add = async () => { own += await load(x); }; void add(); }')],
    ['a loop is left when a run is started', body('async function add(x: number) { sum += await load(x); } for (const x of xs) { if (x > 1) { void add(x); break; } }')],
    ['a loop starts runs that write after they waited', body('async function add(x: number) { const v = await load(x); sum += v; } for (const x of xs) void add(x);')],
    ['a lock is held', body('await Promise.all(xs.map((x) => mutex.runExclusive(async () => { sum += await load(x); })));')],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('the message names what is shared and what to do, and no other rule says it again', () => {
  const text = body('await Promise.all(xs.map(async (x) => { sum += await load(x); }));');
  const [finding] = said(rule, text);
  expect(finding?.message).toMatch(/share `sum`.*return values and combine them/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
  expect(marked('no-stale-write-across-await', text)).toEqual([]);
  expect(marked('no-check-then-act-across-await', text)).toEqual([]);
});
