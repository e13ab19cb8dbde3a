/** Writes a counterexample as a Vitest test, which fails until the promise is kept. */
import { mostValues, type Counterexample, type Import, type Report } from '@proviso/testing';
import type ts from 'typescript';
import type { Project } from '../project/open-project.ts';
import { importPath, type ImportStyle } from './import-style.ts';

export interface TestPrinting {
  readonly ts: Project['ts'];
  /** Where the test will stand, with `/` as separator. */
  readonly folder: string;
  readonly style: ImportStyle;
  /** Types may be written. */
  readonly isTyped: boolean;
}

interface Parts {
  readonly name: string;
  readonly isAsync: boolean;
  readonly lines: readonly string[];
  /** What follows the test. */
  readonly after: readonly string[];
  readonly vitest: readonly string[];
  readonly others: readonly string[];
}

/**
 * The text of a test file.
 *
 * @requires `counterexample.code.length > 0`
 * @ensures `result.endsWith('\n')`
 */
export function printTest(report: Pick<Report, 'symbol' | 'clauses'>, counterexample: Counterexample, printing: TestPrinting): string {
  const call = isAboutPurity(report, counterexample) && counterexample.code.length === 1 ? parseCall(printing.ts, counterexample.code[0] ?? '') : undefined;
  const parts = counterexample.overlap ? overlapTest(report, counterexample, printing) : call ? purityTest(report.symbol, call, printing) : violationTest(report, counterexample, printing);
  const { name, isAsync, lines, after, vitest, others } = parts;
  const text = [
    ...others,
    `import { ${[...vitest, 'test'].sort().join(', ')} } from 'vitest';`,
    ...importLines(counterexample.imports, printing),
    '',
    ...counterexample.problem.message.split('\n').map((each) => `// ${oneLine(each.trim())}`),
    `test(${quoted(name)}, ${isAsync ? 'async ' : ''}() => {`,
    ...lines.map((each) => `  ${each}`),
    '});',
    ...after,
  ];
  return `${text.join('\n')}\n`;
}

/** A purity that is lost shows in values; that it is a clause shows under the profile `audit` alone. */
function isAboutPurity({ clauses }: Pick<Report, 'clauses'>, { problem }: Counterexample): boolean {
  return problem.problem === 'impure' || clauses.some(({ id, text }) => id === problem.id && /^@(pure|modifies nothing)/.test(text));
}

function importLines(imports: readonly Import[], { folder, style }: TestPrinting): string[] {
  const modules = new Map<string, Import[]>();
  for (const each of imports) {
    const known = modules.get(each.module) ?? [];
    if (!known.some(({ name }) => name === each.name)) modules.set(each.module, [...known, each]);
  }
  return [...modules].flatMap(([module, names]) => {
    const from = quoted(importPath(folder, module, style));
    const ofDefault = names.filter(({ exported }) => exported === 'default').map(({ name }) => name);
    const others = names.filter(({ exported }) => exported !== 'default').map(({ name, exported }) => (name === exported ? name : `${/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(exported) ? exported : quoted(exported)} as ${name}`));
    return [...ofDefault.map((name) => `import ${name} from ${from};`), ...(others.length > 0 ? [`import { ${others.join(', ')} } from ${from};`] : [])];
  });
}

/** Only a profile that audits checks it. The clause may be one of another function. */
function needsAudit({ clauses }: Pick<Report, 'clauses'>, { problem }: Counterexample): boolean {
  const text = problem.problem === 'violation' ? clauses.find(({ id }) => id === problem.id)?.text : undefined;
  return text === undefined ? /^\S+ modifies /.test(problem.message) : /^@(pure|modifies|\w+ \[audit\])/.test(text);
}

/** Whether the contracts of the test's file are compiled as they have to be, and a function that shows it. */
function compilation(report: Pick<Report, 'clauses'>, counterexample: Counterexample, isTyped: boolean): { readonly label: string; readonly expectation: string } {
  const [label, plugin] = needsAudit(report, counterexample) ? ['[audit] ', "proviso({ profile: \\'audit\\' }) of @proviso/unplugin/vitest"] : ['', '@proviso/unplugin/vitest'];
  return { label, expectation: `expect(compiled, 'Vitest needs the plugin of Proviso: ${plugin}${isTyped ? '' : ', with an `include` that names this file and what it tests'}').toThrow();` };
}

/** What overlaps may end with other errors, and violate what only a call alone can keep: the one clause counts. */
function overlapTest(report: Pick<Report, 'clauses'>, counterexample: Counterexample, { isTyped }: TestPrinting): Parts {
  const { code, problem, overlap: { calls } = { calls: [] } } = counterexample;
  const { label, expectation } = compilation(report, counterexample, isTyped);
  const before = code.slice(0, -calls.length - 1).map((each) => `${each.replace(/;$/, '')};`);
  const id = problem.problem === 'violation' ? problem.id : '';
  return {
    name: `${oneLine(problem.message.split('\n', 1)[0] ?? '')}, also where calls overlap`,
    isAsync: true,
    lines: [
      expectation,
      'allowViolations();',
      ...before,
      'const ends = await Promise.allSettled([',
      ...calls.map((each) => `  (async () => ${each.code})(),`),
      ']);',
      `const broken = ends.flatMap((end) => (end.status === 'rejected' && end.reason instanceof ContractViolationError && end.reason.clause.id === '${id}' ? [end.reason.message] : []));`,
      'expect(broken).toEqual([]);',
    ],
    after: ['', `/** @ensures ${label}\`false\` */`, `function compiled()${isTyped ? ': void' : ''} {}`],
    vitest: ['expect'],
    others: ["import { ContractViolationError } from '@proviso/runtime';", "import { allowViolations } from '@proviso/unplugin/violations';"],
  };
}

function violationTest(report: Pick<Report, 'clauses'>, counterexample: Counterexample, { isTyped }: TestPrinting): Parts {
  const { code, problem } = counterexample;
  const { label, expectation } = compilation(report, counterexample, isTyped);
  const calls = code.map(testedCall);
  const isAsync = calls.some(({ isAwaited }) => isAwaited);
  const clause = problem.problem === 'violation' ? problem.message.split('\n', 1)[0] ?? '' : problem.message;
  return {
    name: oneLine(clause),
    isAsync,
    lines: [
      expectation,
      ...calls.map(({ text, isDeclaration }) => (isDeclaration ? `${text};` : isAsync ? `await keepsPromises(async () => ${text});` : `keepsPromises(() => ${text});`)),
    ],
    after: ['', ...keepsPromises(isAsync, isTyped), ...calls.some(({ isAsked }) => isAsked) ? ['', ...askFor(calls.some(({ isAsked, isAwaited }) => isAsked && isAwaited), isTyped)] : [], '', `/** @ensures ${label}\`false\` */`, `function compiled()${isTyped ? ': void' : ''} {}`],
    vitest: ['expect'],
    others: ["import { ContractViolationError } from '@proviso/runtime';"],
  };
}

interface TestedCall {
  readonly text: string;
  readonly isDeclaration: boolean;
  readonly isAwaited: boolean;
  /** It gives a generator. */
  readonly isAsked: boolean;
}

/** A statement of a counterexample as the test makes it: errors are caught there, and generators may have no end once they are mended. */
function testedCall(code: string): TestedCall {
  const [, inner = code] = /^try \{ (.*); \} catch \{\}$/s.exec(code) ?? [];
  const [, later] = /^for await \(const _ of (.*)\) \{\}$/s.exec(inner) ?? [];
  const [, now] = /^\[\.\.\.(.*)\]$/s.exec(inner) ?? [];
  const asked = later ?? now;
  return {
    text: asked === undefined ? inner : `${later === undefined ? '' : 'await '}askFor(${asked})`,
    isDeclaration: /^const \w+ = /.test(inner),
    isAwaited: later !== undefined || /^(const \w+ = )?await /.test(inner),
    isAsked: asked !== undefined,
  };
}

/** Asks a generator for as many values as the check does. */
function askFor(isAsync: boolean, isTyped: boolean): string[] {
  const [parameter, returned] = isTyped ? [`values: Iterable<unknown>${isAsync ? ' | AsyncIterable<unknown>' : ''}`, `: ${isAsync ? 'Promise<void>' : 'void'}`] : ['values', ''];
  return [
    '/** A generator keeps its promises while it is asked for values. */',
    `${isAsync ? 'async ' : ''}function askFor(${parameter})${returned} {`,
    `  let left = ${mostValues};`,
    `  for ${isAsync ? 'await ' : ''}(const _ of values) if (--left === 0) break;`,
    '}',
  ];
}

/** A later call is made whatever an earlier one throws, as it was when the counterexample was found. */
function keepsPromises(isAsync: boolean, isTyped: boolean): string[] {
  const parameter = isTyped ? 'call: () => unknown' : 'call';
  const returned = isTyped ? `: ${isAsync ? 'Promise<void>' : 'void'}` : '';
  return [
    '/** Only violations of contracts count: what else a call throws is allowed. */',
    `${isAsync ? 'async ' : ''}function keepsPromises(${parameter})${returned} {`,
    '  try {',
    `    ${isAsync ? 'await ' : ''}call();`,
    '  } catch (error) {',
    '    if (error instanceof ContractViolationError) throw error;',
    '  }',
    '}',
  ];
}

interface ParsedCall {
  readonly callee: string;
  readonly isAwaited: boolean;
  readonly args: readonly { readonly text: string; readonly isData: boolean }[];
}

function parseCall(ts: Project['ts'], code: string): ParsedCall | undefined {
  const [statement] = ts.createSourceFile('call.ts', code, ts.ScriptTarget.Latest, true).statements;
  const whole = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const call = whole && ts.isAwaitExpression(whole) ? whole.expression : whole;
  if (!whole || !call || !ts.isCallExpression(call)) return undefined;
  return { callee: call.expression.getText(), isAwaited: whole !== call, args: call.arguments.map((arg) => ({ text: arg.getText(), isData: isData(ts, arg) })) };
}

/** What can be compared: functions are the same only where they are one, and iterators are used up. */
function isData(ts: Project['ts'], node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || node.getText().endsWith('.values()') || node.getText().startsWith('Promise.')) return false;
  return ts.forEachChild(node, (child) => (isData(ts, child) ? undefined : true)) !== true;
}

function purityTest(symbol: string, { callee, isAwaited, args }: ParsedCall, { isTyped }: TestPrinting): Parts {
  const wait = isAwaited ? 'await ' : '';
  const compared = args.flatMap(({ isData: isCompared }, index) => (isCompared ? [index] : []));
  return {
    name: `${symbol} is pure`,
    isAsync: isAwaited,
    lines: [
      `const args = ()${isTyped ? `: ${typeOfArguments(callee)}` : ''} => [${args.map(({ text }) => text).join(', ')}];`,
      'const given = args();',
      `const first = ${wait}${callee}(...given);`,
      ...compared.map((index) => `expect(given[${index}], 'argument ${index + 1} is as it was').toStrictEqual(args()[${index}]);`),
      `expect(${wait}${callee}(...args()), 'a second call gives the same').toStrictEqual(first);`,
    ],
    after: [],
    vitest: ['expect'],
    others: [],
  };
}

/** A function that takes its `this` is called by `call`, whose own type says nothing of it. */
function typeOfArguments(callee: string): string {
  const [, called] = /^(.*)\.call$/.exec(callee) ?? [];
  return called === undefined ? `Parameters<typeof ${callee}>` : `[ThisParameterType<typeof ${called}>, ...Parameters<typeof ${called}>]`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A line of a comment or a name ends at nothing that is in the text. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ');
}
