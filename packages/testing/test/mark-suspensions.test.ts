/** Marked code does the same as before, in the same order, on the same lines. */
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { markSuspensions } from '../src/interleaving/mark-suspensions.ts';

const mark = (text: string, isTypeScript = false): string => markSuspensions(ts, { text, isTypeScript, placeOf: (line) => `a:${line + 1}` });
const turn = '(globalThis.__provisoTurn ?? ((value) => value))';
const each = '(globalThis.__provisoTurn?.each ?? ((value) => value))';

test.each([
  ['const x = await f();', `const x = await ${turn}(f(), "a:1");`],
  ['await\n  // why\n  f(1);', `await\n  // why\n  ${turn}(f(1), "a:1");`],
  ['await (await f())();', `await ${turn}((await ${turn}(f(), "a:1"))(), "a:1");`],
  ['await await f();', `await ${turn}(await ${turn}(f(), "a:1"), "a:1");`],
  ['for await (const x of f()) g(x);', `for await (const x of ${each}(f(), "a:1")) g(x);`],
  ['const awaited = 1; // await', 'const awaited = 1; // await'],
  ['const a = `await ${b}`;', 'const a = `await ${b}`;'],
])('%s', (text, expected) => expect(mark(`async () => { ${text} }`)).toBe(`async () => { ${expected} }`));

test('types are no obstacle', () => expect(mark('const x: number = (await f<T>())!;', true)).toBe(`const x: number = (await ${turn}(f<T>(), "a:1"))!;`));

test('code without anybody who gives turns gives the same', async () => {
  const text = `async () => { const seen = []; for await (const x of [1, Promise.resolve(2)]) seen.push(x); seen.push(await 3, await (async () => 4)()); return seen; }`;
  const run = runInThisContext(mark(text)) as () => Promise<number[]>;
  await expect(run()).resolves.toEqual([1, 2, 3, 4]);
});
