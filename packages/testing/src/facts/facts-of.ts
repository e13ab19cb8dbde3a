/** Reads what a precondition says of the inputs. What is not understood is left out: the precondition itself still decides. */
import type ts from 'typescript';
import type { Comparison, Fact, Term } from '../fact.ts';
import { factsOfCall } from './calls.ts';
import { negated } from './negated.ts';
import { factsOfSum } from './sums.ts';
import { bare, termOf, whereOf, type FactContext } from './terms.ts';

/**
 * The facts of an expression that holds.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function factsOf(context: FactContext, expression: ts.Expression): Fact[] {
  const { ts } = context;
  const node = bare(ts, expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return factsOfNot(context, node.operand);
  if (ts.isBinaryExpression(node)) return factsOfBinary(context, node);
  if (ts.isCallExpression(node)) return factsOfCall(context, node);
  const where = whereOf(context, node);
  return where ? [{ fact: 'compare', left: { where, constant: 0 }, op: '!==', right: { constant: false } }] : [];
}

function factsOfNot(context: FactContext, expression: ts.Expression): Fact[] {
  const { ts } = context;
  const node = bare(ts, expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return factsOf(context, node.operand);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) return [...factsOfNot(context, node.left), ...factsOfNot(context, node.right)];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return oneOfBoth(factsOfNot(context, node.left), factsOfNot(context, node.right));
  if (ts.isCallExpression(node) && node.expression.getText(node.getSourceFile()) === 'Number.isNaN') {
    const where = node.arguments[0] && whereOf(context, node.arguments[0]);
    return where ? [{ fact: 'kind', where, kind: 'not-nan' }] : [];
  }
  const where = whereOf(context, node);
  if (where) return [{ fact: 'compare', left: { where, constant: 0 }, op: '!==', right: { constant: true } }];
  const facts = factsOf(context, node);
  const [only] = facts;
  return facts.length === 1 && only ? negated(only) : [];
}

function oneOfBoth(left: readonly Fact[], right: readonly Fact[]): Fact[] {
  return left.length + right.length === 0 ? [] : [{ fact: 'any', of: [left, right] }];
}

function factsOfBinary(context: FactContext, node: ts.BinaryExpression): Fact[] {
  const { ts } = context;
  const { SyntaxKind } = ts;
  const { left, right, operatorToken } = node;
  if (operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) return [...factsOf(context, left), ...factsOf(context, right)];
  if (operatorToken.kind === SyntaxKind.BarBarToken) return oneOfBoth(factsOf(context, left), factsOf(context, right));
  if (operatorToken.kind === SyntaxKind.InKeyword) return memberFact(context, left, right);
  const op = comparisons(context).get(operatorToken.kind);
  if (op === undefined) return [];
  return factsOfTypeof(context, { left, right, op }) ?? factsOfRemainder(context, { left, right, op }) ?? factsOfDistinct(context, { left, right, op }) ?? factsOfSum(context, { left, op, right }) ?? factsOfDistance(context, { left, right, op }) ?? factsOfComparison(context, { left, right, op });
}

function memberFact(context: FactContext, item: ts.Expression, list: ts.Expression): Fact[] {
  const where = whereOf(context, item);
  const of = whereOf(context, list);
  return where && of ? [{ fact: 'member', where, of }] : [];
}

function comparisons({ ts: { SyntaxKind } }: FactContext): ReadonlyMap<ts.SyntaxKind, Comparison> {
  return new Map<ts.SyntaxKind, Comparison>([
    [SyntaxKind.LessThanToken, '<'], [SyntaxKind.LessThanEqualsToken, '<='], [SyntaxKind.GreaterThanToken, '>'], [SyntaxKind.GreaterThanEqualsToken, '>='],
    [SyntaxKind.EqualsEqualsEqualsToken, '==='], [SyntaxKind.ExclamationEqualsEqualsToken, '!=='], [SyntaxKind.EqualsEqualsToken, '==='], [SyntaxKind.ExclamationEqualsToken, '!=='],
  ]);
}

interface Compared {
  readonly left: ts.Expression;
  readonly op: Comparison;
  readonly right: ts.Expression;
}

/** `typeof x === 'string'` */
function factsOfTypeof(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const { ts } = context;
  const operator = bare(ts, left);
  const text = bare(ts, right);
  if (!ts.isTypeOfExpression(operator) || !ts.isStringLiteralLike(text)) return undefined;
  const where = whereOf(context, operator.expression);
  return where ? [{ fact: 'typeof', where, type: text.text, not: op === '!==' }] : [];
}

/** `n % 2 === 0` */
function factsOfRemainder(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const { ts } = context;
  const node = bare(ts, left);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PercentToken || op !== '===') return undefined;
  const where = whereOf(context, node.left);
  const of = termOf(context, node.right);
  const remainder = termOf(context, right);
  if (!where || typeof of?.constant !== 'number' || of.where || typeof remainder?.constant !== 'number' || remainder.where) return [];
  return [{ fact: 'multiple', where, of: of.constant, remainder: remainder.constant }];
}

/** `new Set(xs).size === xs.length` */
function factsOfDistinct(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const { ts } = context;
  const sides = [bare(ts, left), bare(ts, right)];
  const size = sides.find((each) => ts.isPropertyAccessExpression(each) && each.name.text === 'size' && ts.isNewExpression(bare(ts, each.expression)));
  if (op !== '===' || !size || !ts.isPropertyAccessExpression(size)) return undefined;
  const set = bare(ts, size.expression) as ts.NewExpression;
  const where = set.arguments?.[0] && whereOf(context, set.arguments[0]);
  return where ? [{ fact: 'distinct', where }] : [];
}

/** `Math.abs(n) <= 10` */
function factsOfDistance(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const { ts } = context;
  const node = bare(ts, left);
  if (!ts.isCallExpression(node) || node.expression.getText(node.getSourceFile()) !== 'Math.abs' || (op !== '<' && op !== '<=')) return undefined;
  const of = node.arguments[0] && termOf(context, node.arguments[0]);
  const most = termOf(context, right);
  if (!of?.where || most?.where || typeof most?.constant !== 'number') return [];
  return [{ fact: 'compare', left: of, op, right: most }, { fact: 'compare', left: { constant: -most.constant }, op, right: of }];
}

function factsOfComparison(context: FactContext, { left, op, right }: Compared): Fact[] {
  const [from, to]: (Term | undefined)[] = [termOf(context, left), termOf(context, right)];
  if (!from || !to || (!from.where && !to.where)) return [];
  return [{ fact: 'compare', left: from, op, right: to }];
}
