/** Expressions that stand for the one inside them, as code uses them. */
import { isWrapper, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** The expression inside parentheses, `as`, `satisfies`, `!` and type assertions. */
export function unwrapped(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return inner;
}
