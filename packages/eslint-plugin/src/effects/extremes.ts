/** Writes that keep the largest or smallest that was seen: what is there depends on all calls before, so that it is no memory of one answer. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { globalPath } from './calls.ts';
import type { FunctionNode, Write } from './events.ts';
import { samePlace, type Place } from './place.ts';

const { SyntaxKind } = typescript;

const orders: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.LessThanToken, SyntaxKind.GreaterThanToken, SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanEqualsToken]);

/** `if (n > (top.get(key) ?? 0)) top.set(key, n)`, `top[key] = Math.max(top[key] ?? 0, n)` */
export function keepsExtreme(fn: FunctionNode, { node, place, value }: Write): boolean {
  const isOld = (expression: ts.Expression): boolean => holds(fn, expression, place);
  const made = value && unwrapped(typescript, value);
  if (made && typescript.isCallExpression(made) && /^Math\.(?:max|min)$/.test(globalPath(made.expression) ?? '')) return made.arguments.some(isOld);
  const asks = (condition: ts.Expression): boolean => {
    const asked = unwrapped(typescript, condition);
    if (!typescript.isBinaryExpression(asked)) return false;
    if (asked.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken || asked.operatorToken.kind === SyntaxKind.BarBarToken) return asks(asked.left) || asks(asked.right);
    // What is compared with another number that is written is no older one: a time that is compared with now is set to now.
    return orders.has(asked.operatorToken.kind) && ((isOld(asked.left) && isWritten(asked.right, value)) || (isOld(asked.right) && isWritten(asked.left, value)));
  };
  return typescript.findAncestor(node, (each) => (each === fn ? 'quit' : typescript.isIfStatement(each) && asks(each.expression))) !== undefined;
}

/** Whether what is compared is what is written. */
function isWritten(compared: ts.Expression, value: ts.Expression | undefined): boolean {
  return value !== undefined && unwrapped(typescript, compared).getText() === unwrapped(typescript, value).getText();
}

/** Whether an expression is what stands at a place, or something in its absence, also by the name of a constant. */
function holds(fn: FunctionNode, expression: ts.Expression, place: Place): boolean {
  const node = unwrapped(typescript, expression);
  if (typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.operatorToken.getText())) return holds(fn, node.left, place);
  const found = aliasedPlace({ node: fn, owners: new Set([fn]) }, node);
  if (found && samePlace(found, place)) return true;
  const initializer = typescript.isIdentifier(node) ? constantValue(bindingOf(node)) : undefined;
  return initializer !== undefined && !typescript.isIdentifier(unwrapped(typescript, initializer)) && holds(fn, initializer, place);
}
