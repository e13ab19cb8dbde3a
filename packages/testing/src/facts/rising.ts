/** Lists whose items are in order, as predicates over neighbours say it. */
import type ts from 'typescript';
import type { Where } from '../fact.ts';
import { bare, whereOf, type FactContext } from './terms.ts';

interface Neighbours {
  /** The list. */
  readonly where: Where;
  /** The names of an item and of its index. */
  readonly value: string;
  readonly index: string;
}

/**
 * Whether a condition over an item and its index says, maybe among other things, that no item is less than the one before it:
 * `i === 0 || xs[i - 1] <= x`.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function isRisingFrom(context: FactContext, condition: ts.Expression, neighbours: Neighbours): boolean {
  const { ts } = context;
  const node = bare(ts, condition);
  if (!ts.isBinaryExpression(node)) return false;
  const { left, operatorToken: { kind }, right } = node;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return isRisingFrom(context, left, neighbours) || isRisingFrom(context, right, neighbours);
  return kind === ts.SyntaxKind.BarBarToken && isFirst(context, left, neighbours) && isAfter(context, right, neighbours);
}

/** `i === 0`, `i < 1`, `!i` */
function isFirst({ ts }: FactContext, expression: ts.Expression, { index }: Neighbours): boolean {
  const node = bare(ts, expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken && isNamed(ts, node.operand, index);
  if (!ts.isBinaryExpression(node) || !isNamed(ts, node.left, index) || !ts.isNumericLiteral(node.right)) return false;
  const { SyntaxKind } = ts;
  const { kind } = node.operatorToken;
  return node.right.text === '0' ? [SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.EqualsEqualsToken, SyntaxKind.LessThanEqualsToken].includes(kind) : node.right.text === '1' && kind === SyntaxKind.LessThanToken;
}

/** `xs[i - 1] <= x` and `x >= xs[i - 1]`; also where they may not be equal, which lists of different items meet. */
function isAfter(context: FactContext, expression: ts.Expression, neighbours: Neighbours): boolean {
  const { ts } = context;
  const node = bare(ts, expression);
  if (!ts.isBinaryExpression(node)) return false;
  const { SyntaxKind } = ts;
  const { left, operatorToken: { kind }, right } = node;
  if (kind === SyntaxKind.LessThanEqualsToken || kind === SyntaxKind.LessThanToken) return isBefore(context, left, neighbours) && isNamed(ts, right, neighbours.value);
  return (kind === SyntaxKind.GreaterThanEqualsToken || kind === SyntaxKind.GreaterThanToken) && isBefore(context, right, neighbours) && isNamed(ts, left, neighbours.value);
}

/** `xs[i - 1]` */
function isBefore(context: FactContext, expression: ts.Expression, { where, index }: Neighbours): boolean {
  const { ts } = context;
  const node = bare(ts, expression);
  if (!ts.isElementAccessExpression(node)) return false;
  const list = whereOf(context, node.expression);
  const at = bare(ts, node.argumentExpression);
  return list?.root === where.root && list.path.join('.') === where.path.join('.')
    && ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.MinusToken && isNamed(ts, at.left, index) && ts.isNumericLiteral(at.right) && at.right.text === '1';
}

function isNamed(ts: FactContext['ts'], expression: ts.Expression, name: string): boolean {
  const node = bare(ts, expression);
  return ts.isIdentifier(node) && node.text === name;
}
