/** `no-nonatomic-shared-memory`: each plain update of shared memory beside one that nobody gets in between of. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-nonatomic-shared-memory';

const head = `
declare const worker: { postMessage(value: unknown): void };
declare function log(...values: unknown[]): void;
`;

/** A module that has sent its memory to a worker. */
function sent(body: string, made = 'SharedArrayBuffer'): string {
  return `${head}const memory = new ${made}(64);\nconst view = new Int32Array(memory);\nworker.postMessage(memory);\nexport function f(i: number, workerId: number): void { ${body} }\n`;
}

/** A worker that was given memory. */
function given(body: string, type = 'SharedArrayBuffer'): string {
  return `${head}export function f(memory: ${type}, i: number): void { const view = new Int32Array(memory); ${body} }\n`;
}

describe('a plain update, and its neighbour', () => {
  testPairs(rule, [
    ['a view that a function gives', 'declare const worker: { postMessage(x: unknown): void };\nfunction make(): Uint32Array { return new Uint32Array(new SharedArrayBuffer(16)); }\nconst counts = make();\nexport function start(): void { worker.postMessage(counts); }\nexport function bump(): void { counts[0]! += 1; }', 'counts[0]! += 1', 'declare const worker: { postMessage(x: unknown): void };\nfunction make(): Uint32Array { return new Uint32Array(new ArrayBuffer(16)); }\nconst counts = make();\nexport function start(): void { worker.postMessage(counts); }\nexport function bump(): void { counts[0]! += 1; }'],
    ['at one of two fixed places', given('const slot = i > 0 ? 0 : 1; view[slot] = view[slot]! + 1;'), 'view[slot] = view[slot]! + 1', given('const slot = i > 0 ? 0 : 1; Atomics.add(view, slot, 1);')],
    ['a load and a store', sent('Atomics.store(view, 0, Atomics.load(view, 0) + 1);'), 'Atomics.store(view, 0, Atomics.load(view, 0) + 1)', sent('Atomics.store(view, 0, 1);')],
    ['a load and a store by a constant', sent('const n = Atomics.load(view, 0); log(n); Atomics.store(view, 0, n + 1);'), 'Atomics.store(view, 0, n + 1)', sent('const n = Atomics.load(view, 0); if (n - Atomics.load(view, 1) < 8) Atomics.store(view, 0, n + 1);')],
    ['by a function that is handed the view', given('bump(view, 0);').concat('function bump(view: Int32Array, slot: number): void { view[slot]!++; }'), 'view[slot]!++', given('bump(view, 0);', 'ArrayBuffer').concat('function bump(view: Int32Array, slot: number): void { view[slot]!++; }')],
    ['by a function that is handed an index', given('bump(view, i);').concat('function bump(view: Int32Array, at: number): void { view[at]! += 1; }'), 'view[at]! += 1', given('bump(view, workerId);').replace('i: number', 'workerId: number').concat('function bump(view: Int32Array, at: number): void { view[at]! += 1; }')],
    ['counted up', sent('view[0]++;'), 'view[0]++', sent('Atomics.add(view, 0, 1);')],
    ['counted down', sent('--view[0];'), '--view[0]', sent('Atomics.sub(view, 0, 1);')],
    ['added to', sent('view[i] += 2;'), 'view[i] += 2', sent('view[i] = 2;')],
    ['a bit set', sent('view[0] |= 1;'), 'view[0] |= 1', sent('Atomics.or(view, 0, 1);')],
    ['a sum', sent('view[0] = view[0] + 1;'), 'view[0] = view[0] + 1', sent('view[0] = view[1] + 1;')],
    ['a sum by a constant', sent('const n = view[0]; view[0] = n + 1;'), 'view[0] = n + 1', sent('const n = view[1]; view[0] = n + 1;')],
    ['a claim', sent('if (view[0] === 0) { view[0] = 1; log(i); }'), 'view[0] = 1', sent('if (Atomics.compareExchange(view, 0, 0, 1) === 0) log(i);')],
    ['memory that was given', given('view[0]++;'), 'view[0]++', given('view[0]++;', 'ArrayBuffer')],
    ['no shared memory', sent('view[0]++;'), 'view[0]++', sent('view[0]++;', 'ArrayBuffer').replace('Int32Array(memory)', 'Int32Array(new ArrayBuffer(8)); log(SharedArrayBuffer)')],
    ['before it is sent', `${head}export function f() { const memory = new SharedArrayBuffer(8); const view = new Int32Array(memory); worker.postMessage(memory); view[0]++; }`, 'view[0]++', `${head}export function f() { const memory = new SharedArrayBuffer(8); const view = new Int32Array(memory); view[0]++; worker.postMessage(memory); }`],
    ['a field', `${head}export class A { private readonly view: Int32Array; constructor(memory: SharedArrayBuffer) { this.view = new Int32Array(memory); } hit() { this.view[0]++; } }`, 'this.view[0]++', `${head}export class A { private readonly view: Int32Array; constructor(memory: SharedArrayBuffer) { this.view = new Int32Array(memory); this.view[0]++; } }`],
    ['a field without a type', `${head}export class A { private readonly view; constructor(memory: SharedArrayBuffer) { this.view = new Int32Array(memory); } hit() { this.view[0]++; } }`, 'this.view[0]++', `${head}export class A { private readonly view; constructor(memory: ArrayBuffer) { this.view = new Int32Array(memory); } hit() { this.view[0]++; } }`],
    ['memory that is given or made', `export function f(given?: SharedArrayBuffer) { const memory = given ?? new SharedArrayBuffer(8); const view = new Int32Array(memory); return () => { view[0]++; }; }`, 'view[0]++', `export function f(given?: ArrayBuffer) { const memory = given ?? new ArrayBuffer(8); const view = new Int32Array(memory); return () => { view[0]++; return SharedArrayBuffer; }; }`],
    ['a view that says so', `${head}export function f(view: Int32Array<SharedArrayBuffer>) { view[0]++; }`, 'view[0]++', `${head}export function f(view: Int32Array<SharedArrayBuffer>) { view[0] = 1; }`],
    ['an index that is computed from what comes in', given('const slot = hash(i); view[slot] = view[slot]! + 1;').concat('declare function hash(n: number): number;'), 'view[slot] = view[slot]! + 1', given('const slot = Atomics.add(view, 0, 1); view[slot] = view[slot]! + 1;')],
    ['a remainder of what comes in', given('const slot = i % 8; view[slot]!++;'), 'view[slot]!++', given('const slot = i % 8; Atomics.add(view, slot, 1);')],
    ['exported memory', `export const memory = new SharedArrayBuffer(8);\nconst view = new Int32Array(memory);\nexport function f() { view[0]++; }`, 'view[0]++', `const memory = new SharedArrayBuffer(8);\nconst view = new Int32Array(memory);\nexport function f() { view[0]++; }`],
  ]);
});

describe('silent on', () => {
  testSilent(rule, [
    ['a lock', sent('lock(view); view[1]++; unlock(view);').replace('declare function log', 'declare function lock(x: unknown): void;\ndeclare function unlock(x: unknown): void;\ndeclare function log')],
    ['waiting with Atomics', sent('while (Atomics.compareExchange(view, 0, 0, 1) !== 0) Atomics.wait(view, 0, 1); view[1]++; Atomics.store(view, 0, 0);')],
    ['an element of the own', sent('view[workerId]++;')],
    ['an element of the own with a stride', sent('view[workerId * 4 + i] += 1;')],
    ['an element that a worker has by its number', given('const slot = slotOf(workerId); view[slot]!++;').replace('i: number', 'workerId: number').concat('declare function slotOf(n: number): number;')],
    ['an element that was handed out', given('const slot = slots.next(i); view[slot]!++;').concat('declare const slots: { next(n: number): number };')],
    ['setting up', sent('').replace('function f(', 'function initCounters(').replace('{  }', '{ view[0] += 1; }')],
    ['plain stores and loads', sent('view[0] = 1; log(view[0]);')],
    ['a copy', sent('const copy = new Int32Array(view); copy[0]++; log(copy);').replace('Int32Array(view)', 'Int32Array(4)')],
    ['an array', sent('const xs = [1]; xs[0]!++; log(xs);')],
    ['memory of which nothing is known', 'export function f(data: { buffer: SharedArrayBuffer | ArrayBuffer }) { const view = new Int32Array(data.buffer as ArrayBuffer); view[0]++; }'],
  ]);
});

test('the message says what is lost and what to do; options name locks and own elements', () => {
  const [finding] = said(rule, sent('view[0]++;'));
  expect(finding?.message).toMatch(/`view\[0\]` lies in a SharedArrayBuffer: .*`Atomics\.add`/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
  expect(marked(rule, sent('log(); view[0]++;'), { options: [{ locks: ['log'] }] })).toEqual([]);
  expect(marked(rule, sent('view[i]++;'), { options: [{ ownIndices: ['^i$'] }] })).toEqual([]);
  expect(marked(rule, sent('view[0]++;'), { fileName: 'a.test.ts' })).toEqual([]);
});
