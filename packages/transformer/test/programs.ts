/** Random modules with contracts that always hold. They run, they terminate, and they say what they do in `trace`. */
import fc from 'fast-check';

/** Joins the texts of arbitraries: ``text`${a} + ${b}` `` is an arbitrary of sums. */
export function text(strings: TemplateStringsArray, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => strings.reduce((all, string, index) => all + (values[index - 1] ?? '') + string));
}

/** One of some texts. */
export const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const lines = (line: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> => fc.array(line, { maxLength }).map((all) => all.join('\n'));

/** Gives a statement a label that no statement in it has. */
function labelled(code: string): string {
  let label = 'done';
  while (code.includes(`${label}:`)) label += '1';
  return code.replaceAll('LABEL', label);
}

/** What every body has in scope: two parameters, two locals, and module names. */
const variable = oneOf('a', 'b', 'x', 'y');

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'expression' },
    variable,
    oneOf('0', '1', '-1', '7', 'limit'),
    text`(${tie('expression')} + ${tie('expression')})`,
    text`(${tie('expression')} % 5)`,
    text`(${tie('expression')} > ${tie('expression')} ? ${tie('expression')} : ${tie('expression')})`,
    text`twice(${tie('expression')})`,
    text`((a) => a + ${tie('expression')})(${tie('expression')})`,
    text`AWAIT(${tie('expression')})`,
  ),
}));

const simple = fc.oneof(
  text`trace.push(${expression});`,
  text`${variable} = ${expression};`,
  text`${variable} += ${expression};`,
  text`[a, b] = [b, ${expression}];`,
  text`({ a, b = ${expression} } = { a: ${expression} });`,
  text`const set = () => { a = ${expression}; }; set();`.map((code) => `{ ${code} }`),
  oneOf('assert(typeof a === "number");', 'assert(x === x || b > 0, `b is ${b}`);', 'AWAIT(null);', ';'),
);
const jump = fc.oneof(text`return ${expression};`, text`return AWAIT(${expression});`, oneOf('return;', 'throw new RangeError("r");', 'throw new TypeError("t");'));

const { statement } = fc.letrec<{ statement: string; inLoop: string }>((tie) => {
  const nested = (inner: fc.Arbitrary<string>): fc.Arbitrary<string>[] => {
    const block = lines(inner, 3).map((code) => `{\n${code}\n}`);
    return [
      text`if (${expression} > 0) ${block} else ${block}`,
      text`if (${expression} > 0) ${jump}`,
      text`try ${block} catch (error) { trace.push(String(error)); ${inner} }`,
      text`try ${block} finally ${block}`,
      text`switch (${expression} % 3) { case 0: ${inner} case 1: ${inner} break; default: ${inner} }`,
      text`{ const a = ${expression}; ${inner} return a; }`,
      text`{ let limit = ${expression}; trace.push(limit); ${inner} }`,
      text`LABEL: { ${inner} if (${expression} > 1) break LABEL; ${inner} }`.map(labelled),
      text`trace.push(((b) => { ${inner.map((code) => code.replaceAll('AWAIT', '').replace(/\b(?:break|continue)\b.*?;/g, ';'))} return b; })(${expression}));`,
    ];
  };
  const body = lines(tie('inLoop'), 3);
  const loops = [
    text`for (let i = 0; i < 3; i++) {\ninvariant(i < 3);\n${body}\n}`,
    text`LABEL: for (const a of [1, 2]) {\nfor (const i in [4, 5]) {\ntrace.push(i);\n${body}\nif (${expression} > 3) continue LABEL;\n}\n}`.map(labelled),
    text`while (fuel-- > 0) {\ninvariant(typeof fuel === 'number', 'fuel');\n${body}\n}`,
    text`do {\n${body}\n} while (fuel-- > 0);`,
  ];
  return {
    statement: fc.oneof({ maxDepth: 3, depthIdentifier: 'statement' }, simple, jump, ...nested(tie('statement')), ...loops),
    inLoop: fc.oneof({ maxDepth: 3, depthIdentifier: 'statement' }, simple, jump, oneOf('break;', 'continue;'), ...nested(tie('inLoop')).slice(0, 7)),
  };
});

/** Conditions that hold of any numbers. Those on exit mean entry values, whatever the body does to its parameters. */
const onEntry = oneOf(
  'typeof a === "number"', 'a <= Math.max(a, b) || a !== a', '!(a > limit) || a > 0', '[a, b].length === 2', 'twice(a) === a + a || a !== a', 'b === b', 'limit > 0 && limits.limit === limit',
);
const onExit = oneOf(
  'typeof a === "number"', 'Object.is(old(a), a)', 'old([a, b]).every((n, index) => Object.is(n, [a, b][index]))', 'Object.is(result, result)', 'result === undefined || typeof result === "number"',
  '(r) => r === undefined || twice(r) === r + r || r !== r', 'limit === old(limit)', 'Object.is(old(twice(a)), twice(a)) && result !== null',
);
const tag = fc.oneof(
  text` * @requires ${oneOf('', '[always] ', '[audit] ')}\`${onEntry}\`${oneOf('', ': a message', ' — another')}`,
  text` * @ensures \`${onExit}\``,
  text` * @throws {${oneOf('RangeError', 'TypeError', 'RangeError | TypeError', 'Error')}} if \`${onEntry}\``,
);
const comment = fc.array(tag, { maxLength: 3 }).map((tags) => ['/**', ' * Something.', ...tags, ' */'].join('\n'));
const head = lines(oneOf('requires(typeof a === "number");', 'requires(b === b || limit > 0, "a message");', 'ensures((r) => typeof r !== "string");', 'ensures(() => old(a) === a || a !== a);'), 2);

const body = text`{\n${head}\nlet x = 1, y = a, fuel = 3;\n${lines(statement, 4)}\n}`;
const asynchronously = (code: string): string => code.replaceAll('AWAIT(', 'await (');
const synchronously = (code: string): string => code.replaceAll('AWAIT(', '(');
const parameters = oneOf('a, b', 'a, b = a', 'a, b = 2, ...rest');

/** A declaration of `NAME`, and how it is called with `ARGS`. */
interface Declaration {
  readonly code: string;
  readonly call: string;
}

const member = fc.oneof(
  text`${comment}\nm(${parameters}) ${body}`.map(synchronously),
  text`${comment}\nget m() ${body.map((code) => code.replace('{', '{ let a = 1, b = 2;').replace(/ requires\(.*\n/g, ''))}`.map((code) => synchronously(code).replace(/^ \* @(?:requires|ensures|throws).*\n/gm, '').replace(/^(?:requires|ensures)\(.*\n/gm, '')),
  text`${comment}\nm = (${parameters}) => ${body};`.map(synchronously),
  text`${comment}\nstatic s(${parameters}) ${body}\nm(a, b) { return C.s(a, b); }`.map(synchronously),
);

const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  text`${comment}\nexport function NAME(${parameters}) ${body}`.map((code) => ({ code: synchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nfunction NAME(${parameters}) ${body}`.map((code) => ({ code: synchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nexport async function NAME(${parameters}) ${body}`.map((code) => ({ code: asynchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nexport const NAME = (${parameters}) => ${body};`.map((code) => ({ code: synchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nexport const NAME = (a, b, x = 1, y = 2) => ${expression};`.map((code) => ({ code: synchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nexport const NAME = async (a, b, x = 1, y = 2) => ${expression};`.map((code) => ({ code: asynchronously(code), call: 'NAME(ARGS)' })),
  text`${comment}\nexport const NAME = function named(${parameters}) ${body};`.map((code) => ({ code: synchronously(code).replace('let x = 1', 'let x = arguments.length'), call: 'NAME(ARGS)' })),
  text`export class NAME {\n#n = 1;\nstatic made = 0;\n${comment}\n#hidden(${parameters}) ${body}\n${comment}\nstatic async later(${parameters}) ${body}\n/** @ensures \`result === result\` */\nget n() { return this.#n; }\n/** @requires \`Object.is(n, n)\` */\nset n(n) { this.#n = n; NAME.made++; }\nm(a, b) { this.n = a; return this.#hidden(a, b); }\n}`.map((code) => ({
    code: code.replace(/static async later[^]*?\nget n/, asynchronously).replace(/#hidden[^]*?\nstatic async/, synchronously),
    call: '[new NAME()].map(async (o) => [o.m(ARGS), o.n, NAME.made, await NAME.later(ARGS)])[0]',
  })),
  text`export const NAME = {\n${comment}\nasync m({ a, b = 2 }, x = a, y = 1) { return ${expression}; },\n/** @ensures \`result === result || result !== result\` */\nget [limit + '']() { return limit; },\n};`.map((code) => ({ code: asynchronously(code), call: 'Promise.all([ARGS].map((a, b) => NAME.m(b > 0 ? { a, b } : { a })).concat(NAME[100]))' })),
  text`export const NAME = {\n${comment}\nm(${parameters}) ${body},\n};`.map((code) => ({ code: synchronously(code), call: 'NAME.m(ARGS)' })),
  text`/** @invariant \`this.count === this.count\` */\nexport class NAME {\ncount = 1;\n${comment}\nconstructor(a, b) {\nthis.count = a;\n${oneOf('', 'this.count += b;')}\n}\n${member}\n}`.map((code) => ({
    code: code.replace(/^ \* @ensures .*result.*\n/gm, '').replaceAll('C.s', 'NAME.s'),
    call: '[new NAME(ARGS)].map((o) => typeof o.m === "function" ? [o.m(ARGS), o.count, o.m(ARGS)] : [o.m, o.count])[0]',
  })),
);

const prelude = `import { assert, ensures, invariant, old, requires } from '@proviso/runtime';
import { limit } from './limit.js';
import * as limits from './limit.js';
export const trace = [];
/** @ensures \`result === 2 * n || n !== n\` */
function twice(n) { return n + n; }
`;

const someArguments = ['1, 2', '0, -3', '8, 8'];

/** The source of a module; `calls` in it is a list of functions to call. */
export const program: fc.Arbitrary<string> = fc.array(declaration, { minLength: 1, maxLength: 3 }).map((declarations) => {
  const named = declarations.map(({ code, call }, index) => ({ code: code.replaceAll('NAME', `f${index}`), call: call.replaceAll('NAME', `f${index}`) }));
  const calls = named.flatMap(({ call }) => someArguments.map((values) => `  () => ${call.replaceAll('ARGS', values)},\n`));
  return `${prelude}${named.map(({ code }) => code).join('\n')}\nexport const calls = [\n${calls.join('')}];\n`;
});

/** The module that every program imports. */
export const limitModule = 'export const limit = 100;\n';

const values = [1, 0, 8, -2] as const;

/** A module with one function `f` that has one clause, and what its parameter `a` is in each call of it. */
export function programWith(clause: fc.Arbitrary<string>): fc.Arbitrary<{ readonly source: string; readonly values: readonly number[] }> {
  const form = fc.oneof(
    text`export function f(${parameters}) ${body}`.map(synchronously),
    text`export const f = (${parameters}) => ${body};`.map(synchronously),
    text`export const f = async function (${parameters}) ${body};`.map(asynchronously),
    text`export async function f(${parameters}) ${body}`.map(asynchronously),
  );
  const calls = values.map((value) => `() => f(${value}, 3)`).join(', ');
  return fc.tuple(clause, form).map(([tagged, code]) => ({ source: `${prelude}/** ${tagged} */\n${code}\nexport const calls = [${calls}];\n`, values }));
}
