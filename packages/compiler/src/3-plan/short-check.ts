/** The code that checks a clause which reports by its id alone: in published code every byte counts, since each clause brings its own. */
import type ts from 'typescript';
import type { ActiveClause } from './check-code.ts';
import { countedCondition, counts } from './counting.ts';
import { runtime, type PlanDraft } from './draft.ts';
import { code, number, string, type Code } from './plan.ts';
import { framesOf, thrownBy } from './site.ts';
import { either, unless } from './unless.ts';

/** How a clause is evaluated that reports by its id. */
export interface ShortClause {
  readonly expression: ts.Expression;
  /** The expression as it is printed, where that is not simply a copy. */
  readonly code?: Code | undefined;
  /** It can neither throw nor run other code. */
  readonly isSafe: boolean;
  /** It may run code that is itself contracted. */
  readonly isGuarded: boolean;
}

/**
 * One statement that checks a clause.
 *
 * before → after, for `n !== null`: `n !== null || p$("k3j2h1g0");`, for `!n` `n && p$("k3j2h1g0");`, and for `n > 0`, which may throw:
 * `try{n > 0||p$()}catch(e){p$("k3j2h1g0",e)}`
 *
 * and for a clause that calls something, whose own checks are off meanwhile:
 * `if(!p$s.off)try{p$s.off=1;p$s.off=ok(n)?0:p$()}catch(e){p$s.off=0;p$("k3j2h1g0",e)}`
 *
 * What is false and what throws meet in the `catch`, see `check-code.ts`, and checks are on again there before anything is called. No name of the
 * user's stands in it, so that its own may be as short as can be. What stands in a `try` has no spaces, which a host that prints text keeps so.
 */
export function shortCheck(draft: PlanDraft, active: ActiveClause, { expression, code: given, isSafe, isGuarded }: ShortClause): Code {
  const printed = given || counts(draft) ? countedCondition(draft, active, { expression, code: given, isGuarded }) : undefined;
  const condition = { expression, printed };
  if (isSafe) return code`${unless(draft, condition, { or: ' || ', and: ' && ', call: shortReport(draft, active) })};`;
  const call = code`${thrownBy(draft, active)}()`;
  const reported = shortReport(draft, active, caught);
  if (!isGuarded) return code`try{${unless(draft, condition, { or: '||', and: '&&', call })}}catch(${caught}){${reported}}`;
  const off = code`${runtime(draft, 'state')}.off`;
  return code`if(!${off})try{${off}=1;${off}=${either(draft, condition, { held: '0', call })}}catch(${caught}){${off}=0;${reported}}`;
}

const caught = 'e';

/** The call that reports a clause by its id. `failure` is the name of what was caught; absent if the clause cannot throw. */
export function shortReport(draft: PlanDraft, active: ActiveClause, failure?: string): Code {
  const frames = framesOf(active);
  const thrown = failure === undefined ? thrownBy(draft, active) : failure;
  const rest = frames > 1 ? code`,${thrown},${number(frames)}` : failure === undefined ? [] : code`,${failure}`;
  return code`${runtime(draft, 'short')}(${string(active.clause.id)}${rest})`;
}
