import { describe, expect, test } from 'vitest';
import { lintText, suggestionFor } from './lint-text.ts';

const rule = 'no-prose-clause';
const onTake = (tags: string): string => `/**\n * Takes.\n *\n * ${tags}\n */\nexport function take(n: number, list: readonly string[]): number {\n  const local = n;\n  return local + list.length;\n}\n`;

describe('prose is reported', () => {
  test.each([
    ['@requires', 'n > 0', '@requires capacity must be positive'],
    ['@ensures', 'result > 0', '@ensures it is never negative'],
    ['@requiresElse', 'n > 0', '@requiresElse the list is full'],
  ])('%s', (tag, example, prose) => {
    expect(lintText(rule, onTake(prose))).toEqual([
      {
        message: `This ${tag} is prose, so nothing checks it. Write the condition as one expression in backticks: ${tag} \`${example}\`. What no expression can say belongs in the description, without the tag.`,
        at: `4:4-4:${4 + prose.length}`,
        marked: prose,
        suggested: [],
      },
    ]);
  });

  test('on a class', () => {
    expect(lintText(rule, '/** @invariant the size fits */\nexport class Box {\n  size = 0;\n}\n')).toMatchObject([{ at: '1:5-1:29', marked: '@invariant the size fits' }]);
  });

  test('above what a function returns, and what is assigned where there is nothing', () => {
    const text = 'let f: ((n: number) => number) | undefined;\nexport function make(): typeof f {\n  /** @requires the count fits */\n  f ??= (n) => n;\n  /** @requires n is small */\n  return (n) => f?.(n) ?? n;\n}\n';
    expect(lintText(rule, text)).toMatchObject([{ marked: '@requires the count fits' }, { marked: '@requires n is small' }]);
  });

  test('over several lines', () => {
    expect(lintText(rule, onTake('@requires the list\n *   is not empty\n * @param n a count'))).toMatchObject([{ at: '4:4-5:18', suggested: [] }]);
  });

  test('without types', () => {
    expect(lintText(rule, onTake('@requires n is small'), { untyped: true })).toHaveLength(1);
  });
});

describe('a condition in prose is put in backticks', () => {
  test.each([
    ['@requires n > 0', '@requires `n > 0`'],
    ['@requires n > 0.', '@requires `n > 0`'],
    ['@ensures result >= list.length', '@ensures `result >= list.length`'],
    ['@requires list.includes("a") || n < 3', '@requires `list.includes("a") || n < 3`'],
    ['@requires Number.isInteger(n)', '@requires `Number.isInteger(n)`'],
  ])('%s', (prose, clause) => {
    expect(suggestionFor(rule, onTake(prose))).toBe(onTake(clause));
  });

  test('on a class, with `this`', () => {
    const box = (tag: string): string => `/** ${tag} */\nexport class Box {\n  size = 0;\n}\n`;
    expect(suggestionFor(rule, box('@invariant this.size >= 0'))).toBe(box('@invariant `this.size >= 0`'));
  });

  test('on a method', () => {
    const box = (tag: string): string => `export class Box {\n  size = 0;\n  /** ${tag} */\n  grow(by: number): void {\n    this.size += by;\n  }\n}\n`;
    expect(suggestionFor(rule, box('@requires by > this.size'))).toBe(box('@requires `by > this.size`'));
  });
});

describe('braces before a condition in backticks', () => {
  test.each([
    ['@requires {number} `n > 0`', '@requires `n > 0`'],
    ['@requires {@link take} `n > 0`', '@requires `n > 0`'],
    ['@ensures {number} `result > n`: more', '@ensures `result > n`: more'],
  ])('are removed: %s', (written, clause) => {
    const [{ message } = { message: '' }] = lintText(rule, onTake(written));
    expect(message).toMatch(/^Nothing checks this @(?:requires|ensures), because braces stand before its condition\. Write it without them: @/);
    expect(suggestionFor(rule, onTake(written))).toBe(onTake(clause));
  });

  test.each(['@requires {number} n > 0', '@requires {number} `m > 0`', '@requires {number} `n >`'])('are no such: %s', (written) => {
    expect(lintText(rule, onTake(written))).toMatchObject([{ message: expect.stringMatching(/is prose, so nothing checks it/) as string, suggested: [] }]);
  });
});

describe('no suggestion', () => {
  test.each([
    ['a name that does not resolve', '@requires m > 0'],
    ['a local of the body', '@requires local > 0'],
    ['`result` before there is one', '@requires result > 0'],
    ['an effect', '@requires (n = 1) > 0'],
    ['no condition', '@requires n'],
    ['a type', '@requires Record > 0'],
    ['a sentence that parses', '@requires list, n'],
    ['a tag that cannot stand there', '@invariant n > 0'],
  ])('%s', (_, prose) => {
    expect(suggestionFor(rule, onTake(prose))).toBeUndefined();
  });
});

describe('silent', () => {
  test.each([
    ['a clause', onTake('@requires `n > 0`: a count')],
    ['a labelled clause', onTake('@ensures [audit] `result > 0`')],
    ['a clause that does not parse, which valid-contract reports', onTake('@requires `n >`')],
    ['punctuation before the clause, which valid-contract reports', onTake('@requires: `n > 0`')],
    ['the old meaning in JSDoc', onTake('@requires module:fs')],
    ['prose on other tags', onTake('@throws if n is negative')],
    ['an example', onTake('```ts\n * @requires prose\n * ```')],
    ['a comment that belongs to nothing', '/**\n * @requires node\n */\n\nconsole.log(1);\n'],
    ['a comment that is no doc comment', '/* @requires prose */\nexport function f(): void {}\n'],
  ])('%s', (_, text) => {
    expect(lintText(rule, text)).toEqual([]);
  });

  test('in a package that did not opt in', () => {
    expect(lintText(rule, onTake('@requires prose'), { fileName: '../../../sample.ts' })).toEqual([]);
  });
});
