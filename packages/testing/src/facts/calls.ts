/** What calls in a precondition say: those of the language by their names, those of the project by what they return. */
import type ts from 'typescript';
import type { Fact, NumberKind, Term, Where } from '../fact.ts';
import type { Primitive } from '../shape.ts';
import { factsOf } from './facts-of.ts';
import { returnedBy } from './returned-by.ts';
import { isRisingFrom } from './rising.ts';
import { listsGiven } from './sums.ts';
import { bare, deepest, namesIn, termOf, whereOf, whereOfList, type FactContext } from './terms.ts';

const kinds: Readonly<Record<string, NumberKind>> = { 'Number.isInteger': 'integer', 'Number.isSafeInteger': 'safe-integer', 'Number.isFinite': 'finite', isFinite: 'finite' };

const textPlaces = { startsWith: 'start', endsWith: 'end', includes: 'inside' } as const;

/**
 * The facts of a call that gives true.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function factsOfCall(context: FactContext, node: ts.CallExpression): Fact[] {
  const { ts } = context;
  const name = dottedName(context, node.expression);
  const [first, second] = node.arguments;
  if (name !== undefined && Object.hasOwn(kinds, name)) {
    const where = first && whereOf(context, first);
    const kind = kinds[name];
    return where && kind ? [{ fact: 'kind', where, kind }] : [];
  }
  if (name === 'Object.hasOwn' && first && second) return memberOf(context, second, first);
  if ((name === 'forall' || name === 'every') && first && second) return factsOfEvery(context, first, second);
  if (ts.isPropertyAccessExpression(node.expression)) return factsOfMethod(context, node, node.expression);
  return name === undefined ? [] : factsOfHelper(context, node, name);
}

function dottedName({ ts }: FactContext, node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) ? `${node.expression.text}.${node.name.text}` : undefined;
}

function memberOf(context: FactContext, item: ts.Expression, list: ts.Expression): Fact[] {
  const where = whereOf(context, item);
  const of = whereOf(context, list);
  return where && of ? [{ fact: 'member', where, of }] : [];
}

function factsOfMethod(context: FactContext, node: ts.CallExpression, { expression, name: { text: method } }: ts.PropertyAccessExpression): Fact[] {
  const { ts } = context;
  const receiver = bare(ts, expression);
  const [first] = node.arguments;
  if (!first) return [];
  if (method === 'test' && ts.isRegularExpressionLiteral(receiver)) return factsOfPattern(context, receiver, first);
  if (method === 'every') return factsOfEvery(context, receiver, first);
  if (method === 'includes' && ts.isArrayLiteralExpression(receiver)) return factsOfList(context, receiver, first);
  const where = whereOf(context, receiver);
  const text = termOf(context, first);
  if (where && Object.hasOwn(textPlaces, method) && typeof text?.constant === 'string' && !text.where) return [{ fact: 'text', where, at: textPlaces[method as keyof typeof textPlaces], text: text.constant }];
  return method === 'includes' || method === 'has' ? memberOf(context, first, receiver) : [];
}

function factsOfPattern(context: FactContext, { text }: ts.RegularExpressionLiteral, tested: ts.Expression): Fact[] {
  const where = whereOf(context, tested);
  const end = text.lastIndexOf('/');
  return where ? [{ fact: 'matches', where, source: text.slice(1, end), flags: text.slice(end + 1) }] : [];
}

/** `['a', 'b'].includes(x)` */
function factsOfList(context: FactContext, { elements }: ts.ArrayLiteralExpression, item: ts.Expression): Fact[] {
  const where = whereOf(context, item);
  const terms = elements.map((each) => termOf(context, each));
  if (!where || terms.some((term) => term === undefined || term.where)) return [];
  return [{ fact: 'one-of', where, values: terms.map((term): Primitive => term?.constant) }];
}

/** `xs.every((x) => x > 0)`, `forall(xs, (x) => x > 0)` */
function factsOfEvery(context: FactContext, list: ts.Expression, predicate: ts.Expression): Fact[] {
  const { ts, names } = context;
  const where = whereOfList(context, list);
  const node = bare(ts, predicate);
  if (!where) return [];
  const [item, index] = ['item', 'index'].map((each) => `${each} of ${[where.root, ...where.path].join('.')}`) as [string, string];
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
    const kind = kinds[dottedName(context, node) ?? ''];
    return kind ? [{ fact: 'every', where, item, index, facts: [{ fact: 'kind', where: { root: item, path: [] }, kind }] }] : [];
  }
  const returned = ts.isArrowFunction(node) ? returnedBy(ts, node) : undefined;
  if (!ts.isArrowFunction(node) || !returned) return [];
  const [parameter, at] = node.parameters;
  if (!parameter) return [];
  const inner = new Map([...names, ...namesIn(ts, parameter.name, { root: item, path: [] }), ...(at ? namesIn(ts, at.name, { root: index, path: [] }) : [])]);
  const facts = factsOf({ ...context, names: inner }, returned);
  return [...(facts.length > 0 ? [{ fact: 'every', where, item, index, facts } as const] : []), ...(ts.isIdentifier(parameter.name) ? factsOfNeighbours(context, node, { where, value: parameter.name.text }) : [])];
}

/** `xs.every((x, i) => i === 0 || xs[i - 1] <= x)` */
function factsOfNeighbours(context: FactContext, { body, parameters }: ts.ArrowFunction, { where, value }: { readonly where: Where; readonly value: string }): Fact[] {
  const index = parameters[1]?.name;
  if (!index || !context.ts.isIdentifier(index)) return [];
  return isRisingFrom(context, body as ts.Expression, { where, value, index: index.text }) ? [{ fact: 'rising', where }] : [];
}

/** A function of the project that returns one expression says what that says. */
function factsOfHelper(context: FactContext, node: ts.CallExpression, name: string): Fact[] {
  const { ts, depth, declarationOf } = context;
  const declaration = depth < deepest ? declarationOf(name) : undefined;
  const helper = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer ? bare(ts, declaration.initializer) : declaration;
  if (!helper || !(ts.isFunctionDeclaration(helper) || ts.isArrowFunction(helper) || ts.isFunctionExpression(helper))) return [];
  const returned = returnedBy(ts, helper);
  if (!returned) return [];
  const names = new Map<string, Term>();
  for (const [index, { name: parameter }] of helper.parameters.entries()) {
    const argument = node.arguments[index];
    const term = argument && termOf(context, argument);
    if (term && ts.isIdentifier(parameter)) names.set(parameter.text, term);
  }
  return factsOf({ ...context, names, lists: listsGiven(context, node, helper), depth: depth + 1 }, returned);
}
