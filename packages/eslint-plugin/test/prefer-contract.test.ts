import { describe, expect, test } from 'vitest';
import { lintText, suggestionFor } from './lint-text.ts';

const rule = 'prefer-contract';
const guarded = (guards: string, parameters = 'n: number, list: readonly string[]'): string => `export function take(${parameters}): void {\n  ${guards}\n}\n`;
const clausesIn = (text: string): string[] => lintText(rule, text).map(({ message }) => /@throws \{[\w.]+\} iff `[^`]*`/.exec(message)?.[0] ?? message);

describe('a guard is reported', () => {
  test('with its text and place', () => {
    expect(lintText(rule, guarded("if (n < 0) throw new RangeError('negative');"))).toMatchObject([
      {
        message: 'Callers and tools do not see this guard. Add to the doc comment what it says: @throws {RangeError} iff `n < 0`. Keep the guard: the clause does not replace it.',
        at: '2:7-2:12',
        marked: 'n < 0',
      },
    ]);
  });

  test.each([
    ['in a block', "if (n < 0) { throw new RangeError('negative'); }", ['@throws {RangeError} iff `n < 0`']],
    ['two on the same parameter', "if (n < 0) throw new RangeError('a');\n  if (n > 9) throw new RangeError('b');", ['@throws {RangeError} iff `n < 0`', '@throws {RangeError} iff `n > 9`']],
    ['over two lines', "if (\n    n < 0 ||\n    n > 9\n  ) throw new RangeError('a');", ['@throws {RangeError} iff `n < 0 || n > 9`']],
    ['a predicate', "if (!Number.isInteger(n)) throw new TypeError('a');", ['@throws {TypeError} iff `!Number.isInteger(n)`']],
    ['Error, where nothing else can throw', "if (n < 0) throw new Error('a');", ['@throws {Error} iff `n < 0`']],
    ['behind a contract call', "requires(n > 0);\n  if (n > 9) throw new RangeError('a');", ['@throws {RangeError} iff `n > 9`']],
  ])('%s', (_, guards, clauses) => {
    expect(clausesIn(guarded(guards))).toEqual(clauses);
  });

  test('a boolean by itself is compared', () => {
    expect(clausesIn(guarded("if (done) throw new TypeError('a');", 'done: boolean'))).toEqual(['@throws {TypeError} iff `done === true`']);
  });

  test('in a default function without a name, but not in a callback', () => {
    const body = "{ if (n < 0) throw new RangeError('a'); }";
    expect(clausesIn(`export default function (n: number): void ${body}\n`)).toEqual(['@throws {RangeError} iff `n < 0`']);
    expect(clausesIn(`export const all = [1].map((n: number): void => ${body});\n`)).toEqual([]);
  });

  test('in methods, arrow functions and constructors', () => {
    const body = "{ if (n < 0) throw new RangeError('a'); }";
    expect(clausesIn(`export class A { constructor(n: number) ${body} m(n: number): void ${body} f = (n: number): void => ${body}; }\nexport const g = (n: number): void => ${body};\n`)).toHaveLength(4);
  });
});

describe('the suggestion only adds', () => {
  const body = "{\n  if (n < 0) throw new RangeError('a');\n}\n";
  test('to a comment of several lines', () => {
    const text = (tag: string): string => `/**\n * Takes.\n *\n * @param n a count\n${tag} */\nexport function take(n: number): void ${body}`;
    expect(suggestionFor(rule, text(''))).toBe(text(' * @throws {RangeError} iff `n < 0`\n'));
  });

  test('to a comment of one line', () => {
    expect(suggestionFor(rule, `/** Takes. */\nexport function take(n: number): void ${body}`)).toBe(`/**\n * Takes.\n *\n * @throws {RangeError} iff \`n < 0\`\n */\nexport function take(n: number): void ${body}`);
  });

  test.each(['{RangeError} iff n < 0', '{RangeErr} if n < 0', '{RangeErr} if `n < 0`', '{RangeError} when n < 0', '{RangeError} `n < 0`'])('once, where prose or a wrong clause says it: %s', (said) => {
    const text = (tag: string): string => `/** @throws ${tag} */\nexport function take(n: number): void ${body}`;
    expect(suggestionFor(rule, text(said))).toBe(text('{RangeError} iff `n < 0`'));
  });

  test('beside a clause that says it of another error', () => {
    const text = (more: string): string => `/**\n * @throws {TypeError} if \`n < 0\`\n${more} */\nexport function take(n: number): void ${body}`;
    expect(suggestionFor(rule, text(''))).toBe(text(' * @throws {RangeError} iff `n < 0`\n'));
  });

  test('to nothing', () => {
    expect(suggestionFor(rule, `export const take = (n: number): void => ${body}`)).toBe(`/**\n * @throws {RangeError} iff \`n < 0\`\n */\nexport const take = (n: number): void => ${body}`);
  });

  test('to a member, indented, with the line ends of the file', () => {
    const text = (comment: string): string => `export class A {\r\n  ${comment}take(n: number): void {\r\n    if (n < 0) throw new RangeError('a');\r\n  }\r\n}\r\n`;
    expect(suggestionFor(rule, text(''))).toBe(text('/**\r\n   * @throws {RangeError} iff `n < 0`\r\n   */\r\n  '));
    expect(suggestionFor(rule, text('/** Takes. */\r\n  '))).toBe(text('/**\r\n   * Takes.\r\n   *\r\n   * @throws {RangeError} iff `n < 0`\r\n   */\r\n  '));
  });

  test('to a comment whose last line has text', () => {
    expect(suggestionFor(rule, `/** Takes.\n    @param n a count */\nexport function take(n: number): void ${body}`)).toBe(`/** Takes.\n    @param n a count\n * @throws {RangeError} iff \`n < 0\`\n */\nexport function take(n: number): void ${body}`);
  });

  test('to a function that does not begin its line', () => {
    const text = (comment: string): string => `const other = 1, take = ${comment}(n: number): void => ${body}export { other, take };\n`;
    expect(suggestionFor(rule, text(''))).toContain('@throws {RangeError} iff `n < 0` */');
  });

  test('above decorators and modifiers', () => {
    const text = (comment: string): string => `declare const log: MethodDecorator;\nexport class A {\n  ${comment}@log\n  public take(n: number): void {\n    if (n < 0) throw new RangeError('a');\n  }\n}\n`;
    expect(suggestionFor(rule, text(''))).toBe(text('/**\n   * @throws {RangeError} iff `n < 0`\n   */\n  '));
  });
});

describe('silent', () => {
  test.each([
    ['a guard that is said', `/** @throws {RangeError} iff \`n < 0\` */\n${guarded("if (n < 0) throw new RangeError('a');")}`],
    ['a function that is deliberately without a contract', `/** @noContract checked by the caller already */\n${guarded("if (n < 0) throw new RangeError('a');")}`],
    ['work before the guard', guarded("console.log(n);\n  if (n < 0) throw new RangeError('a');")],
    ['an else', guarded("if (n < 0) throw new RangeError('a'); else console.log(n);")],
    ['an error that is thrown elsewhere too', guarded("if (n < 0) throw new RangeError('a');\n  if (list[0] === 'a') { console.log(1); throw new RangeError('b'); }")],
    ['an error that is thrown again', guarded("if (n < 0) throw new RangeError('a');\n  try { list.at(0); } catch (error) { throw error; }")],
    ['Error, where a call may throw any', guarded("if (n < 0) throw new Error('a');\n  console.log(n);")],
    ['a call that may have an effect', guarded("if (take2(n)) throw new RangeError('a');")],
    ['an assignment', guarded("if ((n = 1) < 0) throw new RangeError('a');")],
    ['an await', "export async function take(n: Promise<number>): Promise<void> {\n  if ((await n) < 0) throw new RangeError('a');\n}\n"],
    ['a generator, which throws later', "export function* take(n: number): Generator<number> {\n  if (n < 0) throw new RangeError('a');\n  yield n;\n}\n"],
    ['a value that is no boolean', guarded("if (n) throw new RangeError('a');")],
    ['a local', guarded("if (hoisted) throw new RangeError('a');\n  var hoisted = 1;")],
    ['`arguments`', guarded("if (arguments.length < 2) throw new TypeError('a');")],
    ['a callback', "export const all = [1].map((n) => {\n  if (n < 0) throw new RangeError('a');\n  return n;\n});\n"],
    ['an error that is a value', guarded("if (n < 0) throw failure;\n  list.at(0);")],
    ['`this` before there is one', "export class A {\n  n = 1;\n  constructor() {\n    if (this.n < 0) throw new RangeError('a');\n  }\n}\n"],
  ])('%s', (_, text) => {
    expect(lintText(rule, text)).toEqual([]);
  });

  test('a guard that another one makes safe', () => {
    const guards = "if (typeof n !== 'object' || n === null) throw new TypeError('a');\n  if (!('x' in n)) throw new RangeError('b');";
    expect(clausesIn(guarded(guards, 'n: unknown'))).toEqual(["@throws {TypeError} iff `typeof n !== 'object' || n === null`"]);
  });
});
