/** Random modules for the linter: functions of every shape, exported in every way, with comments that hold right, wrong and odd contracts. */
import fc from 'fast-check';
import { oneOf, text } from '../../transformer/test/programs.ts';

const several = (line: fc.Arbitrary<string>, maxLength: number, minLength = 0): fc.Arbitrary<string[]> => fc.array(line, { minLength, maxLength });

/** What every function takes. */
const parameters = oneOf('a: number, xs: number[], b?: string', 'a: number, xs: number[] = [], ...b: string[]', 'a: number, xs: readonly number[], { b }: { b: string }');

const condition = oneOf(
  'a > 0', 'a>=0', 'a !== 1 && a !== 2 && a !== 3', 'xs.length > 0', 'xs.every((x) => x > a)', 'a > 0 && a < 0', 'a === a', 'typeof a === "number"', 'b !== undefined', 'most > a', 'isFine(a)', 'a instanceof Shape', 'a instanceof Kind', 'new Date(a) > new Date()',
  '!(a < 1 || xs.includes(a))', '"`".length === a', '/[*]/.test(String(a))', 'a', 'xs', 'missing > a', 'a >', '(a', 'a; b', 'a++ > 0', 'xs.push(a) > 0', 'await a', 'this.size > 0', 'value > 0', 'a > 0 // note', 'Math.random() > a', '',
);
const promise = oneOf(
  'result > a', 'result !== undefined', 'xs.length === old(xs).length', 'old(xs).length > a', '[...old(xs)].length > a', 'xs.length === old(xs.length)', 'old(a) === a', 'old(xs)[0] !== xs[0]', 'old([...xs]).every((x) => xs.includes(x))', '(r) => r !== undefined', 'this.size > old(this).size', 'old(7) < a', 'old(a) > 0', 'old(a) !== 1', 'result === 1 && result !== 2 && a > 0', 'old(old(a)) > 1',
);
const message = oneOf('', '', ': a message', ' — said so', '.', ' and `more`');
const tag = fc.oneof(
  text`@${oneOf('requires', 'requiresElse', 'requires [audit]', 'requires [odd]')} \`${condition}\`${message}`,
  text`@${oneOf('ensures', 'ensuresAlso')} \`${fc.oneof(promise, condition)}\`${message}`,
  text`@ensures \`${promise}\``,
  text`@ensures \`${promise}\`${message}`,
  text`@throws {${oneOf('RangeError', 'TypeError | RangeError', 'Kind', 'missing')}} ${oneOf('if', 'iff', 'If', 'when')} \`${condition}\``,
  text`@${oneOf('requires', 'ensures', 'invariant')} ${oneOf('a > 0', 'xs.length > 0.', 'that all is well', 'a is positive', '')}`,
  text`@${oneOf('invariant', 'yields', 'decreases')} \`${condition}\``,
  oneOf('@pure', '@modifies xs', '@modifies this.size, other', '@consume xs', '@secret b', '@noContract', '@noContract simple', '@noContract callers check the amount first', '@trusted todo', '@returns something', '@requires `a > 0', '@requires ``a``'),
  text`@param ${oneOf('a', 'xs', 'b', 'c')} ${oneOf('- ', '')}${oneOf('must be positive', 'must not be empty', 'has to be an integer, at least 1 and at most 9', 'the value')}`,
);
const description = oneOf('', '', 'Does something.', '`a` must be positive. xs must not be empty.', 'b has to be set!', '```\n@requires `a > 0`\n```');

/** A comment of one line, of several, or none; `INDENT` stands before each further line. */
const comment = fc.oneof(
  oneOf('', '/** */ ', '/** Says nothing. */\n', '/* @requires `a > 0` */ '),
  text`/** ${tag} */ `,
  text`/** ${tag} */\nINDENT`,
  fc.tuple(description, several(tag, 4), oneOf(' * ', '* ', '   ', ' *')).map(([said, tags, star]) => `/**\n${[...said.split('\n'), ...tags].map((line) => `INDENT${star}${line}\n`).join('')}INDENT */\nINDENT`),
);

const guard = oneOf(
  'if (a < 0) throw new RangeError("a");', 'if (xs.length === 0) { throw new TypeError(`no ${a}`); }', 'if (!(a > 1) || a > 9) throw new RangeError();', 'if (b === undefined) throw new Error("b");', 'if (a < 0) throw RangeError("a"); else isFine(a);', 'if (Number.isNaN(a))\n    throw new RangeError("NaN");',
  'requires(a > 0);', 'requires(a > 0, "positive");', 'ensures((r) => r !== undefined);', 'assert(a > 0);', 'if (a) requires(a > 1);',
);
const work = oneOf('xs = [];', 'a += 1;', 'isFine(a);', 'for (const x of xs) { invariant(x > a); }', 'const a2 = a, most = 3; void [a2, most];', 'callee(-1, []);', 'callee(a, xs);', '');
const body = fc.tuple(several(guard, 2), several(work, 2), oneOf('return a;', 'return a as never;', 'return;', 'return isFine(a) as never;')).map(([guards, works, exit]) => ['{', ...guards, ...works, exit, '}'].join(' '));
const result = oneOf(': number', ': never', '', ': unknown');

const member = fc.oneof(
  text`INDENT${comment}${oneOf('', 'public ', 'private ', 'static ', 'protected ')}m(${parameters})${result} ${body}`,
  text`INDENT${comment}get g()${oneOf('', ': number')} { return 1; }`,
  text`INDENT${comment}set s(a: number) { void a; }`,
  text`INDENT${comment}${oneOf('', 'static ', 'readonly ')}f = (${parameters})${result} => ${body};`,
  text`INDENT${comment}async *[Symbol.asyncIterator](${parameters}) { yield a; }`,
  text`INDENT${comment}#p(${parameters})${result} ${body}`,
  text`INDENT${comment}constructor(${parameters}) { ${oneOf('', 'super();', 'void xs;')} void a; }`,
  text`INDENT${comment}m(a: number): void;\nINDENTm(a: string): void;\nINDENT${comment}m(a: unknown): void { void a; }`,
);

const named = oneOf('NAME', 'NAME<T>', 'NAME<T extends number>');
const modifier = oneOf('', 'export ', 'export async ', 'async ');

/** A declaration of `NAME`. */
const declaration = fc.oneof(
  text`${comment}${modifier}function ${named}(${parameters})${oneOf('', ': any')} ${body}`,
  text`${comment}export function* NAME(${parameters}) { yield a; }`,
  text`${comment}export const NAME = ${comment}${oneOf('', 'async ')}(${parameters}) => ${body};`,
  text`${comment}export const NAME = (${parameters}) => a > 0, NAME1 = 1;`,
  text`${comment}const NAME = function (${parameters}) ${body};\nexport { NAME as NAME2 };`,
  text`${comment}export const NAME = memo(${comment}(${parameters}) => ${body});`,
  text`${comment}export const NAME = { ${comment}m(${parameters}) ${body}, n: ${comment}(a: number, xs: number[], b?: string) => a } satisfies object;`,
  fc.tuple(comment, oneOf('', ' extends Shape', ' implements Sized'), several(member, 3)).map(([above, heritage, members]) => `${above}export class NAME${heritage} {\nINDENTsize = 1;\n${members.join('\n')}\n}`),
  text`${comment}export interface NAME { ${comment}m(${parameters.map((all) => all.replace(' = []', ''))}): number; }`,
  text`${comment}export type NAME = number;\n${comment}export function NAME3(a: NAME, xs: number[], b?: string): NAME ${body}`,
  text`${comment}export class NAME {\nINDENT#items: string[];\nINDENT${comment}constructor(given: string[]) { this.#items = given; }\nINDENT${comment}add(a: string): void { this.#items.push(a); }\nINDENT${comment}all()${oneOf('', ': string[]')} { return this.#items; }\n}`,
  text`const NAME4 = /a/${oneOf('', 'g', 'y', 'gi')};\n${comment}export const NAME = (a: string): boolean => NAME4.test(a);`,
  text`export namespace NAME {\nINDENT${comment}export function f(${parameters}) ${body}\n}`,
  text`export function NAME(a: number, xs: number[], b?: string) {\nINDENTreturn ${comment.map((each) => each.replaceAll('\n', ' '))}(a: number) => ${body};\n}`,
  text`callee(1, [1].map(${comment}(a: number, b: number, xs: number[]) => ${body}));`,
);

const prelude = `import { assert, ensures, invariant, requires } from '@proviso/runtime';
import type { Kind, Other } from './kinds.js';
declare function memo<T>(f: T): T;
const most = 9;
function isFine(a: unknown): boolean { return a !== most; }
/** @requires \`a > 0\` */
function callee(a: number, xs: readonly number[]): void { void [a, xs]; }
interface Sized { size: number }
class Shape { size = 1; /** @requires \`a > 0\` */ m(a: number, xs: readonly number[], b?: unknown): any { void [a, xs, b]; } }
`;

/** The source of a module, with any indentation and any line ends. */
export const randomModule: fc.Arbitrary<string> = fc
  .tuple(several(declaration, 4, 1), oneOf('  ', '\t', ''), oneOf('\n', '\r\n'), oneOf('\n', '; ', '\n\n', ' '), oneOf('', '\n', '\n// the end'))
  .map(([declarations, indent, eol, between, end]) => {
    const code = declarations.map((each, index) => each.replaceAll('NAME', `f${index}_`)).join(between);
    return `${prelude}${code}${end}`.replaceAll('INDENT', indent).replaceAll('\n', eol);
  });
