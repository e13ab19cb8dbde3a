/** Conditions beside a call that is made where they are false, as short as they can be written. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import type { PlanDraft } from './draft.ts';
import { bare, invertedIn, negated } from './negated.ts';
import { code, copy, type Code } from './plan.ts';

/** A condition, and how it is printed, where that is not simply a copy. */
interface Condition {
  readonly expression: ts.Expression;
  readonly printed: Code | undefined;
}

/** A call, and the operators before it. */
interface Called {
  readonly or: string;
  readonly and: string;
  readonly call: Code;
}

/**
 * An expression, to stand as a statement, that makes a call where a condition is false.
 *
 * before → after: `a === b` → `a === b || call`, `!a` → `a && call`, `{}.a === b`, which would begin a block, → `if ({}.a !== b) call`
 */
export function unless(draft: PlanDraft, { expression, printed }: Condition, { or, and, call }: Called): Code {
  if (printed) return code`(${printed})${or}${call}`;
  const root = bare(draft, expression);
  const inverted = invertedIn(draft, root);
  if (!beginsStatement(draft.ts, inverted ?? root)) return code`if (${negated(draft, root)}) ${call}`;
  return inverted ? code`${operand(draft, inverted, 'and')}${and}${call}` : code`${operand(draft, root, 'or')}${or}${call}`;
}

/**
 * An expression that is `held` where a condition is true, and makes a call where it is false.
 *
 * before → after: `a === b` → `a === b?held:call`, `!a` → `a?call:held`
 */
export function either(draft: PlanDraft, { expression, printed }: Condition, { held, call }: { readonly held: string; readonly call: Code }): Code {
  if (printed) return code`(${printed})?${held}:${call}`;
  const root = bare(draft, expression);
  const inverted = invertedIn(draft, root);
  return inverted ? code`${operand(draft, inverted, 'or')}?${call}:${held}` : code`${operand(draft, root, 'or')}?${held}:${call}`;
}

/** An expression beside `||` or `&&`. The operands of what binds tighter are holes of their own: printers put no parentheses around the whole. */
function operand(draft: PlanDraft, expression: ts.Expression, beside: 'or' | 'and'): Code {
  const root = bare(draft, expression);
  const split = splitAt(draft, root);
  if (!split) {
    const inverted = invertedIn(draft, root);
    return inverted ? code`!${copy(inverted)}` : [copy(root)];
  }
  const { left, operator, right } = split;
  if (operator === '&&') return code`${operand(draft, left, 'and')} && ${operand(draft, right, 'and')}`;
  if (operator !== '||') return code`${copy(left)} ${operator} ${copy(right)}`;
  const alternatives = code`${operand(draft, left, 'or')} || ${operand(draft, right, 'or')}`;
  return beside === 'or' ? alternatives : code`(${alternatives})`;
}

interface Split {
  readonly left: ts.Expression;
  readonly operator: string;
  readonly right: ts.Expression;
}

/** A comparison, or expressions beside `||` or `&&`. */
function splitAt({ ts, edits }: PlanDraft, root: ts.Expression): Split | undefined {
  if (edits.has(root) || !ts.isBinaryExpression(root) || ts.isPrivateIdentifier(root.left)) return undefined;
  const operator = ts.tokenToString(root.operatorToken.kind) ?? '';
  return splitting.test(operator) ? { left: root.left, operator, right: root.right } : undefined;
}

const splitting = /^(?:[!=]==?|[<>]=?|in|instanceof|&&|\|\|)$/;

/** Whether a statement may begin with an expression, also where parentheses around its parts are left out: a brace, `function`, `class` and `let` begin another one. */
function beginsStatement(ts: TypeScript, expression: ts.Expression): boolean {
  let first: ts.Node = expression;
  for (;;) {
    if (ts.isBinaryExpression(first)) first = first.left;
    else if (ts.isConditionalExpression(first)) first = first.condition;
    else if (ts.isTaggedTemplateExpression(first)) first = first.tag;
    else if (ts.isParenthesizedExpression(first) || ts.isCallExpression(first) || ts.isPropertyAccessExpression(first) || ts.isElementAccessExpression(first) || ts.isNonNullExpression(first) || ts.isAsExpression(first) || ts.isSatisfiesExpression(first)) first = first.expression;
    else return !ts.isObjectLiteralExpression(first) && !ts.isFunctionExpression(first) && !ts.isClassExpression(first) && !(ts.isIdentifier(first) && first.text === 'let');
  }
}
