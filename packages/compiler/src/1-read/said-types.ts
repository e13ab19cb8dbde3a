/** The types that a value is said to have where it stands: what is written beside it, and beside what it is put into. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { annotationOf, outcomeTypeOf, typeTagOf } from './jsdoc-types.ts';
import { isGenerator } from './syntax.ts';

/**
 * The types between a value and its place, and that of the place: `satisfies` and `as`, the annotation of a variable, a field or a parameter, what
 * the function around says to return. The place is what holds the value then.
 *
 * @pure
 */
export function saidTypes(ts: TypeScript, value: ts.Node): { readonly types: readonly ts.TypeNode[]; readonly placed: ts.Node } {
  const types: ts.TypeNode[] = [];
  let placed = value;
  for (; isPassedOn(ts, placed); placed = placed.parent) {
    const { parent } = placed;
    const type = ts.isSatisfiesExpression(parent) || ts.isAssertionExpression(parent) ? parent.type : ts.isParenthesizedExpression(parent) ? typeTagOf(ts, parent) : undefined;
    if (type) types.push(type);
  }
  const type = typeOfPlace(ts, placed);
  return { types: type ? [...types, type] : types, placed };
}

/**
 * The types that a function is said to have; in JavaScript a declaration and a method may have one, as TypeScript takes `@type` there, while that of a
 * getter is its result.
 *
 * @pure
 */
export function typesOfFunction(ts: TypeScript, node: ts.Node): readonly ts.TypeNode[] {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return saidTypes(ts, node).types;
  const type = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? typeTagOf(ts, node) : undefined;
  return type ? [type] : [];
}

/** Whether what stands around a value has that value: parentheses, types, either side of a choice, `Object.freeze`. */
function isPassedOn(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isAssertionExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) return isEither(ts, parent.operatorToken) || (parent.right === node && isLast(ts, parent.operatorToken));
  return ts.isCallExpression(parent) && parent.arguments[0] === node && parent.expression.getText() === 'Object.freeze';
}

function isEither({ SyntaxKind }: TypeScript, { kind }: ts.BinaryOperatorToken): boolean {
  return kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken;
}

function isLast({ SyntaxKind }: TypeScript, { kind }: ts.BinaryOperatorToken): boolean {
  return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.CommaToken || kind === SyntaxKind.EqualsToken;
}

function typeOfPlace(ts: TypeScript, node: ts.Node): ts.TypeNode | undefined {
  const { parent } = node;
  if (ts.isParameter(parent)) return parent.initializer === node ? annotationOf(ts, parent)?.type : undefined;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === node ? (parent.type ?? typeTagOf(ts, parent)) : undefined;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node ? typeTagOf(ts, parent) : undefined;
  const returning = ts.isReturnStatement(parent) ? ts.findAncestor(parent, (each) => ts.isFunctionLike(each)) : parent;
  const isReturned = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  return isReturned && returning && ts.isFunctionLike(returning) && !isGenerator(returning) ? outcomeTypeOf(ts, returning) : undefined;
}
