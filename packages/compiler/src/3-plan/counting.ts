/** What compiled code counts in a run for coverage: calls of functions, and what became of each clause. Every other build has none of it. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, FunctionNode } from '../contract.ts';
import { functionKey, sourceHash } from '../sidecar.ts';
import type { ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { code, copy, string, type Code } from './plan.ts';

/** The condition of a clause, as it is printed. */
interface Condition {
  readonly expression: ts.Expression;
  /** As it is printed, where that is not simply a copy. */
  readonly code?: Code | undefined;
  /** It is evaluated with checks off, which its guard has turned off: then it counts all the same. */
  readonly isGuarded: boolean;
}

/** Whether a build counts. */
export function counts({ profile }: PlanDraft): boolean {
  return profile.counts === true;
}

/**
 * The condition of a clause, which counts that it came to its end and whether it held. Of an implication the antecedent counts too.
 *
 * before → after: `n > 0` → `p$hits("k3j2h1g0", n > 0)`, `!a || b` → `p$hits("k3j2h1g0", !p$hits("k3j2h1g0?", a) || (b))`
 */
export function countedCondition(draft: PlanDraft, { clause }: ActiveClause, { expression, code: printed, isGuarded }: Condition): Code {
  if (!counts(draft)) return printed ?? [copy(expression)];
  const whole = printed ?? implication(draft, expression, (antecedent) => hit(draft, `${clause.id}?`, { value: [copy(antecedent)], isGuarded })) ?? [copy(expression)];
  return hit(draft, clause.id, { value: whole, isGuarded });
}

/** `!a || b`, with the antecedent in other words; undefined where the expression is another one. */
function implication({ ts, edits }: PlanDraft, expression: ts.Expression, print: (antecedent: ts.Expression) => Code): Code | undefined {
  let root = expression;
  while (ts.isParenthesizedExpression(root) && !edits.has(root)) root = root.expression;
  if (edits.has(root) || !ts.isBinaryExpression(root) || root.operatorToken.kind !== ts.SyntaxKind.BarBarToken) return undefined;
  const { left, right } = root;
  if (edits.has(left) || !ts.isPrefixUnaryExpression(left) || left.operator !== ts.SyntaxKind.ExclamationToken) return undefined;
  return code`!${print(left.operand)} || (${copy(right)})`;
}

/** Counts that a function is called: `p$hits("@12:1");` */
export function countedCall(draft: PlanDraft, node: FunctionNode): Code[] {
  return counts(draft) ? [code`${hit(draft, functionKey(node), {})};`] : [];
}

/** Counts clauses that are judged together, without an expression of their own: `p$hits("k3j2h1g0", !p$m);` */
export function countedTogether(draft: PlanDraft, active: readonly ActiveClause[], held: Code): Code[] {
  return counts(draft) ? active.map(({ clause }) => code`${hit(draft, clause.id, { value: held, isGuarded: false })};`) : [];
}

interface Hit {
  readonly value?: Code;
  readonly isGuarded?: boolean;
}

function hit(draft: PlanDraft, key: string, { value, isGuarded }: Hit): Code {
  runtime(draft, 'count');
  return code`${made(draft, 'hits')}(${string(key)}${value ? code`, ${value}` : []}${isGuarded === true ? ', true' : ''})`;
}

/**
 * The function through which a file counts. It says which text was compiled, so that what was counted of another one is not taken for this.
 *
 * `function p$hits(key, value, guarded) { return p$count("[\"/app/src/a.ts\",\"0h3k…\",\"enforce\"]", key, value, guarded); }`
 */
export function countingFunction(draft: PlanDraft): Code[] {
  if (!draft.runtime.has('count')) return [];
  const { fileName, text } = draft.file.sourceFile;
  const site = string(JSON.stringify([fileName, sourceHash(text), draft.profile.name]));
  return [code`function ${made(draft, 'hits')}(key, value, guarded) { return ${runtime(draft, 'count')}(${site}, key, value, guarded); }`];
}

/**
 * Whether a run for coverage counts a clause at all: it is judged, and that it is judged is not what is wrong.
 *
 * @pure
 */
export function isCounted({ kind }: Clause): boolean {
  const { moment, carriedAs, permanent, enforced } = clauseKinds[kind];
  return (moment !== 'never' || carriedAs !== undefined) && permanent !== true && enforced;
}
