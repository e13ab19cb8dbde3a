/** Makes a node anew from its parts: for most of what templates and clauses hold that is all, and cheaper than a visit of TypeScript's. */
import type ts from 'typescript';
import { foreignText } from '../1-read/texts.ts';
import type { TypeScript } from '../contract.ts';

/** What becomes of the parts of a node. */
export interface Parts {
  readonly one: <T extends ts.Node>(node: T) => T;
  readonly many: <T extends ts.Node>(list: ts.NodeArray<T>) => ts.NodeArray<T>;
}

type Rebuild = (node: ts.Node, parts: Parts) => ts.Node;
type Rows = ReadonlyMap<ts.SyntaxKind, Rebuild>;

const rowsOf = new WeakMap<TypeScript, Rows>();

/**
 * A node like `node` with other parts, that belongs to no text; undefined for a kind that has no row, or that opens a scope.
 *
 * @noContract what it gives has the kind of the node, which no expression says without TypeScript
 */
export function rebuild(ts: TypeScript, node: ts.Node, parts: Parts): ts.Node | undefined {
  let rows = rowsOf.get(ts);
  if (!rows) rowsOf.set(ts, (rows = new Map([...expressionRows(ts), ...statementRows(ts)])));
  return (node.flags & ts.NodeFlags.OptionalChain) === 0 ? rows.get(node.kind)?.(node, parts) : undefined;
}

/**
 * Says which node of a clause a copy is of: TypeScript finds by that what names mean. Of a member it asks whether it is one of a `const enum`, which checks the
 * whole of it; where the clause was written in another file it is none, and what is named there may be unknown or forbidden here.
 *
 * @ensures `result === copied`
 */
export function withOriginal(ts: TypeScript, copied: ts.Node, node: ts.Node): ts.Node {
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return ts.setOriginalNode(copied, isMember && foreignText(node) !== undefined ? undefined : node);
}

/** Whether a node is one token, which has no parts. */
export function isLeaf(ts: TypeScript, node: ts.Node): boolean {
  return node.kind <= ts.SyntaxKind.LastToken;
}

function row<T extends ts.Node>(kind: T['kind'], build: (node: T, parts: Parts) => ts.Node): readonly [ts.SyntaxKind, Rebuild] {
  return [kind, build as Rebuild];
}

function optional<T extends ts.Node>(node: T | undefined, { one }: Parts): T | undefined {
  return node && one(node);
}

function expressionRows({ factory, SyntaxKind }: TypeScript): (readonly [ts.SyntaxKind, Rebuild])[] {
  return [
    row<ts.PropertyAccessExpression>(SyntaxKind.PropertyAccessExpression, (node, { one }) => factory.createPropertyAccessExpression(one(node.expression), one(node.name))),
    row<ts.ElementAccessExpression>(SyntaxKind.ElementAccessExpression, (node, { one }) => factory.createElementAccessExpression(one(node.expression), one(node.argumentExpression))),
    row<ts.CallExpression>(SyntaxKind.CallExpression, (node, { one, many }) => factory.createCallExpression(one(node.expression), node.typeArguments, many(node.arguments))),
    row<ts.NewExpression>(SyntaxKind.NewExpression, (node, { one, many }) => factory.createNewExpression(one(node.expression), node.typeArguments, node.arguments && many(node.arguments))),
    row<ts.ParenthesizedExpression>(SyntaxKind.ParenthesizedExpression, (node, { one }) => factory.createParenthesizedExpression(one(node.expression))),
    row<ts.PrefixUnaryExpression>(SyntaxKind.PrefixUnaryExpression, (node, { one }) => factory.createPrefixUnaryExpression(node.operator, one(node.operand))),
    row<ts.BinaryExpression>(SyntaxKind.BinaryExpression, (node, { one }) => factory.createBinaryExpression(one(node.left), one(node.operatorToken), one(node.right))),
    row<ts.ConditionalExpression>(SyntaxKind.ConditionalExpression, (node, { one }) =>
      factory.createConditionalExpression(one(node.condition), one(node.questionToken), one(node.whenTrue), one(node.colonToken), one(node.whenFalse)),
    ),
    row<ts.TypeOfExpression>(SyntaxKind.TypeOfExpression, (node, { one }) => factory.createTypeOfExpression(one(node.expression))),
    row<ts.SpreadElement>(SyntaxKind.SpreadElement, (node, { one }) => factory.createSpreadElement(one(node.expression))),
    row<ts.ArrayLiteralExpression>(SyntaxKind.ArrayLiteralExpression, (node, { many }) => factory.createArrayLiteralExpression(many(node.elements), isOnSeveralLines(node))),
  ];
}

function statementRows({ factory, SyntaxKind }: TypeScript): (readonly [ts.SyntaxKind, Rebuild])[] {
  return [
    row<ts.Block>(SyntaxKind.Block, (node, { many }) => factory.createBlock(many(node.statements), isOnSeveralLines(node))),
    row<ts.ExpressionStatement>(SyntaxKind.ExpressionStatement, (node, { one }) => factory.createExpressionStatement(one(node.expression))),
    row<ts.IfStatement>(SyntaxKind.IfStatement, (node, parts) => factory.createIfStatement(parts.one(node.expression), parts.one(node.thenStatement), optional(node.elseStatement, parts))),
    row<ts.ReturnStatement>(SyntaxKind.ReturnStatement, (node, parts) => factory.createReturnStatement(optional(node.expression, parts))),
    row<ts.ThrowStatement>(SyntaxKind.ThrowStatement, (node, { one }) => factory.createThrowStatement(one(node.expression))),
    row<ts.LabeledStatement>(SyntaxKind.LabeledStatement, (node, { one }) => factory.createLabeledStatement(one(node.label), one(node.statement))),
    row<ts.BreakStatement>(SyntaxKind.BreakStatement, (node, parts) => factory.createBreakStatement(optional(node.label, parts))),
    row<ts.TryStatement>(SyntaxKind.TryStatement, (node, parts) => factory.createTryStatement(parts.one(node.tryBlock), optional(node.catchClause, parts), optional(node.finallyBlock, parts))),
    row<ts.CatchClause>(SyntaxKind.CatchClause, (node, parts) => factory.createCatchClause(optional(node.variableDeclaration, parts), parts.one(node.block))),
    row<ts.VariableStatement>(SyntaxKind.VariableStatement, (node, { one }) => factory.createVariableStatement(node.modifiers, one(node.declarationList))),
    row<ts.VariableDeclarationList>(SyntaxKind.VariableDeclarationList, (node, { many }) => factory.createVariableDeclarationList(many(node.declarations), node.flags)),
    row<ts.VariableDeclaration>(SyntaxKind.VariableDeclaration, (node, parts) =>
      factory.createVariableDeclaration(parts.one(node.name), node.exclamationToken, node.type, optional(node.initializer, parts)),
    ),
  ];
}

function isOnSeveralLines(node: ts.Node): boolean {
  return (node as { multiLine?: boolean }).multiLine === true;
}
