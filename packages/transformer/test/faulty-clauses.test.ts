/** A fault at any place of a clause: one error, in the clause, and the rest of the file is compiled. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, printed } from './compile.ts';

const options = { module: 'commonjs', moduleResolution: 'bundler', lib: ['es5'], strict: true };

const clauses = [
  'n > 0', 'n > 0 && [n].length === 1', "typeof n === 'number' || n === 1", '!(n < 1)', 'String(n).length > 0', '/^[0-9]+$/.test(String(n))', '((m: number) => m > 0)(n)', 'n > 0: the message', 'n % 2 === 0 ? n > 1 : n !== 2',
];
const faults = [
  '`', '``', '(', ')', '[', ']', '{', '}', '"', "'", '/', '\\', '\\`', '@', '@requires', '#', '$', '${', '=>', '=', '==', '++', '...', '?.', '??', ';', ',', ':', '!', '~', '<', '>', '<!--', '//', '/*', '0x', '1n', '1_', 'await ', 'yield ', 'delete ', 'new ',
  'class ', 'function ', 'import(', 'this', 'super', '\u0000', '\u0007', '\u200b', '\u200d', '\ufeff', '\u202e', '\u2066', '\u2028', '\ud800', '🙂', 'é', '\t', '\n', '\n * ', '\r\n', '\\u0029', '&#41;', '%',
];

/** A source with a wrong or odd clause on `f`, and a sound one on `g` behind it. */
function sourceOf(clause: string, tag: string): string {
  const [condition = '', message] = clause.split(/: (?=the message)/);
  const text = `@${tag} \`${condition}\`${message === undefined ? '' : `: ${message}`}`;
  return `/**\n * ${text}\n */\nexport function f(n: number): number {\n  return n;\n}\n/** @requires \`n > 1\` */\nexport function g(n: number): number {\n  return n;\n}\n`;
}

const spoilt = fc.tuple(fc.constantFrom(...clauses), fc.constantFrom(...faults), fc.nat(100), fc.boolean()).map(([clause, fault, at, replaces]) => {
  const place = at % (clause.length + 1);
  return clause.slice(0, place) + fault + clause.slice(replaces ? place + 1 : place);
}).filter((clause) => !clause.includes('*/')); // that ends the comment, which is another fault: below

const settings = { numRuns: Number(process.env['RUNS'] ?? 80), ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }) };

describe('a fault in a clause', () => {
  test.each(['requires', 'ensures'])('@%s: at most one error, which is in the clause, and the function behind it is checked', { timeout: 600_000 }, (tag) => {
    fc.assert(
      fc.property(spoilt, (clause) => {
        const source = sourceOf(clause, tag);
        const { output, diagnostics } = compile({ 'a.ts': source }, { profile: 'enforce', options });
        const end = source.indexOf('*/');
        expect(output.get('a.js')).toMatch(/[^]r(.)g\1n > 1\1/);
        expect(diagnostics.filter(({ start = -1 }) => start < 0 || start > end).map((each) => printed([each])), 'errors outside of the comment').toEqual([]);
        // TypeScript may find several wrong types in an expression that parses.
        const form = diagnostics.filter(({ code }) => code >= 97000 && code < 98000);
        expect(form.length, printed(form)).toBeLessThanOrEqual(1);
      }),
      settings,
    );
  });

  test.each([
    ['an unterminated fence', '@requires `n > 0'],
    ['a comment that ends in the clause', '@requires `/a*/.test(String(n))`'],
    ['10,000 characters that do not parse', `@requires \`n > 0${' && n > 0'.repeat(1_250)} &&\``],
    ['a bidi control', '@requires `n > 0\u202e`'],
    ['a NUL', '@requires `n \u0000> 0`'],
    ['parentheses that are left open', `@requires \`${'('.repeat(500)}n > 0\``],
  ])('%s is one error of Proviso at the clause', (_, tag) => {
    const source = `/**\n * ${tag}\n */\nexport function f(n: number): number {\n  return n;\n}\n`;
    const { diagnostics } = compile({ 'a.ts': source }, { profile: 'enforce', options });
    // One that ends the comment too early is said among the syntax errors and again: tsc stops after the first.
    const own = [...new Set(diagnostics.filter(({ code }) => code >= 97000 && code < 98000).map((each) => printed([each]).trim()))];
    expect(own).toEqual([expect.stringMatching(/^a\.ts\(2,\d+\): error TS97\d\d\d: [^\n]*$/)]);
  });
});

describe('a source that is being typed', () => {
  const contract = '/** @requires `n > 0` */\n';
  test.each([
    ['a method of an object', `export const o = {\n${contract}m(n: number)\n};`],
    ['a getter of an object', `export const o = {\n${contract}get m()\n};`],
    ['a setter of an object', `export const o = {\n${contract}set m(n: number)\n};`],
    ['a method of a class', `export class C {\n${contract}m(n: number)\n}`],
    ['a constructor', `export class C {\n${contract}constructor(n: number)\n}`],
    ['a function', `${contract}export function f(n: number)`],
    ['an arrow function', `${contract}export const f = (n: number) =>`],
    ['a class', `export class C {\n${contract}m(n: number) {`],
    ['parameters', `${contract}export function f(n: `],
    ['a type', `export type T = ${contract}(n: number) =>`],
    ['an import', `import { requires } from '@proviso/runtime\nexport function f(n: number) { requires(n > 0`],
  ])('%s has TypeScript\'s own error', (_, source) => {
    const { diagnostics } = compile({ 'a.ts': source }, { profile: 'enforce', options });
    expect(diagnostics.some(({ code }) => code < 97000), printed(diagnostics)).toBe(true);
  });
});
