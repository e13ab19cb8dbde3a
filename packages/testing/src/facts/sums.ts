/** What the items of a list come to: `xs.reduce((sum, x) => sum + x, 0)`, also of a member of each, and by helpers of the project. */
import type ts from 'typescript';
import type { Comparison, Fact, Term } from '../fact.ts';
import { returnedBy } from './returned-by.ts';
import { bare, deepest, namesIn, termOf, whereOf, whereOfList, type FactContext, type MemberList } from './terms.ts';

/** What is added, and what to all of it. */
interface Sum extends MemberList {
  readonly plus: number;
}

interface Compared {
  readonly left: ts.Expression;
  readonly op: Comparison;
  readonly right: ts.Expression;
}

const turned: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '===': '===', '!==': '!==' };

/**
 * The fact of a comparison of which one side is a sum; undefined where none is.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function factsOfSum(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const distance = distanceOf(context, { left, op, right });
  if (distance) return distance;
  const sum = sumOf(context, left);
  if (sum) return factOf(sum, op, termOf(context, right));
  const other = sumOf(context, right);
  return other && factOf(other, turned[op], termOf(context, left));
}

function factOf({ where, of, plus }: Sum, op: Comparison, to: Term | undefined): Fact[] {
  return typeof to?.constant === 'number' ? [{ fact: 'sum', where, of, op, to: { ...to, constant: to.constant - plus }, within: 0 }] : [];
}

/** `Math.abs(sum(parts) - 1) < 1e-9` */
function distanceOf(context: FactContext, { left, op, right }: Compared): Fact[] | undefined {
  const { ts } = context;
  const node = bare(ts, left);
  if (!ts.isCallExpression(node) || node.expression.getText(node.getSourceFile()) !== 'Math.abs' || (op !== '<' && op !== '<=')) return undefined;
  const difference = node.arguments[0] && bare(ts, node.arguments[0]);
  if (!difference || !ts.isBinaryExpression(difference) || difference.operatorToken.kind !== ts.SyntaxKind.MinusToken) return undefined;
  const within = termOf(context, right);
  const [first, second] = [sumOf(context, difference.left), sumOf(context, difference.right)];
  const sum = first ?? second;
  const to = termOf(context, first ? difference.right : difference.left);
  if (!sum || typeof to?.constant !== 'number' || typeof within?.constant !== 'number' || within.where) return undefined;
  return [{ fact: 'sum', where: sum.where, of: sum.of, op: '===', to: { ...to, constant: to.constant - sum.plus }, within: within.constant / 2 }];
}

function sumOf(context: FactContext, expression: ts.Expression): Sum | undefined {
  const { ts } = context;
  const node = bare(ts, expression);
  if (!ts.isCallExpression(node)) return undefined;
  if (ts.isIdentifier(node.expression)) return sumOfHelper(context, node, node.expression.text);
  if (!ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'reduce') return undefined;
  const [callback, start] = node.arguments;
  const list = listOf(context, node.expression.expression);
  const plus = start && termOf(context, start);
  const added = callback && addedBy(context, callback);
  return list && added && plus && !plus.where && typeof plus.constant === 'number' ? { where: list.where, of: [...list.of, ...added], plus: plus.constant } : undefined;
}

/** `(sum, x) => sum + x.weight`: the path to what is added. */
function addedBy(context: FactContext, callback: ts.Expression): readonly string[] | undefined {
  const { ts } = context;
  const arrow = bare(ts, callback);
  if (!ts.isArrowFunction(arrow)) return undefined;
  const [total, item] = arrow.parameters;
  const returned = returnedBy(ts, arrow);
  const node = returned && bare(ts, returned);
  if (!total || !item || !node || !ts.isIdentifier(total.name) || !ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const isTotal = (each: ts.Expression): boolean => bare(ts, each).getText(each.getSourceFile()) === (total.name as ts.Identifier).text;
  const added = isTotal(node.left) ? node.right : isTotal(node.right) ? node.left : undefined;
  return added && memberOf(context, item, added);
}

/** The path of an expression from the parameter of a callback. */
function memberOf(context: FactContext, { name }: ts.ParameterDeclaration, expression: ts.Expression): readonly string[] | undefined {
  const root = 'item of a sum';
  const where = whereOf({ ...context, names: new Map(namesIn(context.ts, name, { root, path: [] })) }, expression);
  return where?.root === root ? where.path : undefined;
}

/** `xs`, `xs.map((x) => x.weight)` */
function listOf(context: FactContext, expression: ts.Expression): MemberList | undefined {
  const { ts } = context;
  const node = bare(ts, expression);
  if (ts.isIdentifier(node)) {
    const mapped = context.lists?.get(node.text);
    if (mapped) return mapped;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'map') {
    const list = listOf(context, node.expression.expression);
    const arrow = node.arguments[0] && bare(ts, node.arguments[0]);
    const returned = arrow && ts.isArrowFunction(arrow) ? returnedBy(ts, arrow) : undefined;
    const parameter = arrow && ts.isArrowFunction(arrow) ? arrow.parameters[0] : undefined;
    const path = returned && parameter && memberOf(context, parameter, returned);
    return list && path && { where: list.where, of: [...list.of, ...path] };
  }
  const where = whereOfList(context, node);
  return where && { where, of: [] };
}

/** `sum(xs)`, where a function of the project returns what they come to. */
function sumOfHelper(context: FactContext, node: ts.CallExpression, name: string): Sum | undefined {
  const { ts, depth, declarationOf } = context;
  const declaration = depth < deepest ? declarationOf(name) : undefined;
  const helper = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer ? bare(ts, declaration.initializer) : declaration;
  if (!helper || !(ts.isFunctionDeclaration(helper) || ts.isArrowFunction(helper) || ts.isFunctionExpression(helper))) return undefined;
  const returned = returnedBy(ts, helper);
  if (!returned) return undefined;
  return sumOf({ ...context, names: new Map(), lists: listsGiven(context, node, helper), depth: depth + 1 }, returned);
}

/**
 * The lists that the parameters of a helper stand for.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function listsGiven(context: FactContext, { arguments: given }: ts.CallExpression, { parameters }: Pick<ts.SignatureDeclaration, 'parameters'>): ReadonlyMap<string, MemberList> {
  return new Map(parameters.flatMap(({ name }, index): [string, MemberList][] => {
    const argument = given[index];
    const list = argument && listOf(context, argument);
    return list && context.ts.isIdentifier(name) ? [[name.text, list]] : [];
  }));
}
