/** What a function speaks of, and equal values, are tried more often than chance has it. */
import { allowViolations } from '@proviso/unplugin/violations';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkText } from './check-text.ts';
import { functionOf } from './subjects-of.ts';

beforeEach(() => allowViolations());

describe('hints', () => {
  test.each([
    ['numbers and texts of the body', "return n > 640 || s === 'x' ? 1 : 0;", '', [640, 'x', 1, 0]],
    ['a constant of the module', 'return n > LIMIT ? 1 : 0;', 'const LIMIT = 4096;', [1, 0, 4096]],
    ['a table of the module', 'return TABLE[s] ?? n;', "const TABLE: Record<string, number> = { half: 30 };", [0, 30]],
    ['characters of a pattern', String.raw`return /[",\r]|\t+;\w\.[^a-z_-]/.test(s) ? n : 1;`, '', ['"', ',', '\r', '\t', ';', '.', 1, 0]],
    ['a function that is called, and what that names', 'return isLarge(n) ? 1 : 0;', 'const LARGE = 77;\nfunction isLarge(value: number): boolean { return value % 9 === 2 && value > LARGE; }', [1, 0, 9, 2, 77]],
  ])('%s', (_, body, before, hints) => {
    expect(functionOf(`${before}\n/** @ensures \`result >= 0\` */\nexport function subject(n: number, s: string): number { ${body} }\n`).hints.all).toEqual(hints);
  });

  test('what stands beside a name', () => {
    const text = "/** @ensures `result >= 0` */\nexport function subject(year: number, order: { state: string }, month: number): number {\n  switch (month) { case 12: return 1; default: }\n  return year % 400 === 0 && order.state !== 'paid' && [4, 6].includes(month) ? 30 : 31;\n}\n";
    expect(functionOf(text).hints.beside).toMatchObject({ year: [400], state: ['paid'], month: [12, 4, 6] });
  });

  test('the contract speaks too', () => {
    const { all, beside } = functionOf("/** @requires `id.startsWith('no-')`\n * @ensures `result === (year % 400 === 0)` */\nexport function subject(year: number, id: string): boolean { return year % 4 === 0; }\n").hints;
    expect(all).toEqual([4, 0, 'no-', 400]);
    expect(beside['year']).toEqual([4, 400]);
  });

  test('functions that name each other, and what can change', () => {
    const text = 'let count = 55;\nfunction odd(n: number): boolean { return n === 1 || even(n - 1); }\nfunction even(n: number): boolean { return n === 0 || odd(n - 1); }\n/** @ensures `result === true || !result` */\nexport function subject(n: number): boolean { count++; return odd(n + count); }\n';
    expect(functionOf(text).hints.all).toEqual([1, 0]);
  });
});

/** Each is wrong where a value is met that chance alone hardly gives. */
test.each([
  ['a multiple of a number', "/** @requires `Number.isInteger(year) && year >= 1 && year <= 9999`\n * @ensures `result === (new Date(Date.UTC(2000 + (year % 400), 1, 29)).getUTCMonth() === 1)` */\nexport function wrong(year: number): boolean { return year % 4 === 0 && year % 100 !== 0 || year === 400; }"],
  ['a constant of another function', "const FREE_FROM = 4750;\nfunction isFree(cents: number): boolean { return cents >= FREE_FROM; }\n/** @requires `Number.isInteger(cents) && cents >= 0 && cents <= 1_000_000`\n * @ensures `result === (cents > 4750 ? 0 : 490)` */\nexport function wrong(cents: number): number { return isFree(cents) ? 0 : 490; }"],
  ['a letter four times', "/** @ensures `result === text` */\nexport function wrong(text: string): string { return text.replace(/(.)\\1{3,}/g, '$1'); }"],
  ['a big integer at the edge', '/** @requires `exponent >= 0n && exponent <= 100n && modulus > 0n`\n * @ensures `result < modulus` */\nexport function wrong(exponent: bigint, modulus: bigint): bigint { return exponent === 0n ? 1n : 3n ** exponent % modulus; }'],
  ['a character of a pattern', '/** @ensures `result.startsWith(\'"\') || !/[",\\r\\n]/.test(result)` */\nexport function wrong(cell: string): string { return /[",\\n]/.test(cell) ? \'"\' + cell + \'"\' : cell; }'],
  ['a list as long as a number of the code', '/** @ensures `result.length === xs.length` */\nexport function wrong(xs: readonly string[]): readonly string[] { return xs.slice(0, 15); }'],
  ['a letter ten times, in a text of a pattern', '/** @requires `/^[a-z]*$/.test(text)`\n * @ensures `result === text.length` */\nexport function wrong(text: string): number { return /(.)\\1{9}/.test(text) ? 9 : text.length; }'],
  ['one of three thousand inputs', '/** @requires `Number.isInteger(year) && year >= 1970 && year <= 2200 && Number.isInteger(month) && month >= 1 && month <= 12`\n * @ensures `result === new Date(Date.UTC(year, month, 0)).getUTCDate()` */\nexport function wrong(year: number, month: number): number { return month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31; }'],
  ['far from zero, between two bounds', '/** @requires `Number.isInteger(n) && n >= 0 && n <= 263_520`\n * @ensures `result === n` */\nexport function wrong(n: number): number { return n % 4380 > 4292 ? 0 : n; }'],
  ['numbers that come again, with a precondition on each', '/** @requires `xs.every((x) => Number.isInteger(x))`\n * @ensures `result === xs.length - xs.filter((x, i) => i > 0 && xs.indexOf(x) === i - 2).length` */\nexport function wrong(xs: readonly number[]): number { return xs.length; }'],
])('%s', async (_, text) => {
  expect((await checkText(`${text}\n`, { runs: 200 })).get('wrong')?.verdict.verdict).toBe('refuted');
});
