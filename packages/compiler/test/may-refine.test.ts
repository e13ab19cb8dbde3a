/** Whether a text declares a type that carries a contract: what says no is never looked at again, so it must not miss one. */
import { expect, test } from 'vitest';
import { mayRefine } from '../src/2-check/refine.ts';

const tag = '/** @requires `n > 0` */';

test.each([
  ['an alias with an invariant', '/** @invariant `value > 0` */\nexport type Count = number;'],
  ['a function type', `type Halve = ${tag} (n: number) => number;`],
  ['a member of an interface', `export interface Store { other: string; ${tag} get(n: number): string }`],
  ['one with type parameters and bases', `interface Store<T extends { a: 1 }> extends Sized, Other<T> {\n  ${tag}\n  get(n: T): string;\n}`],
  ['a member of an object type', `type Store = Sized & { ${tag} get(n: number): string };`],
  ['one inside another', `interface Outer { inner: { ${tag} get(n: number): string } }`],
  ['a property that holds a function', `interface Store { ${tag} readonly get: (n: number) => string }`],
  ['a member behind braces in texts and comments', `interface Store { a: '}'; /* } */ b: "}"; // }\n ${tag} get(n: number): string }`],
])('%s', (_, text) => {
  expect(mayRefine(text)).toBe(true);
});

test.each([
  ['functions', `${tag}\nexport function half(n: number): number { return n / 2; }`],
  ['members of a class beside an interface', `interface Plain { get(n: number): string }\nclass Store implements Plain { ${tag}\n get(n: number): string { return ''; } }`],
  ['a function behind an object type', `type Plain = { a: number };\n${tag}\nfunction half(n: number): number { return n / 2; }`],
  ['tags without a condition of a type', 'interface Plain { /** Gives it back. */ get(n: number): string }'],
])('not %s', (_, text) => {
  expect(mayRefine(text)).toBe(false);
});

test('takes time in proportion to the text', () => {
  const text = `${tag} interface A ${'{ '.repeat(200_000)}`;
  expect(mayRefine(text + 'type B = '.repeat(50_000))).toBe(false);
});
