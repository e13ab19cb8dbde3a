/** Evaluates pure expressions over known values. What is not known stays unknown; nothing that a user wrote is ever run. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { builtinCall, globalConstant, readMember, type MethodCall } from './builtins.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { unwrapped } from '../unwrapped.ts';

/** A known value; undefined where the value is not known. */
export type Outcome = { readonly value: unknown } | undefined;

/** What an expression is evaluated in. */
export interface Scope {
  readonly ts: TypeScript;
  /** Whether a name means JavaScript's own global. */
  readonly isGlobal: (name: string) => boolean;
  /** The value of an expression that is looked up as a whole; `'inside'` where its parts are to be evaluated. */
  readonly lookUp: (node: ts.Expression) => Outcome | 'inside';
}

/** The value of an expression; undefined where it is not known, or where evaluating it would throw. */
export function evaluate(scope: Scope, expression: ts.Expression): Outcome {
  const { ts } = scope;
  const node = unwrapped(ts, expression);
  const found = literal(ts, node) ?? globalValue(scope, node) ?? connective(scope, node);
  if (found) return found === 'unknown' ? undefined : found;
  const looked = scope.lookUp(node);
  return looked === 'inside' ? inside(scope, node) : looked;
}

/** Whether a condition holds; undefined where that is not known. */
export function truth(scope: Scope, expression: ts.Expression): boolean | undefined {
  const { ts } = scope;
  const node = unwrapped(ts, expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return not(truth(scope, node.operand));
  if (ts.isConditionalExpression(node)) {
    const test = truth(scope, node.condition);
    if (test !== undefined) return truth(scope, test ? node.whenTrue : node.whenFalse);
    const [yes, no] = [truth(scope, node.whenTrue), truth(scope, node.whenFalse)];
    return yes === no ? yes : undefined;
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return both(scope, node, false);
    if (kind === ts.SyntaxKind.BarBarToken) return both(scope, node, true);
  }
  const outcome = evaluate(scope, node);
  return outcome && Boolean(outcome.value);
}

/** `&&` and `||`: one side may decide alone, whatever the other is. */
function both(scope: Scope, node: ts.BinaryExpression, deciding: boolean): boolean | undefined {
  const left = truth(scope, node.left);
  if (left === deciding) return deciding;
  const right = truth(scope, node.right);
  return right === deciding || left !== undefined ? right : undefined;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function literal(ts: TypeScript, node: ts.Expression): Outcome {
  if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (ts.isBigIntLiteral(node)) return { value: BigInt(node.text.slice(0, -1)) };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  if (ts.isVoidExpression(node)) return { value: undefined };
  return undefined;
}

/** `undefined`, `NaN`, `Number.MAX_SAFE_INTEGER`. */
function globalValue(scope: Scope, node: ts.Expression): Outcome {
  const path = globalPath(scope, node);
  return path === undefined ? undefined : globalConstant(path);
}

/** `Math` or `Math.abs`, where the root is JavaScript's own. */
export function globalPath({ ts, isGlobal }: Scope, node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return isGlobal(node.text) ? node.text : undefined;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression) || !ts.isIdentifier(node.name)) return undefined;
  return isGlobal(node.expression.text) ? `${node.expression.text}.${node.name.text}` : undefined;
}

/** Operators that are always looked into: logic, comparisons and `typeof`. */
function connective(scope: Scope, node: ts.Expression): Outcome | 'unknown' {
  const { ts } = scope;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const value = truth(scope, node);
    return value === undefined ? 'unknown' : { value };
  }
  if (ts.isTypeOfExpression(node)) {
    const operand = evaluate(scope, node.expression);
    return operand ? { value: typeof operand.value } : 'unknown';
  }
  if (ts.isConditionalExpression(node)) {
    const test = truth(scope, node.condition);
    return test === undefined ? 'unknown' : (evaluate(scope, test ? node.whenTrue : node.whenFalse) ?? 'unknown');
  }
  return ts.isBinaryExpression(node) ? (logic(scope, node) ?? comparison(scope, node)) : undefined;
}

function logic(scope: Scope, node: ts.BinaryExpression): Outcome | 'unknown' {
  const { SyntaxKind } = scope.ts;
  const { kind } = node.operatorToken;
  if (kind !== SyntaxKind.AmpersandAmpersandToken && kind !== SyntaxKind.BarBarToken && kind !== SyntaxKind.QuestionQuestionToken) return undefined;
  const left = evaluate(scope, node.left);
  if (!left) return 'unknown';
  const goesOn = kind === SyntaxKind.QuestionQuestionToken ? (left.value ?? undefined) === undefined : Boolean(left.value) === (kind === SyntaxKind.AmpersandAmpersandToken);
  return goesOn ? (evaluate(scope, node.right) ?? 'unknown') : left;
}

function comparison(scope: Scope, node: ts.BinaryExpression): Outcome | 'unknown' {
  return isComparison(scope.ts, node) ? (binary(scope, node) ?? 'unknown') : undefined;
}

/** `<`, `<=`, `>`, `>=` and the four equalities. */
export function isComparison(ts: TypeScript, node: ts.Expression): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && /^(?:[<>]=?|[!=]==?)$/.test(ts.tokenToString(node.operatorToken.kind) ?? '');
}

function binary(scope: Scope, node: ts.BinaryExpression): Outcome {
  const [left, right] = [evaluate(scope, node.left), evaluate(scope, node.right)];
  return left && right && applyBinary(scope.ts.tokenToString(node.operatorToken.kind) ?? '', [left.value, right.value]);
}

/** `Number.isInteger(n)`, `Object.is(a, b)`, `text.includes('a')`. */
function call(scope: Scope, node: ts.CallExpression): Outcome {
  const path = globalPath(scope, node.expression);
  const builtin = path === undefined ? undefined : builtinCall(path);
  if (!builtin) return methodCall(scope, node);
  const values = argumentsOf(scope, node);
  return values && builtin(values);
}

function argumentsOf(scope: Scope, node: ts.CallExpression): readonly unknown[] | undefined {
  const outcomes = node.arguments.map((argument) => evaluate(scope, argument));
  return outcomes.every((each) => each !== undefined) ? outcomes.map(({ value }) => value) : undefined;
}

/** Arithmetic, calls, members and methods of known values. */
function inside(scope: Scope, node: ts.Expression): Outcome {
  const { ts } = scope;
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = evaluate(scope, node.operand);
    return operand && applyUnary(ts.tokenToString(node.operator) ?? '', operand.value);
  }
  if (ts.isBinaryExpression(node)) return binary(scope, node);
  if (ts.isPropertyAccessExpression(node)) return member(scope, { object: node.expression, key: { value: node.name.text }, optional: node.questionDotToken !== undefined });
  if (ts.isElementAccessExpression(node)) return member(scope, { object: node.expression, key: evaluate(scope, node.argumentExpression), optional: node.questionDotToken !== undefined });
  return ts.isCallExpression(node) ? call(scope, node) : undefined;
}

interface Member {
  readonly object: ts.Expression;
  readonly key: Outcome;
  readonly optional: boolean;
}

function member(scope: Scope, { object, key, optional }: Member): Outcome {
  const found = evaluate(scope, object);
  if (!found || !key) return undefined;
  if (found.value === undefined || found.value === null) return optional ? { value: undefined } : undefined;
  return readMember(found.value, key.value);
}

function methodCall(scope: Scope, node: ts.CallExpression): Outcome {
  const { ts } = scope;
  const callee = unwrapped(ts, node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const object = evaluate(scope, callee.expression);
  const values = argumentsOf(scope, node);
  if (!object || !values) return undefined;
  const called: MethodCall = { object: object.value, method: callee.name.text, values };
  return builtinCall(called);
}
