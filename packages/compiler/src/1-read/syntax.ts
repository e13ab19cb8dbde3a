/** Questions about the syntax of one node that several phases ask. */
import type ts from 'typescript';
import type { FunctionNode, Span, TypeScript } from '../contract.ts';

/** Where a node is, without the white space and comments before it. */
export function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.end };
}

/** A directive such as `"use strict"`. */
export function isDirective(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

/**
 * Whether a node has one of some modifiers.
 *
 * @pure
 */
export function hasModifier(ts: TypeScript, node: ts.Node, ...kinds: readonly ts.SyntaxKind[]): boolean {
  return ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kinds.includes(kind)) === true;
}

export function isAsync(ts: TypeScript, node: ts.Node): boolean {
  return hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword);
}

/** Whether a function is a generator, async or not. */
export function isGenerator(node: ts.Node): boolean {
  return (node as Partial<ts.FunctionDeclaration>).asteriskToken !== undefined;
}

/**
 * Whether a node is a function that is written out, not only declared.
 *
 * @pure
 */
export function isFunctionWithBody(ts: TypeScript, node: ts.Node): node is FunctionNode {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/**
 * The expression behind `extends`.
 *
 * @pure
 */
export function baseOf(ts: TypeScript, node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

/** Whether a class has a base class. */
export function derives(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  return (node.heritageClauses ?? []).some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/** An expression that stands for the one inside it: parentheses, `as`, `<T>`, `satisfies`, `!`. */
export function isWrapper(ts: TypeScript, node: ts.Node): node is ts.ParenthesizedExpression | ts.AssertionExpression | ts.SatisfiesExpression | ts.NonNullExpression {
  return ts.isParenthesizedExpression(node) || ts.isAssertionExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node);
}

/**
 * An expression with the parentheses and types around it.
 *
 * @pure
 */
export function withWrappers(ts: TypeScript, expression: ts.Node): ts.Node {
  let node = expression;
  while (isWrapper(ts, node.parent)) node = node.parent;
  return node;
}

/** `=` and every compound assignment. */
export function isAssignment(ts: TypeScript, node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** What a function returns at its end. */
export function returnedBy(ts: TypeScript, node: ts.FunctionLikeDeclaration): ts.Expression | undefined {
  const { body } = node;
  if (!body || !ts.isBlock(body)) return body;
  const last = body.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}
