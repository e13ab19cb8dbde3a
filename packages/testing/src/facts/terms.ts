/** Places and constants in the expressions of clauses. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { Term, Where } from '../fact.ts';
import type { Primitive } from '../shape.ts';

/** A list, and the member of each item that is meant. */
export interface MemberList {
  readonly where: Where;
  readonly of: readonly string[];
}

/** What expressions are read with. */
export interface FactContext {
  readonly ts: TypeScript;
  /** What stands for a name: a parameter of the subject, `this`, or what a helper was called with. */
  readonly names: ReadonlyMap<string, Term>;
  /** What names of a helper stand for, where that is a list. */
  readonly lists?: ReadonlyMap<string, MemberList>;
  /** The declaration that a name of the module leads to, also through imports. */
  readonly declarationOf: (name: string) => ts.Declaration | undefined;
  /** How many helpers lead here: a limit for those that call themselves. */
  readonly depth: number;
}

/**
 * An expression without what does not change its value.
 *
 * @pure
 */
export function bare(ts: TypeScript, node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isNonNullExpression(inner)) inner = inner.expression;
  return inner;
}

/**
 * The place that an expression reads; undefined where it is none of the inputs.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function whereOf(context: FactContext, expression: ts.Expression): Where | undefined {
  const { ts, names } = context;
  const node = bare(ts, expression);
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) {
    const term = names.get(ts.isIdentifier(node) ? node.text : 'this');
    return term?.where && term.constant === 0 ? term.where : undefined;
  }
  const name = memberName(ts, node);
  const of = name === undefined ? undefined : whereOf(context, (node as ts.PropertyAccessExpression | ts.ElementAccessExpression).expression);
  return of && name !== undefined ? { root: of.root, path: [...of.path, name] } : undefined;
}

/** `.a`, `[0]`, `['a']` */
function memberName(ts: TypeScript, node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return ts.isPrivateIdentifier(node.name) ? undefined : node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  const at = bare(ts, node.argumentExpression);
  return ts.isNumericLiteral(at) || ts.isStringLiteralLike(at) ? at.text : undefined;
}

/**
 * The place of a list that an expression reads: of a list itself, of a copy of it, or of what a map or an object has.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function whereOfList(context: FactContext, expression: ts.Expression): Where | undefined {
  const { ts } = context;
  const node = bare(ts, expression);
  if (ts.isArrayLiteralExpression(node)) {
    const [only] = node.elements;
    return node.elements.length === 1 && only && ts.isSpreadElement(only) ? whereOfList(context, only.expression) : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return whereOf(context, node);
  const { expression: receiver, name: { text: name } } = node.expression;
  const [first] = node.arguments;
  const called = receiver.getText(receiver.getSourceFile());
  if (called === 'Array' && name === 'from' && first && node.arguments.length === 1) return whereOfList(context, first);
  const of = name !== 'keys' && name !== 'values' ? undefined : called === 'Object' && first ? whereOf(context, first) : whereOf(context, receiver);
  return of && { root: of.root, path: [...of.path, `${name}()`] };
}

/**
 * What names of a parameter stand for: itself, or what it is taken apart into.
 *
 * @pure
 */
export function namesIn(ts: TypeScript, name: ts.BindingName, where: Where): (readonly [string, Term])[] {
  if (ts.isIdentifier(name)) return [[name.text, { where, constant: 0 }]];
  return name.elements.flatMap((element, index) => {
    if (ts.isOmittedExpression(element) || element.dotDotDotToken || element.initializer) return [];
    const source = ts.isArrayBindingPattern(name) ? undefined : element.propertyName ?? element.name;
    const member = ts.isArrayBindingPattern(name) ? String(index) : source && ts.isIdentifier(source) ? source.text : undefined;
    return member === undefined ? [] : namesIn(ts, element.name, { root: where.root, path: [...where.path, member] });
  });
}

/**
 * The place or constant that an expression is; undefined where it is neither.
 *
 * @noContract it asks where names lead, which may be other files
 */
export function termOf(context: FactContext, expression: ts.Expression): Term | undefined {
  const { ts, names } = context;
  const node = bare(ts, expression);
  const constant = constantOf(context, node);
  if (constant) return { constant: constant.value };
  if (ts.isIdentifier(node)) {
    const known = names.get(node.text);
    if (known) return known;
  }
  const where = whereOf(context, node);
  if (where) return { where, constant: 0 };
  return ts.isBinaryExpression(node) ? sumOf(context, node) : undefined;
}

/** `xs.length - 1` */
function sumOf(context: FactContext, { left, right, operatorToken: { kind } }: ts.BinaryExpression): Term | undefined {
  const { SyntaxKind } = context.ts;
  if (kind !== SyntaxKind.PlusToken && kind !== SyntaxKind.MinusToken) return undefined;
  const [of, by] = [termOf(context, left), termOf(context, right)];
  if (!of || !by || by.where || typeof of.constant !== 'number' || typeof by.constant !== 'number') return undefined;
  return { ...of, constant: kind === SyntaxKind.PlusToken ? of.constant + by.constant : of.constant - by.constant };
}

const numbers: Readonly<Record<string, number>> = {
  Infinity, NaN, 'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER, 'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.MAX_VALUE': Number.MAX_VALUE, 'Number.MIN_VALUE': Number.MIN_VALUE, 'Number.EPSILON': Number.EPSILON, 'Number.POSITIVE_INFINITY': Infinity, 'Number.NEGATIVE_INFINITY': -Infinity,
};

/** A value that is written out, or that a constant of a module has. */
function constantOf(context: FactContext, expression: ts.Expression): { readonly value: Primitive } | undefined {
  const { ts, names } = context;
  const node = bare(ts, expression);
  if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (ts.isBigIntLiteral(node)) return { value: BigInt(node.text.slice(0, -1)) };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const of = constantOf(context, node.operand)?.value;
    return typeof of === 'number' || typeof of === 'bigint' ? { value: -of } : undefined;
  }
  if (ts.isBinaryExpression(node)) return calculated(context, node);
  if (ts.isIdentifier(node) && !names.has(node.text)) {
    if (node.text === 'undefined') return { value: undefined };
    return Object.hasOwn(numbers, node.text) ? { value: numbers[node.text] } : constantOfModule(context, node.text);
  }
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    return Object.hasOwn(numbers, name) ? { value: numbers[name] } : undefined;
  }
  return undefined;
}

function calculated(context: FactContext, { left, right, operatorToken: { kind } }: ts.BinaryExpression): { readonly value: Primitive } | undefined {
  const { SyntaxKind } = context.ts;
  const [a, b] = [constantOf(context, left)?.value, constantOf(context, right)?.value];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  if (kind === SyntaxKind.AsteriskAsteriskToken) return { value: a ** b };
  if (kind === SyntaxKind.AsteriskToken) return { value: a * b };
  if (kind === SyntaxKind.SlashToken) return { value: a / b };
  if (kind === SyntaxKind.PlusToken) return { value: a + b };
  return kind === SyntaxKind.MinusToken ? { value: a - b } : undefined;
}

function constantOfModule(context: FactContext, name: string): { readonly value: Primitive } | undefined {
  const { ts, depth, declarationOf } = context;
  const declaration = declarationOf(name);
  if (!declaration || depth > deepest || !ts.isVariableDeclaration(declaration) || !declaration.initializer || !(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const)) return undefined;
  return constantOf({ ...context, names: new Map(), depth: depth + 1 }, declaration.initializer);
}

/** Helpers that lead to helpers are followed so far. */
export const deepest = 5;
