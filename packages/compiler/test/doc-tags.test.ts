/** Formal or prose: what a tag of a doc comment means. */
import { describe, expect, test } from 'vitest';
import { printClause } from '../src/index.ts';
import { readText } from './source.ts';

/** The clauses of a function with one tag, printed, and the names of the diagnostics. */
function meaning(tag: string): { clauses: string[]; problems: string[] } {
  const file = readText(`/**\n * ${tag}\n */\nexport function f(n: number, rule: string, flag: boolean): void {}\n`);
  return {
    clauses: (file?.contracts ?? []).flatMap(({ clauses }) => clauses.map(printClause)),
    problems: (file?.diagnostics ?? []).map(({ name }) => name),
  };
}

describe('clauses that are items', () => {
  test.each([['-', '-'], ['*', '*'], ['+', '+'], ['1.', '2.'], ['1)', '2)'], ['>', '>'], ['> -', '> -'], ['- [ ]', '- [x]'], ['|', '|']])('of a list: %s', (first, second) => {
    expect(meaning(`${first} @requires \`n > 0\`\n * ${second} @requires \`n > 1\`: big`).clauses).toEqual(['@requires `n > 0`', '@requires `n > 1`: big']);
  });

  test('of a table', () => {
    expect(meaning('| @requires `n > 0` |\n * | @ensures `n > 1` | |').clauses).toEqual(['@requires `n > 0`', '@ensures `n > 1`']);
  });

  test('words in front of a tag stay those of the clause before', () => {
    expect(meaning('@requires `n > 0`: big\n * and more @pure').clauses).toEqual(['@requires `n > 0`: big and more', '@pure']);
  });
});

describe('several tags on a line', () => {
  test.each([
    ['@pure @ensures `result === n`', ['@pure', '@ensures `result === n`']],
    ['@modifies rule @ensures `n > 0`: later', ['@modifies rule', '@ensures `n > 0`: later']],
    ['@borrow rule @requires `n > 0`', ['@borrow rule', '@requires `n > 0`']],
    ['@noContract older code @requires `n > 0`', ['@noContract older code', '@requires `n > 0`']],
    ['@noContract see `@requires `, which is prose', ['@noContract see `@requires `, which is prose']],
    ['@yields `value > 0` @requires `n > 0`', ['@yields `value > 0`', '@requires `n > 0`']],
    ['@throws {RangeError} if `n < 0` @requires `n > 0`', ['@throws {RangeError} if `n < 0`', '@requires `n > 0`']],
    ['@pure @throws {RangeError} if `n < 0` @requires `n > 0` @ensures `result > 0`', ['@pure', '@throws {RangeError} if `n < 0`', '@requires `n > 0`', '@ensures `result > 0`']],
    ['@requires prose @ensures `result > 0`', ['@ensures `result > 0`']],
    ['@requires `n > 0` @pure', ['@requires `n > 0`', '@pure']],
    ['@requires `n > 0`: positive @modifies rule, this.items', ['@requires `n > 0`: positive', '@modifies rule, this.items']],
    ['@requires `n > 0` @borrow rule @pure', ['@requires `n > 0`', '@borrow rule', '@pure']],
    ['@param n a count @pure', ['@pure']],
    ['@param n a count @secret rule', ['@secret rule']],
    ['@returns what @modifies rule would do', []],
    ['@requires `n > 0`: also where @pure functions call it', ['@requires `n > 0`: also where @pure functions call it']],
    ['@noContract callers think it is @pure', ['@noContract callers think it is @pure']],
    ['@param n see `a @pure`', []],
  ])('%s', (tag, clauses) => {
    expect(meaning(tag)).toEqual({ clauses, problems: [] });
  });
});

describe('several tags in a comment of one line, and at the end of a line of prose', () => {
  const clausesIn = (comment: string): string[] => (readText(`${comment}\nexport function f(n: number, rule: string): void {}\n`)?.contracts ?? []).flatMap(({ clauses }) => clauses.map(printClause));

  test.each([
    ['/** Adds. @pure */', ['@pure']],
    ['/** @requires `n > 0` @modifies rule */', ['@requires `n > 0`', '@modifies rule']],
    ['/** @pure*/', ['@pure']],
    ['/**\n * Tells whether a function is @pure\n * or not. @requires `n > 0`\n */', ['@requires `n > 0`']],
  ])('%s', (comment, clauses) => {
    expect(clausesIn(comment)).toEqual(clauses);
  });
});

describe('a list of places that is prose by a little', () => {
  test.each([
    ['@modifies `rule`', '@modifies rule'], ['@modifies rule[0]', '@modifies rule'], ['@modifies rule - the rule', '@modifies rule'], ['@modifies rule, n,', '@modifies rule, n'],
    ['@modifies nothing.', '@modifies nothing'], ['@secret rule: never shown', '@secret rule'], ['@borrow `rule`, `n`', '@borrow rule, n'], ['@modifies this.items – all', '@modifies this.items'],
  ])('%s', (tag, meant) => {
    const file = readText(`/**\n * ${tag}\n */\nexport function f(n: number, rule: string, flag: boolean): void {}\n`);
    expect(file?.diagnostics.map(({ name, text }) => `${name}: ${text}`)).toEqual([expect.stringContaining(`almost-a-list: This looks like a list of places but is prose in this form. Write: ${meant}, and`)]);
  });

  test.each(['@modifies the rule.', '@modifies state - all of it', '@secret nobody knows', '@borrow `other`'])('%s is prose', (tag) => {
    expect(meaning(tag)).toEqual({ clauses: [], problems: [] });
  });
});

describe('formal', () => {
  test.each([
    ['@requires `n > 0`', '@requires `n > 0`'],
    ['@requires   `n > 0`   : a positive count', '@requires `n > 0`: a positive count'],
    ['@requires `n > 0` — a positive count', '@requires `n > 0`: a positive count'],
    ['@requires `n > 0` a positive count', '@requires `n > 0`: a positive count'],
    ['@requires [audit] `n > 0`', '@requires [audit] `n > 0`'],
    ['@requires [always]`n > 0`: now', '@requires [always] `n > 0`: now'],
    ['@requires `n`', '@requires `n`'],
    ['@ensures `(r) => r > n`', '@ensures `(r) => r > n`'],
    ['@decreases `n`', '@decreases `n`'],
    ['@throws {RangeError} if `n < 0`', '@throws {RangeError} if `n < 0`'],
    ['@throws {RangeError} If `n < 0`: a bad count', '@throws {RangeError} if `n < 0`: a bad count'],
    ['@throws RangeError iff `n < 0`', '@throws {RangeError} iff `n < 0`'],
    ['@throws {RangeError} exactly when `n < 0`', '@throws {RangeError} iff `n < 0`'],
    ['@throws {RangeError | TypeError} if `n < 0`', '@throws {RangeError|TypeError} if `n < 0`'],
    ['@throws {RangeError} if `flag === true`', '@throws {RangeError} if `flag === true`'],
    ['@yields `value > 0`: positive', '@yields `value > 0`: positive'],
    ['@requires [audit]\n *   `n > 0`: positive', '@requires [audit] `n > 0`: positive'],
    ['@requires\n *   [audit]\n *   `n > 0`', '@requires [audit] `n > 0`'],
    ['@throws {RangeError} if\n *   `n < 0`: bad', '@throws {RangeError} if `n < 0`: bad'],
    ['@throws\n * {RangeError}\n * exactly\n * when `n < 0`', '@throws {RangeError} iff `n < 0`'],
    ['@yields\n *   `value > 0`', '@yields `value > 0`'],
    ['@modifies this.items, f', '@modifies this.items, f'],
    ['@secret rule', '@secret rule'],
    ['@pure', '@pure'],
    ['@noContract nothing to promise', '@noContract nothing to promise'],
  ])('%s', (tag, clause) => {
    expect(meaning(tag)).toEqual({ clauses: [clause], problems: [] });
  });
});

describe('prose, and not a word about it', () => {
  test.each([
    '@requires capacity must be positive',
    '@requires module:fs',
    '@requires see `n`',
    '@requires (`n`)',
    '@requires {number} `n > 0`',
    '@throws {TypeError} If `rule` is not an object',
    '@throws {TypeError} if `rule`',
    '@throws {TypeError} if `rule.kind`',
    "@throws {TypeError} if `'x'`",
    '@throws {Error} if the file is missing',
    '@throws {Error} when `rule` is bad',
    '@yields {number} the next value',
    '@yields',
    '@consumes application/json',
    '@consume application/json',
    '@borrows A as B',
    '@modifies the list in place',
    '@modifies unknownName',
    '@invariantly `n > 0`',
    '@Pure()',
    '@Trusted()',
    "@Secret('n')",
    '@Secret keys',
    '@Pure and simple',
    '@exception {RangeError} if the count is bad',
    '@Throws {Error} when `rule` is bad',
    '@yield {number} the next value',
  ])('%s', (tag) => {
    expect(meaning(tag)).toEqual({ clauses: [], problems: [] });
  });
});

describe('neither', () => {
  test.each([
    ['@requires `n >`', 'unparsable-clause'],
    ['@requires `capacity must be positive`', 'unparsable-clause'],
    ['@requires `n > 0; n < 9`', 'unparsable-clause'],
    ['@requires `n), (n`', 'not-one-expression'],
    ['@requires ``', 'empty-clause'],
    ['@requires ` `', 'empty-clause'],
    ['@requires ``n > 0``', 'long-fence'],
    ['@requires `` `${name}` !== other ``', 'long-fence'],
    ['@requires `n > 0', 'unterminated-clause'],
    ['@requires [never] `n > 0`', 'unknown-label'],
    ['@requires `n > 0\u202e`', 'bidi-in-clause'],
    ['@throws {RangeError} when `n < 0`', 'almost-a-clause'],
    ['@throws {RangeError} if `n < 0` or so', 'almost-a-clause'],
    ['@throws {RangeError} `n < 0`', 'almost-a-clause'],
    ['@throws {RangeError} If, and only if, `n < 0`', 'almost-a-clause'],
    ['@throws {RangeError} iff (`n < 0`)', 'almost-a-clause'],
    ['@throws {RangeError} if: `n < 0`', 'almost-a-clause'],
    ['@throws {RangeError} if not `n > 0`', 'almost-a-clause'],
    ['@throws {RangeError} in case `n < 0`', 'almost-a-clause'],
    ['@yields `value > 0` for each', 'almost-a-clause'],
    ['@yields {number} `value > 0`', 'almost-a-clause'],
    ['@yields [audit] `value > 0`', 'almost-a-clause'],
    ['@yields {number}\n *   `value > 0`', 'almost-a-clause'],
    ['@throws {RangeError} when\n *   `n < 0`', 'almost-a-clause'],
    ['@throws {RangeError} when `n <\n *   0`', 'almost-a-clause'],
    ['@throws {RangeError}\n *   `n < 0`', 'almost-a-clause'],
    ['@require\n *   `n > 0`', 'almost-a-clause'],
    ['@yields [audit] `isSorted(value)`', 'almost-a-clause'],
    ['@yields {number} [always] `value > 0`: positive', 'almost-a-clause'],
    ['@throws {RangeError} if [audit] `n < 0`', 'almost-a-clause'],
    ['@require `n > 0`', 'almost-a-clause'],
    ['@ensure `Number.isInteger(n)`: whole', 'almost-a-clause'],
    ['@requires: `n > 0`', 'almost-a-clause'],
    ['@ensures - `n > 0`', 'almost-a-clause'],
    ['@requires{`n > 0`}', 'almost-a-clause'],
    ['@requires (`n > 0`)', 'almost-a-clause'],
    ['@ensures "`result > 0`"', 'almost-a-clause'],
    ['@requires `n > 0` and `n < 9`', 'almost-a-clause'],
    ['@requires `n > 0`, `n < 9`', 'almost-a-clause'],
    ['@requires `n > 0` as well as `flag`', 'almost-a-clause'],
    ['@Requires `n > 0`', 'almost-a-clause'],
    ['@precondition `n > 0`', 'almost-a-clause'],
    ['@post `n > 0`', 'almost-a-clause'],
    ['@ensuresElse `n > 0`', 'almost-a-clause'],
    ['@ensuresalso `n > 0`', 'almost-a-clause'],
    ['@requires [audit] [always] `n > 0`', 'almost-a-clause'],
    ['@requires\n * - `n > 0`\n * - `n < 5`', 'almost-a-clause'],
    ['@Throws {RangeError} if `n < 0`', 'almost-a-clause'],
    ['@exception {RangeError} iff `n < 0`: a bad count', 'almost-a-clause'],
    ['@throw RangeError if `n < 0`', 'almost-a-clause'],
    ['@yield `value > 0`', 'almost-a-clause'],
    ['@Decreases `n`', 'almost-a-clause'],
    ['@Secret n', 'almost-a-list'],
    ['@secrets n, flag', 'almost-a-list'],
    ['@Modifies nothing', 'almost-a-list'],
    ['@modifies nothing.', 'almost-a-list'],
    ['@Pure', 'misspelt-tag'],
    ['@TRUSTED it is fine', 'misspelt-tag'],
    ['@secret rul', 'unknown-place'],
    ['@consume this', 'unknown-place'],
    ['@borrow this', 'unknown-place'],
    ['@invariant `n > 0`', 'misplaced-tag'],
  ])('%s', (tag, problem) => {
    expect(meaning(tag)).toEqual({ clauses: [], problems: [problem] });
  });
});

test.each([
  ['@requires `n > 0` and `n < 9`', '@requires `n > 0 && n < 9`, or two tags.'],
  ['@requires `n > 0` or `n < -9`', '@requires `n > 0 || n < -9`.'],
  ['@throws RangeError If `n < 0` or `n > 9`.', '@throws {RangeError} if `n < 0 || n > 9`: message.'],
  ['@throws {RangeError} if `n < 0`, or if `n > 9` and `flag === true`', '@throws {RangeError} if `n < 0 || n > 9 && flag === true`: message.'],
  ['@throws {RangeError} if `n < 0` or `flag` is set', '@throws {RangeError} if `n < 0`: message.'],
])('the form of several conditions is said: %s', (tag, form) => {
  expect(readText(`/** ${tag} */\nexport function f(n: number, flag: boolean): void {}\n`)?.diagnostics.map(({ text }) => text)).toEqual([expect.stringContaining(`Write: ${form}`)]);
});

test('a tag that misses the form is prose in an example', () => {
  expect(readText('/**\n * ```\n * @requires `n > 0`\n * ```\n */\nexport function f(n: number): void {}\n')).toBeUndefined();
});

test('a tag behind a fence that nothing closes is a tag', () => {
  const file = readText('/**\n * ```\n * f(1);\n * ```\n * f(2);\n * ```\n *\n * @requires `n > 0`\n */\nexport function f(n: number): void {}\n');
  expect(file?.contracts.flatMap(({ clauses }) => clauses).map(({ predicate }) => predicate?.text)).toEqual(['n > 0']);
});

test('one fault leaves the other clauses of the file alone', () => {
  const file = readText('/** @requires `n >` */\nexport function f(n: number): void {}\n/** @requires `n > 0` */\nexport function g(n: number): void {}\n');
  expect(file?.contracts.map(({ owner }) => owner.name)).toEqual(['g']);
  expect(file?.diagnostics.map(({ name }) => name)).toEqual(['unparsable-clause']);
});

test.each(['/** @param {number} n a count @requires `n > 0` */', '/** @type {unknown} @requires `n > 0` */', '/** Counts. @requires `n > 0` */'])('a tag behind other text: %s', (comment) => {
  expect(readText(`${comment}\nexport function f(n: number): void {}\n`)?.contracts[0]?.clauses.map(printClause)).toEqual(['@requires `n > 0`']);
});

test('a tag in inline code is code', () => {
  expect(readText('/** Write ` @requires `n > 0` to demand it. */\nexport function f(n: number): void {}\n')).toBeUndefined();
});

test('several tags on one line', () => {
  const file = readText('/** @requires `n > 0` @ensures `result > n`: more */\nexport function f(n: number): number { return n + 1; }\n');
  expect(file?.contracts[0]?.clauses.map(printClause)).toEqual(['@requires `n > 0`', '@ensures `result > n`: more']);
});

test.each([
  ['modifies', 'thisArg', [['thisArg']]],
  ['modifies', 'thisArg.n, this.n, thisBox', [['thisArg.n', 'this.n', 'thisBox']]],
  ['secret', 'thisBox', [['thisBox']]],
])('a place may begin as `this` does: @%s %s', (tag, list, places) => {
  const file = readText(`class A {\n  n = 0;\n  /** @${tag} ${list} */\n  f(thisArg: { n: number }, thisBox: object): void {}\n}`);
  expect(file?.contracts.flatMap(({ clauses }) => clauses.map((each) => each.places?.map(({ root, path }) => [root, ...path].join('.'))))).toEqual(places);
});

describe('places of an object', () => {
  const problems = (list: string, { heritage = '', more = '', name = 'input.ts' } = {}): string[] =>
    readText(`export class Cart${heritage} {\n  #rows: number[] = [];\n  items: number[] = [];\n  constructor(readonly owner: string, plain: number) {}\n  /** @modifies ${list} */\n  add(n: number): void {}\n}\n${more}`, name)?.diagnostics.map(({ text }) => text) ?? [];
  const told = (place: string, suggestion: string): string[] => [`\`${place}\` is no member of \`Cart\`. @modifies takes \`this\`, parameters and variables, members of them, or \`nothing\`. Did you mean \`${suggestion}\`?`];

  test.each([['this.itms', 'this.items'], ['this.#row', 'this.#rows'], ['this.items, this.ownr', 'this.owner'], ['this.itms.length', 'this.items']])('that is nearly one: %s', (list, suggestion) => {
    expect(problems(list)).toEqual(told(list.split(', ').at(-1) ?? '', suggestion));
  });

  test.each(['this', 'this.items', 'this.#rows', 'this.owner', 'this.items.length', 'this.add', 'this.other'])('that is one, or nothing like it: %s', (list) => {
    expect(problems(list)).toEqual([]);
  });

  test('of which members may come from elsewhere', () => {
    expect(problems('this.itms', { heritage: ' extends Map<string, number>' })).toEqual([]);
    expect(problems('this.itms', { more: 'export interface Cart { itms: number }' })).toEqual([]);
    expect(problems('this.itms', { name: 'input.js' })).toEqual([]);
  });
});
