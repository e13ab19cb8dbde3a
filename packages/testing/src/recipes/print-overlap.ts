/** Writes calls that overlap as statements that can be pasted, and the order in which their parts run. */
import type { Part } from '../interleaving/overlap.ts';
import type { Recipe } from '../recipe.ts';
import type { ClassShape } from '../shape.ts';
import type { ClassSubject, FunctionSubject } from '../subject.ts';
import type { Import, Overlap, OverlappedCall, SourcePlace } from '../verdict.ts';
import { importsOf, printCall } from './print-call.ts';
import { printRecipe } from './print-recipe.ts';
import { printSequence, variableFor, type Step } from './print-sequence.ts';

export interface PrintedOverlap {
  readonly code: readonly string[];
  readonly imports: readonly Import[];
  readonly calls: readonly OverlappedCall[];
}

/** Names of promises; the second ones where one of the first is taken. */
const names = [['a', 'b', 'c'], ['first', 'second', 'third']] as const;

/**
 * Calls on an object, after those that it has been through.
 *
 * @ensures `result.calls.length === calls.length`
 */
export function printOverlapOfClass(subject: ClassSubject, { made, before, calls }: { readonly made: readonly Recipe[]; readonly before: readonly Step[]; readonly calls: readonly Step[] }): PrintedOverlap {
  const variable = variableFor(subject.of.name);
  const earlier = printSequence(subject, made, before);
  const whole = printSequence(subject, made, calls);
  const [first = '', ...steps] = earlier.code;
  const creation = first.startsWith('const ') ? first : `const ${variable} = ${first}`;
  const imports = [...earlier.imports, ...whole.imports].filter(({ name }, at, all) => all.findIndex((each) => each.name === name) === at);
  return together([creation, ...steps], imports, whole.code.slice(1));
}

/**
 * Calls of a function; `shared` says which of their arguments are the same objects.
 *
 * @ensures `result.calls.length === calls.length`
 */
export function printOverlapOfFunction(subject: FunctionSubject, calls: readonly (readonly Recipe[])[], shared: readonly number[]): PrintedOverlap {
  const classes = new Set<ClassShape>();
  const [first = []] = calls;
  const variables = new Map(shared.map((at) => [at, nameOfShared(subject, at)]));
  const declared = [...variables].map(([at, name]) => `const ${name} = ${printRecipe(first[at], { classes })}`);
  const printed = calls.map((args) => printCall(subject, args, variables));
  const imports = [...printed.flatMap((each) => each.imports), ...importsOf(classes)].filter(({ name }, at, all) => all.findIndex((each) => each.name === name) === at);
  return together(declared, imports, printed.flatMap(({ code }) => code));
}

function nameOfShared({ parameters, takesThis }: FunctionSubject, at: number): string {
  return takesThis === true && at === 0 ? 'self' : (parameters[at]?.name ?? `shared${at + 1}`);
}

function together(before: readonly string[], imports: readonly Import[], codes: readonly string[]): PrintedOverlap {
  const isTaken = (name: string): boolean => imports.some((each) => each.name === name) || before.some((line) => line.startsWith(`const ${name} = `));
  const free = names.find((row) => !row.some(isTaken)) ?? names[1];
  const calls = codes.map((code, at) => ({ name: free[at] ?? `call${at + 1}`, code: /^(for await |\[\.\.\.)/.test(code) ? `(async () => { ${code} })()` : code.replace(/^await /, '') }));
  return { code: [...before, ...calls.map(({ name, code }) => `const ${name} = ${code}`), `await Promise.all([${calls.map(({ name }) => name).join(', ')}])`], imports, calls };
}

/**
 * What happened, with the names of the calls.
 *
 * @ensures `result.parts.length === parts.length`
 */
export function overlapOf(calls: readonly OverlappedCall[], parts: readonly Part[], isNatural: boolean): Overlap {
  return { calls, isNatural, parts: parts.map(({ call, from, waits, isEnd }) => ({ call: calls[call]?.name ?? '', ...(from === undefined ? {} : { from: placeOf(from) }), waits: waits.map(placeOf), isEnd })) };
}

function placeOf(place: string): SourcePlace {
  const at = place.lastIndexOf(':');
  return { file: place.slice(0, at), line: Number(place.slice(at + 1)) };
}
