import { describe, expect, test } from 'vitest';
import { lintText, suggestionFor } from './lint-text.ts';

const rule = 'contract-from-comment';
const parameters = 'n: number, text: string, list: readonly string[], seen: Set<string>, maybe: string | null | undefined, limits: { low: number }';
const commented = (...lines: readonly string[]): string => `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\nexport function take(${parameters}): void {\n  console.log(n, text, list, seen, maybe, limits);\n}\n`;
const conditionsIn = (text: string, untyped = false): string[] => lintText(rule, text, { untyped }).map(({ message }) => /`([^`]*)`\. If/.exec(message)?.[1] ?? message);

describe('a phrase becomes a condition', () => {
  test.each([
    ['@param n - must be positive', 'n > 0'],
    ['@param n - A count; must be a positive number.', 'n > 0'],
    ['@param {number} n must not be negative', 'n >= 0'],
    ['@param n has to be non-negative', 'n >= 0'],
    ['@param n must be negative', 'n < 0'],
    ['@param n must not be zero', 'n !== 0'],
    ['@param n - Must be an integer.', 'Number.isInteger(n)'],
    ['@param n - must be a positive integer', 'Number.isInteger(n) && n > 0'],
    ['@param n - must be a non-negative integer', 'Number.isInteger(n) && n >= 0'],
    ['@param n - The number of tries, at least 1.', 'n >= 1'],
    ['@param n must be at least -0.5', 'n >= -0.5'],
    ['@param n - at most 10', 'n <= 10'],
    ['@param n must be greater than 3', 'n > 3'],
    ['@param n must be less than 3', 'n < 3'],
    ['@param n - A number between 1 and 10.', 'n >= 1 && n <= 10'],
    ['@param n must be between 0 and 1 (inclusive)', 'n >= 0 && n <= 1'],
    ['@param text must not be empty', 'text.length > 0'],
    ['@param list must be a non-empty array', 'list.length > 0'],
    ['@param text must have at least 3 characters', 'text.length >= 3'],
    ['@param seen must not be empty', 'seen.size > 0'],
    ['@param maybe must not be null', 'maybe !== null'],
    ['@param maybe must not be null or undefined', 'maybe !== null && maybe !== undefined'],
    ['@param n cannot be negative', 'n >= 0'],
    ["@param n can't be a negative number", 'n >= 0'],
    ['@param n must never be zero', 'n !== 0'],
    ['@param n must not be positive', 'n <= 0'],
    ['@param n must not be less than 3', 'n >= 3'],
    ['@param n cannot be greater than 3', 'n <= 3'],
    ['@param n - Must not exceed 10.', 'n <= 10'],
    ["@param text mustn't be an empty string", 'text.length > 0'],
    ['@param list cannot be empty', 'list.length > 0'],
    ['@param maybe can never be null', 'maybe !== null'],
    ['Takes some. `n` cannot be negative.', 'n >= 0'],
    ['@param limits.low must be positive', 'limits.low > 0'],
    ['Takes some. `n` must be positive.', 'n > 0'],
    ['Takes some; n must not be negative and is rounded.', 'n >= 0'],
  ])('%s', (line, condition) => {
    const text = commented(line);
    expect(conditionsIn(text)).toEqual([condition]);
    const gap = line.startsWith('@') ? [] : [''];
    expect(suggestionFor(rule, text)?.replace(/^ \*$/m, ' * ')).toBe(commented(line, ...gap, `@requires \`${condition}\``));
  });

  test.each([
    ['@param n - How many: at least 1, at most 10.', ['n >= 1', 'n <= 10']],
    ['@param n - must be an integer and at most 10', ['Number.isInteger(n)', 'n <= 10']],
    ['@param n - Must be positive, but at most 10, or nothing.', []],
  ])('several in a sentence: %s', (line, conditions) => {
    expect(conditionsIn(commented(line))).toEqual(conditions);
  });

  test('with its text and place', () => {
    expect(lintText(rule, commented('Takes.', '', '@param n - how many; must be', '  positive'))).toEqual([
      {
        message: 'The comment says "must be positive" of `n`, and nothing checks it. Add to the doc comment: @requires `n > 0`. If other values are allowed, say in the prose what happens to them.',
        at: '4:25-5:14',
        marked: 'must be\n *   positive',
        suggested: [expect.objectContaining({ desc: 'Add @requires `n > 0` to the doc comment.' })],
      },
    ]);
  });

  test('several in one comment', () => {
    expect(conditionsIn(commented('@param n must be an integer. Must be positive.', '@param text must not be empty'))).toEqual(['Number.isInteger(n)', 'n > 0', 'text.length > 0']);
  });

  test('without types, by the annotation', () => {
    expect(conditionsIn(commented('@param n must be positive', '@param list must not be empty', '@param seen must not be empty'), true)).toEqual(['n > 0', 'list.length > 0']);
  });
});

describe('silent', () => {
  test.each([
    ['a parameter that a clause names', commented('@param n must be positive', '@requires `n >= 1`')],
    ['a parameter that an error condition names', commented('@param n must be positive', '@throws {RangeError} iff `n <= 0`')],
    ['a parameter that the body guards itself, with an error of its own', "/** @param n must be positive */\nexport function take(n: number): void {\n  console.log(n);\n  if (n <= 0) throw new RangeError('a');\n}\n"],
    ['a condition', commented('@param n must be positive if `text` is empty')],
    ['no requirement', commented('@param n is not required to be positive')],
    ['no need', commented("@param n doesn't need to be positive")],
    ['what another tag on the line says', '/** @param n the count. @param other must be positive */\nexport function take(n: number, { other }: { other: number }): void {}'],
    ['no duty', commented('@param n does not have to be positive')],
    ['a need that is denied', commented('@param n need not be positive')],
    ['a duty that is gone', commented('@param n no longer has to be positive')],
    ['a demand that is forbidden', commented('@param n must not be an integer')],
    ['a bound that is denied', commented('@param n - not at least 3', '@param text must not have at least 3 characters')],
    ['what may be so', commented('@param list may not be empty')],
    ['a negation before the parameter', commented('It is not so that n must be positive.', 'There is never a time at which `n` cannot be negative.')],
    ['a condition before the parameter', commented('If `text` is empty, n must be positive.')],
    ['two negations', commented('@param n must be neither zero nor negative', '@param text must not never be empty')],
    ['a choice', commented('@param n must be positive or -1')],
    ['a choice between numbers', commented('@param n - at least 1 or nothing')],
    ['a wish', commented('@param n should be positive')],
    ['more after the phrase', commented('@param n must be positive infinity')],
    ['a limit of something else', commented('@param n - of those at least 3 items are taken')],
    ['another type', commented('@param text must be positive')],
    ['a type without null', commented('@param text must not be null')],
    ['no parameter of that name', commented('@param m must be positive', 'The result must be positive.')],
    ['an example', commented('```', '@param n must be positive', '```')],
    ['a number that goes on', commented('@param n must be at least 1.000.000')],
    ['a parameter that may be missing', '/** @param n must be positive */\nexport function take(n?: number): void {\n  console.log(n);\n}\n'],
    ['an alias that may carry the bound', 'type Count = number;\n/** @param n must be positive */\nexport function take(n: Count): void {\n  console.log(n);\n}\n'],
    ['a function that is deliberately without a contract', commented('@param n must be positive', '@noContract the caller has checked it')],
    ['a declaration without a body', '/** @param n must be positive */\nexport declare function take(n: number): void;\n'],
  ])('%s', (_, text) => {
    expect(lintText(rule, text)).toEqual([]);
  });
});
