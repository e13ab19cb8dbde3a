/** Functions of one expression. */
import type { TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/**
 * The expression that a function returns, where it does nothing else.
 *
 * @pure
 */
export function returnedBy(ts: TypeScript, { body }: ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression): ts.Expression | undefined {
  if (!body || !ts.isBlock(body)) return body;
  const [only] = body.statements;
  return body.statements.length === 1 && only && ts.isReturnStatement(only) ? only.expression : undefined;
}
