/** `no-global-mutation`: writes that the whole program sees, beside those that stay in a module or a process of its own. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-global-mutation';

describe.each([
  ['a method of its own, if there is none', 'const proto: any = Array.prototype;\nif (!("chunked" in proto)) Object.defineProperty(proto, "chunked", { value: () => [] });', 'const proto: any = Array.prototype;\nif (!("findLast" in proto)) Object.defineProperty(proto, "findLast", { value: () => undefined });'],
  ['a global variable', 'export function f(user: string): void { (globalThis as any).user = user; }', 'let current = "";\nexport function f(user: string): void { current = user; }'],
  ['by `global`', 'declare const global: any;\nexport function f(): void { globalThis.name2 = 1; }', 'export function f(globalThis: { name2: number }): void { globalThis.name2 = 1; }'],
  ['by a key', 'export function f(key: string): void { (globalThis as any)[key] = 1; }', 'export function f(key: string): unknown { return (globalThis as any)[key]; }'],
  ['a definition', 'Object.defineProperty(globalThis, "user", { value: 1 });', 'const own = {};\nObject.defineProperty(own, "user", { value: 1 });\nexport { own };'],
  ['a built-in class', 'Array.prototype.map = function () { return []; };', 'class List { map() { return []; } }\nList.prototype.map = () => [];\nexport { List };'],
  ['a method that is added', '(Array.prototype as any).last = function () { return this.at(-1); };', 'export const last = (xs: readonly number[]) => xs.at(-1);'],
  ['members that are added', 'Object.assign(String.prototype, { shout() { return "!"; } });', 'Object.assign({}, { shout() { return "!"; } });'],
  ['a function of a global object', 'Math.random = () => 0.5;', 'const Math = { random: () => 0 };\nMath.random = () => 0.5;\nexport { Math };'],
  ['the console', 'console.log = () => {};', 'console.log("done");'],
  ['the environment', 'export function f(): void { process.env.TZ = "UTC"; }', 'export function f(): string | undefined { return process.env.TZ; }'],
  ['a variable of the environment that is removed', 'export function f(): void { delete process.env["HOME"]; }', 'export function f(): void { process.exitCode = 1; }'],
  ['variables of the environment at once', 'export function f(values: object): void { Object.assign(process.env, values); }', 'export function f(values: object): object { return Object.assign({}, process.env, values); }'],
  ['the environment by a name that a pattern gives it', 'export function f(): void { const { env } = process; env["NODE_ENV"] = "x"; }', 'export function f(): object { const { env } = process; return { ...env, NODE_ENV: "x" }; }'],
  ['the environment by the name of a constant', 'const env = process.env;\nexport function f(): void { env.TZ = "UTC"; }', 'const env = { ...process.env };\nexport function f(): void { env.TZ = "UTC"; }'],
  ['the environment by a name that is imported', 'import { env } from "node:process";\nexport function f(): void { env.TZ = "UTC"; }', 'import { env } from "./env.js";\nexport function f(): void { env.TZ = "UTC"; }'],
  ['the environment of a process that is imported', 'import process from "node:process";\nexport function f(): void { delete process.env.TZ; }', 'import process from "./process.js";\nexport function f(): void { delete process.env.TZ; }'],
  ['one that is left where something else is so', 'export function f(isOff: boolean): void { if (isOff) return; (globalThis as any).user = 1; }', 'export function f(): void { if ((globalThis as any).user) return; (globalThis as any).user = 1; }'],
  ['a global object by a name', 'export function f(): void { const g = globalThis as any; g.user = 1; }', 'export function f(): void { let g = globalThis as any; g = {}; g.user = 1; }'],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['the exit code is set', 'process.exitCode = 1;'],
    ['an `AsyncLocalStorage` holds what belongs to a request', 'import { AsyncLocalStorage } from "node:async_hooks";\nconst user = new AsyncLocalStorage<string>();\nexport function f(name: string): void { user.enterWith(name); }'],
    ['it is made once, by whoever comes first', 'class Client {}\nexport const client = ((globalThis as any).client ??= new Client());'],
    ['it looks first what is there', "const key = Symbol.for('ours');\nconst found = (globalThis as any)[key];\nif (!found) Reflect.set(globalThis, key, 1);"],
    ['it goes no further where it is there', "const key = Symbol.for('ours');\nexport function f(): void { const shared = globalThis as { [key]?: boolean }; if (shared[key] === true) return; shared[key] = true; }"],
    ['it gives what is there', "const key = Symbol.for('ours');\nexport function f(): object { const shared = globalThis as { [key]?: object }; const known = shared[key]; if (known) return known; const made = {}; shared[key] = made; return made; }"],
    ['what is missing is added', 'if (!("at" in Array.prototype)) (Array.prototype as any).at = function () { return undefined; };'],
    ['it is what a window is for', 'declare const window: any;\nwindow.location = "/";\nwindow.onload = () => {};'],
    ['errors get longer stacks', 'Error.stackTraceLimit = 50;'],
    ['the program is a script', '#!/usr/bin/env node\nprocess.env.NODE_ENV = "production";'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
  test.each(['src/polyfill.ts', 'src/polyfills/array.ts', 'test/setup.ts', 'scripts/release.ts', 'vitest.setup.ts', 'src/a.test.ts'])('the file is %s', (fileName) => {
    expect(said(rule, '(globalThis as any).user = 1;', { fileName: `../${fileName}` })).toEqual([]);
  });
  test('the path is allowed', () => {
    const text = '(globalThis as any).prisma = 1;\nprocess.env.TZ = "UTC";';
    expect(said(rule, text, { options: [{ allow: ['globalThis.prisma', 'process.env.*'] }] })).toEqual([]);
    expect(said(rule, text, { options: [{ allow: ['globalThis.pris'] }] })).toHaveLength(2);
  });
});

test('names the place as everybody knows it, whatever the file calls it', () => {
  const text = 'export function f(): void {\n  const { env } = process;\n  env.TZ = "UTC";\n}';
  expect(said(rule, text).map(({ message }) => message.slice(0, 40))).toEqual(['`process.env.TZ` belongs to the process:']);
  expect(said(rule, text, { options: [{ allow: ['process.env.TZ'] }] })).toEqual([]);
});

test('names the place', () => {
  expect(said(rule, 'export function f(): void {\n  process.env.TZ = "UTC";\n}').map(({ message, at }) => [at, message.slice(0, 45)])).toEqual([['2:3-2:25', '`process.env.TZ` belongs to the process: all ']]);
});
