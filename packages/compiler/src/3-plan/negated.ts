/** The opposite of a condition, as short as it can be written. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import type { PlanDraft } from './draft.ts';
import { code, copy, type Code } from './plan.ts';

/**
 * before → after: `a === b` → `a !== b`, `!a` → `a`, `a < b` → `!(a < b)`, which `NaN` makes another thing than `a >= b`
 */
export function negated(draft: PlanDraft, expression: ts.Expression): Code {
  const { ts, edits } = draft;
  const root = bare(draft, expression);
  if (edits.has(root)) return code`!(${copy(root)})`;
  const inverted = invertedIn(draft, root);
  if (inverted) return [copy(inverted)];
  const operator = ts.isBinaryExpression(root) ? opposites(ts).get(root.operatorToken.kind) : undefined;
  return ts.isBinaryExpression(root) && operator !== undefined ? code`${copy(root.left)} ${operator} ${copy(root.right)}` : code`!(${copy(root)})`;
}

/** An expression without the parentheses around it. */
export function bare({ ts, edits }: PlanDraft, expression: ts.Expression): ts.Expression {
  let root = expression;
  while (ts.isParenthesizedExpression(root) && !edits.has(root)) root = root.expression;
  return root;
}

/** What a `!` at the start of a condition negates. */
export function invertedIn({ ts, edits }: PlanDraft, root: ts.Expression): ts.Expression | undefined {
  return !edits.has(root) && ts.isPrefixUnaryExpression(root) && root.operator === ts.SyntaxKind.ExclamationToken ? root.operand : undefined;
}

function opposites({ SyntaxKind: kinds }: TypeScript): ReadonlyMap<ts.SyntaxKind, string> {
  return new Map([
    [kinds.EqualsEqualsEqualsToken, '!=='],
    [kinds.ExclamationEqualsEqualsToken, '==='],
    [kinds.EqualsEqualsToken, '!='],
    [kinds.ExclamationEqualsToken, '=='],
  ]);
}
