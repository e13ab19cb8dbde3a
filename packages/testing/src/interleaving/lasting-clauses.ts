/** Finds the promises of a function that no other call can undo while it waits. */
import { clauseKinds, type Clause, type Contract, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

export interface LastingContext {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly signature: ts.Signature;
  readonly isAsync: boolean;
  /** What a name leads to that is no parameter. */
  readonly declarationOf: (name: string) => ts.Declaration | undefined;
}

/**
 * The ids of what a function promises for its return, as far as that holds whatever runs meanwhile. A function that never waits keeps all of it.
 * One that does keeps what speaks of nothing but primitive values, if its preconditions do too: else these may hold no longer.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function lastingClauses(context: LastingContext, { clauses }: Pick<Contract, 'clauses'>): string[] {
  const promises = clauses.filter(({ kind }) => clauseKinds[kind].blame === 'callee' && clauseKinds[kind].moment === 'exit');
  const ids = (those: readonly Clause[]): string[] => those.map(({ id }) => id);
  if (!context.isAsync) return ids(promises);
  const preconditions = clauses.filter(({ kind }) => clauseKinds[kind].blame === 'caller' && clauseKinds[kind].moment === 'entry');
  return preconditions.every((clause) => isLasting(context, clause)) ? ids(promises.filter((clause) => isLasting(context, clause))) : [];
}

function isLasting(context: LastingContext, { predicate }: Clause): boolean {
  return predicate === undefined || isConstant(context, predicate.expression);
}

const globals = new Set(['Number', 'Math', 'String', 'Boolean', 'BigInt', 'NaN', 'Infinity', 'undefined', 'isNaN', 'isFinite', 'parseInt', 'parseFloat']);

/** It is the same whenever it is evaluated. */
function isConstant(context: LastingContext, node: ts.Node): boolean {
  const { ts } = context;
  if (ts.isIdentifier(node)) return globals.has(node.text) || isPrimitiveName(context, node.text);
  if (ts.isPropertyAccessExpression(node)) return isConstant(context, node.expression);
  if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isFunctionLike(node) || ts.isNewExpression(node)) return false;
  return ts.forEachChild(node, (child) => (isConstant(context, child) ? undefined : true)) !== true;
}

function isPrimitiveName({ ts, checker, signature, declarationOf }: LastingContext, name: string): boolean {
  const parameter = signature.parameters.find((each) => each.name === name);
  if (parameter) return isPrimitive(ts, checker.getTypeOfSymbol(parameter));
  if (name === 'result') return isPrimitive(ts, checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType());
  const declaration = declarationOf(name);
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0 && isPrimitive(ts, checker.getTypeAtLocation(declaration));
}

function isPrimitive(ts: TypeScript, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every((each) => isPrimitive(ts, each));
  const { StringLike, NumberLike, BooleanLike, BigIntLike, Undefined, Null, Void } = ts.TypeFlags;
  return (type.flags & (StringLike | NumberLike | BooleanLike | BigIntLike | Undefined | Null | Void)) !== 0;
}

/**
 * Whether a file has variables at its top that can change, or hold what can.
 *
 * @pure
 */
export function hasModuleState(ts: TypeScript, { statements }: ts.SourceFile): boolean {
  return statements.filter((each) => ts.isVariableStatement(each)).some(({ declarationList }) => {
    const isConst = (declarationList.flags & ts.NodeFlags.Const) !== 0;
    return declarationList.declarations.some(({ initializer }) => !isConst || (initializer !== undefined && isMutable(ts, initializer)));
  });
}

function isMutable(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isNewExpression(node) || ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isCallExpression(node) || ts.isAwaitExpression(node);
}
