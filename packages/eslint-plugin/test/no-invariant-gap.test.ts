/** `no-invariant-gap`: each pause between fields that belong together beside a method that has none. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-invariant-gap';

function inClass(body: string, invariant = 'this.total === this.items.length', name = 'run'): string {
  return `declare function load(...x: unknown[]): Promise<number>;
declare const mutex: { runExclusive<T>(f: () => Promise<T>): Promise<T>; acquire(): Promise<() => void> };
/** @invariant \`${invariant}\` */
export class Store {
  total = 0; items: number[] = []; other = 0; low = 0; high = 9;
  async ${name}(x: number): Promise<void> { ${body} }
  async *steps(x: number): AsyncGenerator<number> { yield x; }
  setTotal(n: number): void { this.total = n; }
}
`;
}

describe('a pause between what belongs together, and its neighbour without', () => {
  testPairs(rule, [
    ['in a callback of then', inClass('this.items.push(x); return load().then(() => { this.total++; });').replace('async run(', 'run('), 'this.total++', inClass('return load().then(() => { this.items.push(x); this.total++; });').replace('async run(', 'run(')],
    ['a method that changes', inClass('this.items.push(x); await load(); this.total++;'), 'this.total++', inClass('await load(); this.items.push(x); this.total++;')],
    ['assignments', inClass('this.total = 0; await load(); this.items = [];'), 'this.items = []', inClass('this.total = 0; this.items = []; await load();')],
    ['an order', inClass('this.low = x; await load(); this.high = x + 1;', 'this.low <= this.high'), 'this.high = x + 1', inClass('await load(); this.low = x; this.high = x + 1;', 'this.low <= this.high')],
    ['one way waits', inClass('this.items.push(x); if (x > 1) await load(); this.total++;'), 'this.total++', inClass('this.items.push(x); if (x > 1) { this.total++; await load(); return; } this.total++;')],
    ['a loop', inClass('for (const y of [x]) { this.items.push(y); await load(); this.total++; }'), 'this.total++', inClass('for (const y of [x]) { await load(); this.items.push(y); this.total++; }')],
    ['a try', inClass('this.items.push(x); try { await load(); } finally { this.total++; }'), 'this.total++', inClass('try { await load(); } finally { this.items.push(x); this.total++; }')],
    ['a method of its own', inClass('this.items.push(x); await load(); this.setTotal(1);'), 'this.setTotal(1)', inClass('this.items.push(x); this.setTotal(1); await load();')],
    ['the value that is waited for', inClass('this.items.push(x); this.total = await load();'), 'this.total = await load()', inClass('const n = await load(); this.items.push(x); this.total = n;')],
    ['one of two conditions', inClass('this.low = x; await load(); this.high = x;', 'this.total >= 0 && this.low <= this.high'), 'this.high = x', inClass('this.low = x; await load(); this.total = x;', 'this.total >= 0 && this.low <= this.high')],
    ['for await', inClass('this.items.push(x); for await (const y of this.steps(x)) this.total = y;'), 'this.total = y', inClass('for await (const y of this.steps(x)) { this.items.push(y); this.total++; }')],
    ['fields of the invariant', inClass('this.total = 1; await load(); this.items = [x];'), 'this.items = [x]', inClass('this.total = 1; await load(); this.other = x;')],
    ['a private field', inClass('this.items.push(x); await load(); this.total++;').replaceAll('total', '#total'), 'this.#total++', inClass('this.items.push(x); this.total++; await load();').replaceAll('total', '#total')],
  ]);
});

describe('silent on', () => {
  testSilent(rule, [
    ['no invariant', inClass('this.items.push(x); await load(); this.total++;').replace(/\/\*\*.*\*\/\n/, '')],
    ['an invariant over one field', inClass('this.total = 1; await load(); this.items = [];', 'this.total >= 0')],
    ['a fresh object', inClass('const s = new Store(); s.items.push(x); await load(); s.total++;')],
    ['a lock around it', inClass('await mutex.runExclusive(async () => { this.items.push(x); await load(); this.total++; });')],
    ['a lock that was taken', inClass('const release = await mutex.acquire(); try { this.items.push(x); await load(); this.total++; } finally { release(); }')],
    ['the same field twice', inClass('this.total = 1; await load(); this.total = 2;')],
    ['pairs before and after', inClass('this.items.push(x); this.total++; await load(); this.items.push(x); this.total++;')],
    ['alternatives', inClass('this.total = 1; await load(); this.other = 2;', 'this.total === 0 || this.other > 0')],
    ['the way that waits does not write', inClass('this.items.push(x); if (x > 1) { await load(); return; } this.total++;')],
  ]);
});

test('the message names the invariant, both fields, and the pause', () => {
  const [finding] = said(rule, inClass('this.items.push(x);\nawait load();\nthis.total++;'));
  expect(finding?.message).toMatch(/The invariant `this\.total === this\.items\.length` ties `this\.total` to `this\.items`, which was written in line 6\. The `await` in line 7/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
  const gated = inClass('const done = await gate.take(); this.items.push(x); await load(); this.total++; done();').replace('declare const mutex', 'declare const gate: { take(): Promise<() => void> };\ndeclare const mutex');
  expect(marked(rule, gated)).toHaveLength(1);
  expect(marked(rule, gated, { options: [{ locks: ['gate'] }] })).toEqual([]);
  expect(marked(rule, inClass('this.items.push(x); await load(); this.total++;'), { fileName: 'a.test.ts' })).toEqual([]);
});
