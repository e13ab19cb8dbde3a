/** A contract is printed as a comment that reads as the same contract. */
import { printContract, read, type Clause, type Contract } from '@proviso/compiler';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The contracts of a text and the names of its problems. */
function readText(text: string): { contracts: readonly Contract[]; problems: readonly string[] } {
  const sourceFile = ts.createSourceFile('/p/a.ts', text, ts.ScriptTarget.Latest, true);
  const file = read({ ts, packageOf: () => ({ name: 'p', root: '/p', optedIn: true }) }, sourceFile);
  return { contracts: file?.contracts ?? [], problems: (file?.diagnostics ?? []).map(({ name }) => name) };
}

const owner = 'export function f(a: number, b: string, o: { x: number[] }): unknown {\n  return a;\n}\n';

/** The words of an expression: two texts with the same words are the same expression. */
function words(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.SlashToken && /^$|[(,=:[!&|?{};]$/.test(found.at(-1) ?? '')) scanner.reScanSlashToken();
    found.push(scanner.getTokenText());
  }
  return found;
}

/** The text of an expression of several lines without the stars that begin the lines of a comment. */
function withoutDecoration(text: string): string {
  return text.replace(/([\r\n][ \t]*)\*(?!\/)/g, '$1 ');
}

/** Everything of a clause that has a meaning; its places in the text are not part of it. */
function meaning(clause: Clause): unknown {
  const { kind, predicate, errors, iff, label, message, places, reason } = clause;
  const expression = predicate?.expression;
  return {
    kind, iff, label, message, reason,
    expression: expression && words(withoutDecoration(expression.getText())),
    errors: errors?.map((error) => error.getText()),
    places: places?.map(({ root, path }) => [root, ...path].join('.')),
  };
}

const joined = (parts: fc.Arbitrary<string>, constraints: fc.ArrayConstraints, separator: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.array(parts, { minLength: 1, ...constraints }), fc.array(separator, { minLength: 12, maxLength: 12 })).map(([all, between]) => all.map((each, index) => (index === 0 ? each : `${between[index % 12]}${each}`)).join(''));

const comparison = fc.constantFrom(
  'a > 0', 'a>=0', 'b !== ""', "b === 'it\\'s'", '!(a < 1)', 'a in o', 'o.x.every((n) => n > 0)', 'o?.x?.[0] !== undefined', '/[*@/]+\\//u.test(b)', 'typeof a === "number"', '[...o.x].length === 2',
  'b === "  two  blanks "', 'b !== "@requires"', 'b !== "/* no comment"', 'a !== 1_000n as unknown', 'new Set(o.x).size > 0', '(a satisfies number) > 1', '((n: number): n is 1 => n === 1)(a)', 'b < "𝒳🙂"', 'ä === ﬂ',
);
const between = fc.constantFrom(' && ', ' || ', '&&', ' &&\n *   ', '\n *     || ', ' &&\n  ', ' && /* note */ ', ' &&\t');
const condition = joined(comparison, { maxLength: 5 }, between);
const word = fc.constantFrom('must', 'hold', '`n`', ':', '::', '-', '—', '*', '[audit]', '{E}', '"quoted"', "it's", '@see', '@requires it', '$&', '\\', '//', 'ünï', '🙂', 'if', '`', '1.', '&lt;', '<b>');
const message = fc.oneof(fc.constant(''), joined(word, { maxLength: 5 }, fc.constantFrom(' ', '  ', '\n * ', '\n *   ')).map((text) => `: ${text}`), joined(word, { maxLength: 3 }, fc.constant(' ')).map((text) => ` ${text}`));
const label = fc.constantFrom('', '', '[always] ', '[audit]', '[axiom]  ');

const tag = fc.oneof(
  fc.tuple(fc.constantFrom('requires', 'ensures', 'requiresElse', 'ensuresAlso'), label, condition, message).map(([name, before, text, after]) => `@${name} ${before}\`${text}\`${after}`),
  fc.tuple(fc.constantFrom('{RangeError}', 'TypeError', '{A|B}', '{ A | B.C }'), fc.constantFrom('if', 'iff', 'exactly when', 'If'), condition, message.filter((text) => text === '' || text.startsWith(':'))).map(([errors, keyword, text, after]) => `@throws ${errors} ${keyword} \`${text}\`${after}`),
  fc.tuple(fc.constantFrom('modifies', 'secret', 'consume', 'borrow'), fc.constantFrom('a', 'o.x', 'a, o.x', 'a,b', 'o . x')).map(([name, places]) => `@${name} ${places}`),
  fc.constantFrom('@modifies nothing', '@pure', '@noContract for reasons: `a > 0`', '@trusted', '@trusted by\n * many', '@decreases `a`', '@yields `value > 0`: yes'),
);
const comment = fc.tuple(fc.array(tag, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\r\n')).map(([tags, lineBreak]) => ['/**', ' * Prose.', ...tags.map((each) => ` * ${each}`), ' */', ''].join('\n').replaceAll('\n', lineBreak));

test('random contracts', () => {
  fc.assert(
    fc.property(comment, (written) => {
      const [contract] = readText(written + owner).contracts;
      fc.pre(contract !== undefined);
      const print = printContract(contract);
      const again = readText(`${print}\n${owner}`);
      expect(again.problems).toEqual([]);
      expect(again.contracts).toHaveLength(1);
      expect(again.contracts[0]?.clauses.map(meaning)).toEqual(contract?.clauses.map(meaning));
      expect(printContract(again.contracts[0] as Contract)).toBe(print);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 500) },
  );
});

test.each([
  ['a comment to the end of a line', '@requires `a > 0 && // positive\n *   a < 9`'],
  ['a message that begins like a label', '@requires `a > 0`: [audit] it'],
  ['a message with a tag of its own', '@requires `a > 0`: see @ensures `a > 1`'],
  ['a message that names a tag', '@requires `a > 0`: see @requires [audit] must'],
  ['a message with the end of a comment', '@requires `a > 0`: no *\\/ here'],
])('%s', (_, written) => {
  const [contract] = readText(`/**\n * ${written}\n */\n${owner}`).contracts;
  expect(contract).toBeDefined();
  const print = printContract(contract as Contract);
  const again = readText(`${print}\n${owner}`);
  expect(again.problems).toEqual([]);
  expect(again.contracts[0]?.clauses.map(meaning)).toEqual(contract?.clauses.map(meaning));
});

test('no word of a message is lost', () => {
  const [contract] = readText(`/** @requires \`a > 0\`: see @requires [audit] must */\n${owner}`).contracts;
  expect(contract?.clauses.map(({ message: text }) => text)).toEqual(['see @requires [audit] must']);
});
