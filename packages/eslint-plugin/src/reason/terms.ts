/** Terms: expressions that have the same value wherever they stand in the clauses of one moment, under one name each. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { unwrapped } from '../unwrapped.ts';

/** The name of what the function returns, whatever a clause calls it. */
export const resultKey = '=result';

/** How names of a clause are understood. */
export interface TermContext {
  readonly ts: TypeScript;
  /** Other names for some identifiers, such as that of the result for the parameter of `(r) => …`. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The names that mean the same on entry and on return. */
  readonly parameters: ReadonlySet<string>;
  /** Whether two reads of a member give the same value: it is no accessor. */
  readonly isStable: (member: ts.PropertyAccessExpression | ts.ElementAccessExpression) => boolean;
  /** Calls count as terms: for comparing texts, not for reasoning. */
  readonly withCalls?: boolean;
}

/** The name of a term; undefined for an expression that may have another value each time. */
export function termKey(context: TermContext, expression: ts.Expression): string | undefined {
  const { ts, renamed } = context;
  const node = unwrapped(ts, expression);
  if (ts.isIdentifier(node)) return renamed.get(node.text) ?? node.text;
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) return node.text;
  if (ts.isStringLiteralLike(node)) return JSON.stringify(node.text);
  if (isWord(ts, node)) return ts.tokenToString(node.kind);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return context.isStable(node) ? memberKey(context, node) : undefined;
  if (ts.isPrefixUnaryExpression(node)) return writes(ts, node.operator) ? undefined : joined([ts.tokenToString(node.operator), termKey(context, node.operand)]);
  if (ts.isTypeOfExpression(node)) return joined(['typeof ', termKey(context, node.expression)]);
  if (ts.isBinaryExpression(node)) return binaryKey(context, node);
  if (ts.isConditionalExpression(node)) return joined(['(', termKey(context, node.condition), '?', termKey(context, node.whenTrue), ':', termKey(context, node.whenFalse), ')']);
  return ts.isCallExpression(node) ? callKey(context, node) : undefined;
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function isWord(ts: TypeScript, { kind }: ts.Node): boolean {
  const { SyntaxKind } = ts;
  return kind === SyntaxKind.ThisKeyword || kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword || kind === SyntaxKind.NullKeyword;
}

function writes(ts: TypeScript, operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

/** `a.b` and `a['b']` are the same. */
function memberKey(context: TermContext, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  const { ts } = context;
  const dot = node.questionDotToken ? '?.' : '.';
  const object = termKey(context, node.expression);
  if (ts.isPropertyAccessExpression(node)) return joined([object, dot, node.name.text]);
  const index = unwrapped(ts, node.argumentExpression);
  if (ts.isStringLiteralLike(index) && /^[a-z_$][\w$]*$/i.test(index.text)) return joined([object, dot, index.text]);
  return joined([object, node.questionDotToken ? '?.' : '', '[', termKey(context, index), ']']);
}

const mirrored: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };
const symmetric = new Set(['===', '!==', '==', '!=']);

function binaryKey(context: TermContext, node: ts.BinaryExpression): string | undefined {
  const { ts } = context;
  const operator = ts.tokenToString(node.operatorToken.kind) ?? '';
  if (/^(?:,|[^<>=!]*=|(?:<<|>>>?)=)$/.test(operator)) return undefined;
  const [left, right] = [termKey(context, node.left), termKey(context, node.right)];
  if (left === undefined || right === undefined) return undefined;
  const turned = operator in mirrored || (symmetric.has(operator) && right < left);
  const [first, second] = turned ? [right, left] : [left, right];
  return `(${first} ${mirrored[operator] ?? operator} ${second})`;
}

/** `old(e)` is what `e` was; for a parameter that is what it is. Other calls may give something else each time. */
function callKey(context: TermContext, node: ts.CallExpression): string | undefined {
  const { ts } = context;
  const [argument] = node.arguments;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'old' && argument && node.arguments.length === 1) {
    const key = termKey(context, argument);
    return key === undefined ? undefined : atEntry(context, key);
  }
  if (context.withCalls !== true) return undefined;
  const values = node.arguments.map((each) => termKey(context, each));
  return joined([termKey(context, node.expression), '(', values.length > 0 ? joined(values.flatMap((each) => [each, ','])) : '', ')']);
}

/** The name on return of what a term was on entry. */
export function atEntry({ parameters }: TermContext, key: string): string {
  return parameters.has(key) || /^[\d"(-]/.test(key) && !/[a-z_$]/i.test(key) ? key : `old(${key})`;
}

/** A name for an expression by its text: for comparing expressions, whether or not they have the same value each time. */
export function textKey(context: TermContext, expression: ts.Expression): string | undefined {
  return termKey({ ...context, withCalls: true, isStable: () => true }, expression);
}
