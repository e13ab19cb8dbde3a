/** Whether a postcondition repeats the expression that its function returns. */
import type { Contract, TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import type { ClauseCondition } from './clause-conditions.ts';
import { unwrapped } from '../unwrapped.ts';
import { resultKey, textKey, type TermContext } from './terms.ts';

/** Whether a condition is `result === e` of a function that does nothing but return `e`. That a method returns `this` is a promise to who chains calls. */
export function repeatsReturned(ts: TypeScript, contract: Contract, { context, expression }: Pick<ClauseCondition, 'context' | 'expression'>): boolean {
  const returned = returnedBy(ts, contract);
  const promised = equalToResult(context, expression);
  if (!returned || !promised || promised.kind === ts.SyntaxKind.ThisKeyword) return false;
  const key = textKey({ ...context, renamed: new Map() }, returned);
  return key !== undefined && key === textKey(context, promised);
}

/** The expression of a body that is nothing but its return, besides contract calls. */
function returnedBy(ts: TypeScript, { owner: { node }, clauses }: Contract): ts.Expression | undefined {
  const body = 'body' in node ? node.body : undefined;
  const isPlain = !('asteriskToken' in node && node.asteriskToken) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async);
  if (!body || !isPlain) return undefined;
  if (!ts.isBlock(body)) return body;
  const [statement, ...more] = body.statements.filter((each) => !clauses.some((clause) => clause.statement === each));
  return statement && more.length === 0 && ts.isReturnStatement(statement) ? statement.expression : undefined;
}

/** `e` in `result === e`, `e === result` and `Object.is(result, e)`. */
function equalToResult(context: TermContext, expression: ts.Expression): ts.Expression | undefined {
  const { ts } = context;
  const operands = operandsOfEquality(ts, expression);
  const isResult = (node: ts.Expression): boolean => textKey(context, node) === resultKey;
  const [left, right] = operands ?? [];
  if (!left || !right) return undefined;
  return isResult(left) ? right : isResult(right) ? left : undefined;
}

function operandsOfEquality(ts: TypeScript, expression: ts.Expression): readonly ts.Expression[] | undefined {
  const node = unwrapped(ts, expression);
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ? [node.left, node.right] : undefined;
  return ts.isCallExpression(node) && node.expression.getText() === 'Object.is' ? node.arguments : undefined;
}
