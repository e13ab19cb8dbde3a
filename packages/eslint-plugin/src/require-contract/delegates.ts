/** Functions that only pass on what they get: the contract belongs to what they call. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { type CallableNode } from '../export-index/function-nodes.ts';
import { unwrapped } from '../unwrapped.ts';

/** Whether a body is a single call, or `new`, to which every parameter is passed on, and nothing else that is computed. */
export function isDelegate(ts: TypeScript, node: CallableNode): boolean {
  const call = onlyCall(ts, node);
  if (!call || node.parameters.length === 0 || isCallable(ts, call.expression)) return false;
  const passed = new Set<string>();
  const values = (call.arguments ?? []).map((each) => unwrapped(ts, ts.isSpreadElement(each) ? each.expression : each));
  for (const value of values) if (ts.isIdentifier(value)) passed.add(value.text);
  const isPlain = values.every((value) => ts.isIdentifier(value) || ts.isLiteralExpression(value) || isConstant(ts, value));
  return isPlain && node.parameters.every(({ name, initializer }) => !initializer && namesIn(ts, name).every((each) => passed.has(each)));
}

/** A function that is called on the spot: its body is not looked at. */
function isCallable(ts: TypeScript, callee: ts.Expression): boolean {
  return ts.isFunctionLike(unwrapped(ts, callee));
}

type Call = ts.CallExpression | ts.NewExpression;

function onlyCall(ts: TypeScript, node: CallableNode): Call | undefined {
  const body = 'body' in node ? node.body : undefined;
  if (!body) return undefined;
  const value = ts.isBlock(body) ? onlyExpression(ts, body) : body;
  if (!value) return undefined;
  const inner = unwrapped(ts, value);
  const call = ts.isAwaitExpression(inner) || ts.isVoidExpression(inner) || isYieldAll(ts, inner) ? unwrapped(ts, inner.expression) : inner;
  return ts.isCallExpression(call) || ts.isNewExpression(call) ? call : undefined;
}

function isYieldAll(ts: TypeScript, node: ts.Expression): node is ts.YieldExpression & { readonly expression: ts.Expression } {
  return ts.isYieldExpression(node) && node.asteriskToken !== undefined && node.expression !== undefined;
}

function onlyExpression(ts: TypeScript, { statements }: ts.Block): ts.Expression | undefined {
  const [only, ...others] = statements;
  if (!only || others.length > 0) return undefined;
  return ts.isReturnStatement(only) || ts.isExpressionStatement(only) ? only.expression : undefined;
}

function isConstant(ts: TypeScript, { kind }: ts.Expression): boolean {
  const { SyntaxKind } = ts;
  return kind === SyntaxKind.ThisKeyword || kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword || kind === SyntaxKind.NullKeyword;
}

function namesIn(ts: TypeScript, name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return name.text === 'this' ? [] : [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(ts, element.name) : []));
}
