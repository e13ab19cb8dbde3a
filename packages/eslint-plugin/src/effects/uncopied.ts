/** What one of two ways takes as it is, where the other copies it: `whole ? rows : rows.filter(…)`. */
import type ts from 'typescript';
import { makesFresh } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';

/** Conditions by which callers say whether their own is to be changed. */
const asksForCopy = /cop(?:y|ies)|clon|place|mut|own|fresh|shared|frozen/i;

/** The `rows` of `whole ? rows : rows.filter(…)`; undefined for other expressions. */
export function uncopied(node: ts.Node): ts.Expression | undefined {
  if (!typescript.isConditionalExpression(node) || asksForCopy.test(node.condition.getText())) return undefined;
  const { whenTrue, whenFalse } = node;
  if (isCopyOf(whenFalse, whenTrue)) return whenTrue;
  return isCopyOf(whenTrue, whenFalse) ? whenFalse : undefined;
}

/** `[...xs]`, `xs.filter(…)`, `xs.slice()`: something new with what is in it. */
function isCopyOf(expression: ts.Expression, original: ts.Expression): boolean {
  const node = unwrapped(typescript, expression);
  const text = original.getText();
  if (typescript.isArrayLiteralExpression(node)) return node.elements.length === 1 && node.elements[0]?.getText() === `...${text}`;
  return typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression) && makesFresh.test(node.expression.name.text) && node.expression.expression.getText() === text;
}
