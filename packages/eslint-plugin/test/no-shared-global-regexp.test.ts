/** `no-shared-global-regexp`: patterns that remember a position between texts, beside those that do not or are watched. */
import { describe, expect, test } from 'vitest';
import { marked, said } from './race-cases.ts';

const rule = 'no-shared-global-regexp';

describe.each([
  ['a pattern of a list of rules', 'const rules = [{ name: "a", pattern: /a/ }, { name: "b", pattern: /b/g }];\nexport const find = (text: string): string | undefined => rules.find((rule) => rule.pattern.test(text))?.name;', 'const rules = [{ name: "a", pattern: /a/ }, { name: "b", pattern: /b/i }];\nexport const find = (text: string): string | undefined => rules.find((rule) => rule.pattern.test(text))?.name;'],
  ['a pattern of a list in a loop', 'const rules = Object.freeze([{ pattern: /a/g }]);\nexport function has(text: string): boolean { for (const { pattern } of rules) if (pattern.test(text)) return true; return false; }', 'const rules = Object.freeze([{ pattern: /a/g }]);\nexport function count(text: string): number { let n = 0; for (const { pattern } of rules) n += text.match(pattern)?.length ?? 0; return n; }'],
  ['a list of patterns', 'const words = [/a/g, /b/g];\nexport const has = (text: string): boolean => words.some((word) => word.test(text));', 'export function has(text: string): boolean { const words = [/a/g, /b/g]; return words.some((word) => word.test(text)); }'],
  ['a member of a table', 'const words = { a: /a/g, b: /b/ };\nexport const has = (text: string): boolean => words.a.test(text);', 'const words = { a: /a/g, b: /b/ };\nexport const has = (text: string): boolean => words.b.test(text);'],
  ['the values of a table', 'const words: Record<string, RegExp> = { a: /a/g };\nexport const has = (text: string): boolean => Object.values(words).some((word) => word.test(text));', 'const words: Record<string, RegExp> = { a: /a/g };\nexport const has = (text: string): boolean => Object.values(words).some((word) => { word.lastIndex = 0; return word.test(text); });'],
  ['a list of an object', 'export class Words { readonly #rules = [{ pattern: /a/g }]; has(text: string): boolean { return this.#rules.some(({ pattern }) => pattern.test(text)); } }', 'export class Words { #rules = [{ pattern: /a/g }]; set(rules: { pattern: RegExp }[]): void { this.#rules = rules; } has(text: string): boolean { return this.#rules.some(({ pattern }) => pattern.test(text)); } }'],
  ['a pattern of the module', 'const word = /\\w+/g;\nexport const has = (text: string): boolean => word.test(text);', 'const word = /\\w+/;\nexport const has = (text: string): boolean => word.test(text);'],
  ['a sticky pattern', 'const word = /\\w+/y;\nexport const has = (text: string): boolean => word.test(text);', 'export const has = (text: string): boolean => /\\w+/y.test(text);'],
  ['`exec` once', 'const word = /\\w+/g;\nexport const first = (text: string): string | undefined => word.exec(text)?.[0];', 'const word = /\\w+/g;\nexport const all = (text: string): string[] => text.match(word) ?? [];'],
  ['a constructed pattern', 'const word = new RegExp("\\\\w+", "gi");\nexport const has = (text: string): boolean => word.test(text);', 'const word = new RegExp("\\\\w+", "i");\nexport const has = (text: string): boolean => word.test(text);'],
  ['a field', 'export class Words { readonly #word = /\\w+/g; has(text: string): boolean { return this.#word.test(text); } }', 'export class Words { readonly #word = /\\w+/g; strip(text: string): string { return text.replace(this.#word, ""); } }'],
  ['a static field', 'export class Words { static readonly word = /\\w+/g; static has(text: string): boolean { return Words.word.test(text); } }', 'export class Words { static readonly word = /\\w+/; static has(text: string): boolean { return Words.word.test(text); } }'],
  ['a private static field', 'export class Words { static #word = /\\w+/y; has(text: string): boolean { return Words.#word.test(text); } }', 'export class Words { static #word = { test: (text: string) => text !== "" }; readonly word = /\\w+/y; has(text: string): boolean { return Words.#word.test(text); } }'],
  ['a loop that ends early', 'const word = /\\w+/g;\nexport function find(text: string): string | undefined { let m; while ((m = word.exec(text))) if (m[0].length > 3) return m[0]; return undefined; }', 'const word = /\\w+/g;\nexport function count(text: string): number { let n = 0; while (word.exec(text)) n++; return n; }'],
  ['a closure', 'export function matcher(): (text: string) => boolean { const word = /\\w+/g; return (text) => word.test(text); }', 'export function has(text: string): boolean { const word = /\\w+/g; return word.test(text); }'],
  ['a filter', 'const word = /^a/g;\nexport const some = (texts: string[]): string[] => texts.filter((each) => word.test(each));', 'const word = /^a/g;\nexport const some = (texts: string[]): string[] => texts.filter((each) => each.search(word) >= 0);'],
])('%s', (_, bad, good) => {
  test('is reported', () => expect(marked(rule, bad)).toHaveLength(1));
  test('has a neighbour that is not', () => expect(marked(rule, good)).toEqual([]));
});

describe('silent where', () => {
  test.each([
    ['the position is set', 'const word = /\\w+/y;\nexport function at(text: string, from: number): boolean { word.lastIndex = from; return word.test(text); }'],
    ['the position is read', 'const word = /\\w+/g;\nexport function end(text: string): number { word.test(text); return word.lastIndex; }'],
    ['matches are counted by a loop', 'const word = /\\w+/g;\nexport function count(text: string): number { let n = 0; for (let m = word.exec(text); m; m = word.exec(text)) n++; return n; }'],
    ['something else has a method `test`', 'const word = { test: (text: string) => text !== "" };\nexport const has = (text: string): boolean => word.test(text);'],
    ['a name is hidden', 'const word = /\\w+/g;\nexport const has = (word: RegExp, text: string): boolean => word.test(text);\nexport const strip = (text: string): string => text.replace(word, "");'],
    ['it runs once as the file is loaded', 'const word = /\\w+/g;\nexport const has = word.test("text");'],
  ])('%s', (_, text) => expect(marked(rule, text)).toEqual([]));
});

test('suggests to drop the flag where it has no other use', () => {
  const text = 'const word = /\\w+/gi;\nexport const has = (text: string): boolean => word.test(text);';
  const [finding] = said(rule, text);
  expect(finding?.suggested).toEqual([{ desc: 'Remove the flag `g`.', output: text.replace('/gi', '/i') }]);
  expect(said(rule, `${text}\nexport const strip = (text: string): string => text.replace(word, "");`)[0]?.suggested).toEqual([]);
});
