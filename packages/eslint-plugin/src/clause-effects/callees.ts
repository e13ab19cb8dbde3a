/** What is known of the functions that clauses call. */
import { clauseKinds, sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { functionIn } from '../called-contracts.ts';
import { clausesOf } from '../clauses-of.ts';
import { unwrapped } from '../unwrapped.ts';
import type { Look } from '../built-ins/containers.ts';
import { nonLocalWrite, type FunctionWithBody } from './function-writes.ts';
import { effectOfNew, effectOfPath, holdsWhatItIsGiven } from '../built-ins/known-effects.ts';
import { pathOf } from '../built-ins/paths.ts';

const helpers = new Set(['old', 'unchanged', 'forall', 'exists']);

/** Globals that have no effect of their own: what they are handed is looked at where it stands. */
const pureGlobals = /^(?:Number|String|Boolean|BigInt|Symbol|parseInt|parseFloat|isNaN|isFinite|structuredClone|encodeURI(?:Component)?|decodeURI(?:Component)?|(?:Math|Number|String|Object|Array|JSON|BigInt|Reflect|Symbol|Date|Intl|Atomics|Promise|Buffer)\.\w+)$/;

export interface CalledBy {
  readonly call: ts.CallExpression;
  readonly path: string | undefined;
}

/** Whether a call needs no look: a helper of clauses, a function of JavaScript itself, or one that is declared `@pure`. */
export function isAssumedPure(look: Look, analysis: Analysis, { call, path }: CalledBy): boolean {
  const { ts, program } = look;
  const callee = unwrapped(ts, call.expression);
  if ((ts.isIdentifier(callee) && helpers.has(callee.text)) || (path !== undefined && pureGlobals.test(path)) || ts.isFunctionLike(callee)) return true;
  const declaration = program?.getTypeChecker().getResolvedSignature(call)?.declaration;
  if (declaration && program?.isSourceFileDefaultLibrary(declaration.getSourceFile()) === true) return true;
  const called = declaration ?? calledFunction(look, call);
  return called !== undefined && isDeclaredPure(analysis, called);
}

function isDeclaredPure(analysis: Analysis, declaration: ts.Node): boolean {
  return clausesOf(analysis, declaration).some(({ kind }) => clauseKinds[kind].content === 'nothing' && clauseKinds[kind].violation === 'modifies');
}

/** The function of the program's own files that a call runs; undefined where that is not certain. Without types, those at the top of the same file. */
export function calledFunction({ ts, file, program }: Look, call: ts.CallExpression): FunctionWithBody | undefined {
  const declaration = program ? program.getTypeChecker().getResolvedSignature(call)?.declaration : functionByName({ ts, file }, unwrapped(ts, call.expression));
  if (!declaration || !('body' in declaration) || !declaration.body) return undefined;
  return program?.isSourceFileFromExternalLibrary(declaration.getSourceFile()) === true ? undefined : (declaration as FunctionWithBody);
}

/** How a function is looked at: with the imports and names of its own file. */
export function lookInto({ ts, program }: Pick<Analysis, 'ts' | 'program'>, fn: FunctionWithBody): Look {
  return { ts, file: fn.getSourceFile(), program };
}

/** The function that alone has a name at the top of the file. */
function functionByName({ ts, file }: Look, callee: ts.Expression): ts.SignatureDeclaration | undefined {
  if (!ts.isIdentifier(callee)) return undefined;
  const found = file.statements.flatMap((statement): ts.SignatureDeclaration[] => {
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text === callee.text ? [statement] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const value = functionIn(ts, initializer);
      return value && ts.isIdentifier(name) && name.text === callee.text ? [value] : [];
    });
  });
  return found.length === 1 ? found[0] : undefined;
}

const purenessByFunction = sideTable<ts.Node, 'pure' | 'unknown'>('pureness');

/** Whether a function has no effect, as far as every function that it calls is known. */
export function pureness(analysis: Analysis, fn: FunctionWithBody): 'pure' | 'unknown' {
  const known = purenessByFunction.get(fn);
  if (known) return known;
  // A function that calls itself has no effect but those found on the way.
  purenessByFunction.set(fn, 'pure');
  const found = isPure(analysis, fn) ? 'pure' : 'unknown';
  purenessByFunction.set(fn, found);
  return found;
}

function isPure(analysis: Analysis, fn: FunctionWithBody): boolean {
  const { ts } = analysis;
  const look = lookInto(analysis, fn);
  const visit = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return false;
    if (ts.isNewExpression(node) && !isPureNew(look, node)) return false;
    if (ts.isCallExpression(node) && !isPureCall(analysis, look, node)) return false;
    return ts.forEachChild(node, (child) => (visit(child) ? undefined : true)) !== true;
  };
  return nonLocalWrite(look, fn) === undefined && visit(fn.body);
}

/** Whether `new` makes an object of one of JavaScript's own classes, which only holds what it is given. */
function isPureNew({ ts, file }: Look, { expression, arguments: given }: ts.NewExpression): boolean {
  const path = pathOf(ts, file, expression);
  return path !== undefined && holdsWhatItIsGiven.test(path) && effectOfNew(path, given?.length ?? 0) === undefined;
}

function isPureCall(analysis: Analysis, look: Look, call: ts.CallExpression): boolean {
  const path = pathOf(look.ts, look.file, call.expression);
  if (path !== undefined && effectOfPath(path) !== undefined) return false;
  if (isAssumedPure(look, analysis, { call, path })) return true;
  const fn = calledFunction(look, call);
  return fn !== undefined && pureness(analysis, fn) === 'pure';
}

const effectByFunction = sideTable<ts.Node, ts.CallExpression | undefined>('effect');

/** A call of something with an effect (I/O, a clock, chance) in a function or in one that it calls. */
export function pathEffectIn(analysis: Analysis, fn: FunctionWithBody): ts.CallExpression | undefined {
  if (effectByFunction.has(fn)) return effectByFunction.get(fn);
  effectByFunction.set(fn, undefined);
  const { ts } = analysis;
  const look = lookInto(analysis, fn);
  const visit = (node: ts.Node): ts.CallExpression | undefined => {
    if (ts.isFunctionLike(node) && node !== fn) return undefined;
    const path = ts.isCallExpression(node) ? pathOf(ts, look.file, node.expression) : undefined;
    if (ts.isCallExpression(node) && path !== undefined && effectOfPath(path) !== undefined) return node;
    const callee = ts.isCallExpression(node) && !isAssumedPure(look, analysis, { call: node, path }) ? calledFunction(look, node) : undefined;
    if (callee && ts.isCallExpression(node) && pathEffectIn(analysis, callee)) return node;
    return ts.forEachChild(node, visit);
  };
  const found = isDeclaredPure(analysis, fn) ? undefined : visit(fn.body);
  effectByFunction.set(fn, found);
  return found;
}
