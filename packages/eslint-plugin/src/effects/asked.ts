/** What a condition asks for: only whether something is there, or what it is. */
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { isFresh } from './aliases.ts';
import type { Branch, Read } from './events.ts';

/** `count ?? 0` asks nothing that decides what is done. */
export function isDefaulted({ of, node: { parent } }: Branch): boolean {
  if (of !== 'logical' || !typescript.isBinaryExpression(parent) || !/^(?:\?\?|\|\|)$/.test(parent.operatorToken.getText())) return false;
  const given = unwrapped(typescript, parent.right);
  return typescript.isLiteralExpression(given) || isFresh(given);
}

/** `if (this.job)` says nothing of `this.job.retries`: only that there is something that holds it. */
export function asksForHolder({ place, node }: Read, { place: held }: Read, branch: Branch): boolean {
  const isHolder = place.steps.length < held.steps.length || (held.isCut && !place.isCut && place.steps.length === held.steps.length);
  if (!isHolder || /^\[/.test(held.steps[place.steps.length] ?? '')) return false;
  if (asksForPresence(branch)) return true;
  const { parent } = node;
  const isOperand = typescript.isBinaryExpression(parent) && /^(?:&&|\|\||\?\?|(?:\?\?|\|\|)=)$/.test(parent.operatorToken.getText());
  return isOperand || typescript.isIfStatement(parent) || (typescript.isPrefixUnaryExpression(parent) && parent.operator === typescript.SyntaxKind.ExclamationToken);
}

/** `if (!found)`, `if (found === undefined)`, `if (!map.has(key))`: whether something is there at all. */
function asksForPresence({ node }: Branch): boolean {
  let asked = unwrapped(typescript, node);
  if (typescript.isPrefixUnaryExpression(asked) && asked.operator === typescript.SyntaxKind.ExclamationToken) asked = unwrapped(typescript, asked.operand);
  else if (typescript.isBinaryExpression(asked) && /^(?:null|undefined)$/.test(asked.right.getText())) asked = unwrapped(typescript, asked.left);
  if (typescript.isCallExpression(asked)) return typescript.isPropertyAccessExpression(asked.expression) && /^(?:get|has|at|find)$/.test(asked.expression.name.text);
  return typescript.isIdentifier(asked) || typescript.isPropertyAccessExpression(asked) || typescript.isElementAccessExpression(asked);
}

/** Whether it was found that something is there, and no more: `x === undefined` that did not hold. */
export function foundThere({ node }: Branch, outcome: unknown): boolean {
  const asked = unwrapped(typescript, node);
  if (!typescript.isBinaryExpression(asked) || !/^(?:null|undefined)$/.test(asked.right.getText())) return false;
  return /^[!=]==?$/.test(asked.operatorToken.getText()) && outcome === asked.operatorToken.getText().startsWith('!');
}
