/** `no-use-after-transfer`: each use of what is gone beside one of what is still there. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';
import { testPairs, testSilent } from './state-pairs.ts';

const rule = 'no-use-after-transfer';

const head = `
declare const worker: { postMessage(value: unknown, transfer?: readonly unknown[] | { transfer?: readonly unknown[] }): void };
declare function log(...values: unknown[]): void;
declare function next(): Promise<ArrayBuffer>;
declare class MessageChannel { port1: MessagePort; port2: MessagePort }
declare class Worker { constructor(path: string, options: unknown) }
interface MessagePort { postMessage(value: unknown, transfer?: readonly unknown[]): void; start(): void; close(): void }
`;

function f(body: string, parameters = 'buffer: ArrayBuffer, isBig: boolean, xs: ArrayBuffer[]'): string {
  return `${head}export async function f(${parameters}): Promise<unknown> { ${body}; return 0; }\n`;
}

describe('what is gone, and its neighbour that is not', () => {
  testPairs(rule, [
    ['a view of a field by another name', 'export class W { #memory: ArrayBuffer = new ArrayBuffer(8); grow(xs: Uint8Array): void { const memory = this.#memory; const view = new Uint8Array(memory); this.#memory = memory.transfer(16); view.set(xs); } }', 'view', 'export class W { #memory: ArrayBuffer = new ArrayBuffer(8); grow(xs: Uint8Array): void { const memory = this.#memory.transfer(16); const view = new Uint8Array(memory); this.#memory = memory; view.set(xs); } }'],
    ['a list', f('worker.postMessage(buffer, [buffer]); log(buffer.byteLength)'), 'buffer', f('log(buffer.byteLength); worker.postMessage(buffer, [buffer])')],
    ['no list', f('worker.postMessage({ buffer }, { transfer: [buffer] }); log(buffer)'), 'buffer', f('worker.postMessage({ buffer }); log(buffer)')],
    ['a list in a constant', f('const transfer = [buffer]; worker.postMessage(buffer, { transfer }); log(buffer)'), 'buffer', f('const transfer = [buffer.slice(0)]; worker.postMessage(buffer, { transfer }); log(buffer)')],
    ['a clone', f('const copy = structuredClone(buffer, { transfer: [buffer] }); log(copy, buffer.slice(1))'), 'buffer', f('const copy = structuredClone(buffer); log(copy, buffer.slice(1))')],
    ['the own method', f('const grown = buffer.transfer(64); log(grown, buffer.slice(1))'), 'buffer', f('buffer = buffer.transfer(64); log(buffer.slice(1))')],
    ['a view of it', f('const view = new Uint8Array(buffer); worker.postMessage(buffer, [buffer]); log(view[0])'), 'view', f('const view = new Uint8Array(buffer.slice(0)); worker.postMessage(buffer, [buffer]); log(view[0])')],
    ['the view whose buffer it is', f('const view = new Uint8Array(8); worker.postMessage(view, [view.buffer]); view[0] = 1'), 'view', f('let view = new Uint8Array(8); worker.postMessage(view, [view.buffer]); view = new Uint8Array(8); view[0] = 1')],
    ['the view whose buffer has a name', f('const view = new Uint8Array(8); const { buffer: b } = view; worker.postMessage({ b }, [b]); view[0] = 1'), 'view', f('const view = new Uint8Array(8); const { buffer: b } = view; worker.postMessage({ b }, [b.slice(0)]); view[0] = 1')],
    ['the view whose buffer was a member', f('const b = view.buffer; worker.postMessage({ b }, [b]); log(view[0])', 'view: Uint8Array'), 'view', f('const b = other.buffer; worker.postMessage({ b }, [b]); log(view[0])', 'view: Uint8Array, other: Uint8Array')],
    ['the view that was taken out of what is given', f('const { pixels, width } = frame; const { buffer } = pixels; worker.postMessage({ width, buffer }, [buffer]); return sum(pixels)', 'frame: { readonly pixels: Uint8Array; readonly width: number }').concat('declare function sum(xs: Uint8Array): number;'), 'pixels', f('const { pixels, width } = frame; const { buffer } = pixels; const total = sum(pixels); worker.postMessage({ width, buffer }, [buffer]); return total + width', 'frame: { readonly pixels: Uint8Array; readonly width: number }').concat('declare function sum(xs: Uint8Array): number;')],
    ['another view of it', f('const a = new Uint8Array(buffer); const b = new Float32Array(buffer); worker.postMessage(a, [a.buffer]); log(b.length)'), 'b', f('const a = new Uint8Array(8); const b = new Float32Array(buffer); worker.postMessage(a, [a.buffer]); log(b.length)')],
    ['a port', f('const channel = new MessageChannel(); worker.postMessage(0, [channel.port2]); channel.port2.start()'), 'channel.port2', f('const channel = new MessageChannel(); worker.postMessage(0, [channel.port2]); channel.port1.start()')],
    ['a port by its name', f('const { port1, port2 } = new MessageChannel(); worker.postMessage(0, [port2]); port2.start(); log(port1)'), 'port2', f('const { port1, port2 } = new MessageChannel(); worker.postMessage(0, [port2]); port1.start()')],
    ['one way of two', f('if (isBig) worker.postMessage(buffer, [buffer]); log(buffer.byteLength)'), 'buffer', f('if (isBig) worker.postMessage(buffer, [buffer]); else log(buffer.byteLength)')],
    ['an early return', f('if (isBig) { worker.postMessage(buffer, [buffer]); } log(buffer.byteLength)'), 'buffer', f('if (isBig) { worker.postMessage(buffer, [buffer]); return 0; } log(buffer.byteLength)')],
    ['the next round of a loop', f('for (let i = 0; i < 3; i++) { worker.postMessage(i, [buffer]); }'), 'buffer', f('for (let i = 0; i < 3; i++) { worker.postMessage(i, [buffer]); buffer = await next(); }')],
    ['a closure that runs later', f('worker.postMessage(buffer, [buffer]); return () => buffer.byteLength'), 'buffer', f('const { byteLength } = buffer; worker.postMessage(buffer, [buffer]); return () => byteLength')],
    ['a second transfer', f('worker.postMessage(1, [buffer]); worker.postMessage(2, [buffer])'), 'buffer', f('worker.postMessage(1, [buffer]); buffer = await next(); worker.postMessage(2, [buffer])')],
    ['a returned one', f('worker.postMessage(1, [buffer]); return buffer'), 'buffer', f('worker.postMessage(1, [buffer]); return next()')],
    ['a worker of Node', f('new Worker("a", { workerData: buffer, transferList: [buffer] }); log(buffer.byteLength)'), 'buffer', f('new Worker("a", { workerData: buffer }); log(buffer.byteLength)')],
    ['a field', `${head}export class A { constructor(private readonly data: ArrayBuffer) {} send() { worker.postMessage(1, [this.data]); return this.data.byteLength; } }`, 'this.data.byteLength', `${head}export class A { constructor(private data: ArrayBuffer) {} send() { worker.postMessage(1, [this.data]); this.data = new ArrayBuffer(8); return this.data.byteLength; } }`],
  ]);
});

describe('silent on', () => {
  testSilent(rule, [
    ['copies', f('const copy = buffer.slice(0); worker.postMessage(copy, [copy]); log(buffer.byteLength)')],
    ['a loop over buffers', f('for (const x of xs) worker.postMessage(x, [x]); log(xs.length)')],
    ['a callback over buffers', f('xs.forEach((x) => worker.postMessage(x, [x])); log(xs.length)')],
    ['elements by an index that goes on', f('for (let i = 0; i < xs.length; i++) worker.postMessage(xs[i], [xs[i]!])')],
    ['a money transfer', `export function pay(from: { transfer(to: string, sum: number): void; sum: number }) { from.transfer('x', 1); return from.sum; }`],
    ['the rest of a message', f('const message = { buffer, id: 1 }; worker.postMessage(message, [message.buffer]); log(message.id)')],
    ['whether it is detached', f('worker.postMessage(buffer, [buffer]); if (buffer.byteLength === 0) log("sent")')],
    ['the handler of the failed transfer', f('try { worker.postMessage(buffer, [buffer]); } catch { worker.postMessage(buffer); }')],
    ['conditions that exclude each other', f('if (isBig) worker.postMessage(buffer, [buffer]); if (!isBig) log(buffer.byteLength)')],
    ['a flag that is set beside it', f('let sent = false; if (xs.length > 0) { worker.postMessage(buffer, [buffer]); sent = true; } if (!sent) log(buffer.byteLength)')],
    ['swapped buffers', `${head}export class A { front = new ArrayBuffer(8); back = new ArrayBuffer(8); flip() { const done = this.back; this.back = this.front; worker.postMessage(done, [done]); return this.back.byteLength; } }`],
    ['a field that is set by the next message', `${head}export class A { data = new ArrayBuffer(8); async turn() { worker.postMessage(1, [this.data]); await next(); return this.data.byteLength; } take(data: ArrayBuffer) { this.data = data; } }`],
    ['a member that is called so', f('worker.postMessage(buffer, [buffer]); return (data: { buffer: number }) => data.buffer')],
    ['another try', f('while (isBig) { try { worker.postMessage(buffer, [buffer]); return 1; } catch { log("again"); } }')],
    ['a comparison', f('worker.postMessage(buffer, [buffer]); return xs[0] === buffer')],
    ['taking it off a list', `${head}export function f(pending: Set<ArrayBuffer>, buffer: ArrayBuffer) { worker.postMessage(buffer, [buffer]); pending.delete(buffer); }`],
    ['a function of the file that is called so', `function postMessage(a: unknown, b: unknown[]) { return [a, b]; }\nexport function f(xs: number[]) { postMessage(1, [xs]); return xs.length; }`],
    ['a buffer that is made anew in each round', f('while (isBig) { const b = await next(); worker.postMessage(b, [b]); }')],
  ]);
});

test('the message names what was transferred and where, and what to do', () => {
  const [finding] = said(rule, f('const view = new Uint8Array(buffer);\nworker.postMessage(buffer, [buffer]);\nlog(view[0])'));
  expect(finding?.message).toMatch(/`view` is used here, but it shares memory with `buffer`, which was transferred in line \d+: .* send a copy/);
  expect(finding?.message.length).toBeLessThanOrEqual(400);
});

test('tests are looked at where they are asked for', () => {
  const text = f('worker.postMessage(buffer, [buffer]); log(buffer.byteLength)');
  expect(marked(rule, text, { fileName: 'a.test.ts' })).toEqual([]);
  expect(marked(rule, text, { fileName: 'a.test.ts', options: [{ tests: true }] })).toHaveLength(1);
});
