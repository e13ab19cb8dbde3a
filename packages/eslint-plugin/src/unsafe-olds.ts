/** `old(…)` that keeps no copy of what it is asked about. */
import { clauseKinds, withWrappers, type Clause, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { containerOf, isMutable, isWritable, type TypedProgram } from './mutability.ts';
import { isTyped } from './reason/clause-conditions.ts';
import { unwrapped } from './unwrapped.ts';

/** `old(argument)`, and the expression that looks into it. */
export interface UnsafeOld {
  readonly call: ts.CallExpression;
  readonly argument: ts.Expression;
  readonly use: ts.Expression;
  readonly type: ts.Type;
}

/**
 * Each `old(…)` of a clause that keeps a reference to what may change, and is looked into.
 *
 * @pure
 */
export function unsafeOlds(typed: TypedProgram, clause: Clause): UnsafeOld[] {
  const { ts, checker } = typed;
  const found: UnsafeOld[] = [];
  if (!clause.predicate?.text.includes('old') || !clauseKinds[clause.kind].names.includes('old') || !isTyped(ts, clause)) return found;
  const visit = (node: ts.Node): void => {
    const argument = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'old' ? node.arguments[0] : undefined;
    if (!argument || !ts.isCallExpression(node)) return ts.forEachChild(node, visit);
    const type = checker.getNonNullableType(checker.getTypeAtLocation(argument));
    const use = contentUse(typed, node, type);
    if (use && !isFresh(ts, argument) && isMutable(typed, type) === true) found.push({ call: node, argument, use, type });
  };
  visit(clause.predicate.expression);
  return found;
}

/** A literal, `new` or a spread is a copy already. */
function isFresh(ts: TypeScript, argument: ts.Expression): boolean {
  const node = unwrapped(ts, argument);
  if (ts.isCallExpression(node)) return true;
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isNewExpression(node);
}

/** The expression that looks at what an object holds; undefined where only its identity counts. */
function contentUse(typed: TypedProgram, kept: ts.Expression, type: ts.Type): ts.Expression | undefined {
  const { ts, checker } = typed;
  const node = withWrappers(ts, kept);
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    if (changes(typed, parent, type)) return outermost(ts, parent);
    // A `readonly` member stays, but what it holds may change.
    const held = checker.getNonNullableType(checker.getTypeAtLocation(parent));
    return isMutable(typed, held) === true ? contentUse(typed, parent, held) : undefined;
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === node) return outermost(ts, parent);
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return parent.expression;
  if (ts.isCallExpression(parent) && parent.expression !== node) return parent.expression.getText() === 'Object.is' ? undefined : parent;
  const operator = ts.isBinaryExpression(parent) ? ts.tokenToString(parent.operatorToken.kind) : undefined;
  return operator !== undefined && /^(?:[<>]=?|[-+*/%]|in)$/.test(operator) && ts.isExpression(parent) ? parent : undefined;
}

/** Whether what a member gives can change: it is writable, or a function or a size of something that changes. */
function changes(typed: TypedProgram, access: ts.PropertyAccessExpression, type: ts.Type): boolean {
  const { ts, checker } = typed;
  if (containerOf(typed, type) !== undefined) return true;
  const symbol = checker.getSymbolAtLocation(access.name);
  if (!symbol) return false;
  if ((symbol.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0) return (symbol.flags & ts.SymbolFlags.Method) !== 0;
  return checker.isTupleType(type) || isWritable(typed, symbol);
}

/** The whole chain of members and calls that begins with an access. */
function outermost(ts: TypeScript, access: ts.Expression): ts.Expression {
  let node = access;
  while ((ts.isPropertyAccessExpression(node.parent) || ts.isElementAccessExpression(node.parent) || ts.isCallExpression(node.parent)) && node.parent.expression === node) node = node.parent;
  return node;
}
