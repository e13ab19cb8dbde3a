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
  ['an interface with an invariant', '/** @invariant `this.size > 0` */\nexport default interface Store { size: number }'],
  ['an error and its condition', 'interface Store { /** @throws {RangeError} if `n < 0` */ get(n: number): string }'],
  ['a function type with an error', 'type Halve = /** @throws {RangeError} if `n < 0` */ (n: number) => number;'],
  ['what a generator yields', 'interface Store { /** @yields `value > 0` */ all(): Iterable<number> }'],
  ['a secret', 'interface Store { /** @secret pin */ open(pin: string): void }'],
  ['a case beside inherited ones', 'interface Store extends Sized { /** @requiresElse `n > 0` */ get(n: number): string }'],
  ['a tag behind one in a line comment', `// @requires is a tag\ninterface Store { /** @secret pin */ open(pin: string): void }`],
  ['a member behind braces in texts and comments', `interface Store { a: '}'; /* } */ b: "}"; // }\n ${tag} get(n: number): string }`],
])('%s', (_, text) => {
  expect(mayRefine(text)).toBe(true);
});

test.each([
  ['functions', `${tag}\nexport function half(n: number): number { return n / 2; }`],
  ['members of a class beside an interface', `interface Plain { get(n: number): string }\nclass Store implements Plain { ${tag}\n get(n: number): string { return ''; } }`],
  ['a function behind an object type', `type Plain = { a: number };\n${tag}\nfunction half(n: number): number { return n / 2; }`],
  ['tags without a condition of a type', 'interface Plain { /** Gives it back. */ get(n: number): string }'],
  ['errors in words', 'interface Plain { /** @throws {RangeError} if n is negative\n * @yields numbers */ get(n: number): Iterable<string> }'],
  ['examples', 'interface Plain { /** ```\n * @requires `n > 0`\n * ``` */ get(n: number): string }'],
  ['what nothing inherits', 'interface Plain { /** @pure\n * @decreases `n` */ get(n: number): string }'],
])('not %s', (_, text) => {
  expect(mayRefine(text)).toBe(false);
});

test.each([
  ['a comment that begins in a template', `const glob = \`src/*\`;\nexport interface Store { ${tag} get(n: number): string }`],
  ['a pattern with a quote', `const re = /['"]/; interface Store { ${tag} get(n: number): string }`],
  ['a default of a type parameter', `interface Store<T extends { a: 1 } = { a: 1 }> { ${tag} get(n: T): string }`],
  ['a conditional type', `type Store<T> = T extends { a: 1 } ? { ${tag} get(n: T): string } : never;`],
  ['an annotation', `const store: { ${tag} get(n: number): string } = { get: String };`],
  ['a type of its own as the result', `interface Store {\n  ${tag}\n  get(n: number): { a: 1 }\n}`],
  ['members without semicolons', `interface Store {\n  ${tag}\n  get(n: number): string\n  put(n: string): void\n}`],
  ['a type parameter of a member', `interface Store { ${tag} get<T extends { a: 1 }>(n: T): Promise<{ b: T }>; }`],
  ['a predicate of an object type', `interface Store { ${tag} has(n: unknown): n is { a: 1 } }`],
  ['an assertion of an object type', `interface Store { ${tag} has(n: unknown): asserts n is\n { a: 1 } }`],
  ['a condition on an object type', `interface Store { ${tag} get<T>(n: T): T extends { a: 1 } ? 1 : keyof { b: 2 } }`],
  ['names that are words of code', `interface Store { ${tag} async(n: number): void }`],
  ['return', `interface Store { ${tag} return?(n: number): { a: 1 } }`],
  ['if', `interface Store { ${tag} if: (n: number) => { a: 1 } }`],
  ['constructor', `interface Store { ${tag} constructor(n: number): void }`],
  ['a name with an escape', `interface Store { ${tag} g\\u0065t(n: number): string }`],
  ['a computed name', `interface Store { ${tag} [names['get']](n: number): string }`],
  ['a comment behind the name', `interface Store { ${tag} get /* it */ (n: number): string }`],
  ['a generic function type', `interface Store { ${tag} get: <T>(n: T) => { b: T } }`],
])('behind or with %s', (_, text) => {
  expect(mayRefine(text)).toBe(true);
});

test.each([
  ['a class with results', `interface Plain { a: 1 }\nclass Store { ${tag}\n get(n: number): { a: 1 } { return { a: 1 }; }\n ${tag}\n async put(n: number): Promise<Map<string, { a: 1 }[]>> { return new Map(); }\n ${tag} half = (n: number) => n / 2; ${tag} twice: (n: number) => number = (n) => n * 2; }`],
  ['functions as arguments', `interface Plain { a: 1 }\nrun(${tag} async (n: number) => { return n; }); run(${tag} async (n: number): Promise<number> => n); run(${tag} function (n: number): { a: 1 } { return n; });`],
  ['a class with modifiers', `interface Plain { a: 1 }\nabstract class Store { ${tag} static of(n: number): Store; ${tag} constructor(n: number) {} }`],
])('not %s', (_, text) => {
  expect(mayRefine(text)).toBe(false);
});

test.each([
  ['comments that do not end', '// @requires\n' + '/* '.repeat(200_000), false],
  ['texts that do not end', "// @requires\n'" + "\\'".repeat(200_000), false],
  ['a long text', `// @requires\ninterface A { a: '${'x'.repeat(20_000_000)}' }`, false],
  ['many functions', `${tag} function f() {}\n`.repeat(20_000), false],
  ['many words that open types', `${tag} get(): ${'is {} '.repeat(200_000)}`, true],
  ['many names with escapes', `${tag} ${'\\u0061'.repeat(200_000)}!`, false],
  ['nested braces', `${tag} get(): ${'{ '.repeat(200_000)}`, true],
])('ends soon for %s', (_, text, expected) => {
  expect(mayRefine(text)).toBe(expected);
});
