/** Skimming: counting ignored clauses without reading the file. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { clauseKinds, skim } from '../src/index.ts';
import { parse, readText } from './source.ts';

const skimmed = (text: string, name?: string): number | undefined => {
  const file = parse(text, name);
  return skim(ts, [file]).get(file);
};

describe('counts what reading would count', () => {
  test.each([
    ['no clause', '/** Just words about `n > 0`. */\nexport function f(n: number): void {}'],
    ['clauses of one comment', '/**\n * @requires `n > 0`\n * @ensures `result > n`\n * @throws {Error} if `n > 9`\n */\nexport function f(n: number): number { return n; }'],
    ['clauses that are never evaluated', '/**\n * @requires `n > 0`\n * @modifies nothing\n * @secret n\n */\nexport function f(n: number): void {}'],
    ['a comment in a string', 'export const text = "/** @requires `n > 0` */";\n/** @requires `n > 0` */\nexport function f(n: number): void {}'],
    ['a comment in a template', 'export const text = `\n/** @requires \\`n > 0\\` */\n`;'],
  ])('%s', (_, text) => {
    const clauses = (readText(text)?.contracts ?? []).flatMap((contract) => contract.clauses);
    expect(skimmed(text)).toBe(clauses.filter(({ kind }) => clauseKinds[kind].moment !== 'never').length);
  });
});

describe('leaves to reading', () => {
  test.each([
    ['contract calls', 'import { assert } from "@proviso/runtime";\nassert(true);'],
    ['labels', '/** @requires [always] `n > 0` */\nexport function f(n: number): void {}'],
    ['a clause that does not parse', '/** @requires `n >` */\nexport function f(n: number): void {}'],
    ['a clause that ends its parenthesis', '/** @requires `n) || (n` */\nexport function f(n: number): void {}'],
    ['a fault of the tag', '/** @requires `` */\nexport function f(n: number): void {}'],
    ['a character that reorders text', '/** @requires `n > \u202e0` */\nexport function f(n: number): void {}'],
  ])('%s', (_, text) => {
    expect(skimmed(text)).toBeUndefined();
  });
});

test('a fault in one file leaves the others skimmed', () => {
  const good = parse('/** @requires `n > 0` */\nexport function f(n: number): void {}', 'good.ts');
  const bad = parse('/** @requires `n >` */\nexport function f(n: number): void {}', 'bad.ts');
  expect([...skim(ts, [bad, good])]).toEqual([[good, 1]]);
});

test('each file is parsed by its own grammar', () => {
  const text = '/** @requires `<number>n > 0` */\nexport function f(n: unknown): void {}';
  const plain = parse(text, 'plain.ts');
  expect([...skim(ts, [plain, parse(text, 'jsx.tsx')])]).toEqual([[plain, 1]]);
});
