/** What the code around an expression does to it: assigns it, or changes what it holds. By syntax alone. */
import { isWrapper } from '@proviso/compiler';
import type ts from 'typescript';
import { changesArgument, isMutator } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { globalPath } from './calls.ts';

const { SyntaxKind } = typescript;

/** The expression with the parentheses, assertions and `!` around it. */
export function wrapped(expression: ts.Node): ts.Node {
  let node = expression;
  for (let { parent } = node; isWrapper(typescript, parent); { parent } = parent) node = parent;
  return node;
}

/** What assigns an expression: `x = …`, `x += …`, `x++`, `[x] = …`, `delete x`; undefined where it is read only. */
export function assignmentOf(expression: ts.Node): ts.Expression | undefined {
  const node = wrapped(expression);
  const { parent } = node;
  if (typescript.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent) ? parent : undefined;
  if (typescript.isPrefixUnaryExpression(parent) || typescript.isPostfixUnaryExpression(parent)) return parent.operator === SyntaxKind.PlusPlusToken || parent.operator === SyntaxKind.MinusMinusToken ? parent : undefined;
  if (typescript.isDeleteExpression(parent)) return parent;
  const isInPattern = typescript.isArrayLiteralExpression(parent) || (typescript.isPropertyAssignment(parent) && parent.initializer === node) || typescript.isShorthandPropertyAssignment(parent);
  return isInPattern ? assignmentOf(typescript.isArrayLiteralExpression(parent) ? parent : parent.parent) : undefined;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** What is looked at: the container's class for what it holds itself, `Object` for a plain object at any depth. */
export type Kind = string;

/** What changes what an expression holds: a member that is assigned, a method that changes it, `Object.assign`; undefined where it is only looked at. */
export function changeOf(expression: ts.Node, kind: Kind): ts.Expression | undefined {
  const node = wrapped(expression);
  const { parent } = node;
  if (typescript.isCallExpression(parent)) return parent.arguments[0] === node && changesArgument.test(globalPath(parent.expression) ?? '') && !/freeze|seal|prevent/.test(parent.expression.getText()) ? parent : undefined;
  if (!(typescript.isPropertyAccessExpression(parent) || typescript.isElementAccessExpression(parent)) || parent.expression !== node) return undefined;
  const call = wrapped(parent).parent;
  if (typescript.isPropertyAccessExpression(parent) && typescript.isCallExpression(call) && call.expression === wrapped(parent)) return isMutator(kind, parent.name.text) ? call : undefined;
  return assignmentOf(parent) ?? (kind === 'Object' ? changeOf(parent, kind) : undefined);
}

/** Whether a node is in a function: what is outside of all runs as the file is loaded. */
export function isInFunction(node: ts.Node): boolean {
  return typescript.findAncestor(node, (each) => typescript.isFunctionLike(each)) !== undefined;
}
