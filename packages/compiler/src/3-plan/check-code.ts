/** The code that checks one clause. */
import type ts from 'typescript';
import type { Clause, ContractOwner } from '../contract.ts';
import type { Semantic } from '../profile.ts';
import { countedCondition, counts } from './counting.ts';
import { runtime, type PlanDraft } from './draft.ts';
import { isSafe, needsGuard, type GuardScope, type Names } from './expressions.ts';
import { caughtName, code, copy, joinCode, string, type Code } from './plan.ts';
import { negated } from './negated.ts';
import { shortCheck, shortReport } from './short-check.ts';
import { siteOf, thrownBy } from './site.ts';
import { reportValues, type ReportedValues, type ValueScope } from './values.ts';

/** A clause that the profile checks. */
export interface ActiveClause {
  readonly clause: Clause;
  readonly owner: ContractOwner;
  readonly semantic: Exclude<Semantic, 'ignore'>;
  /** Of a contract with several cases: the case whose precondition it is. */
  readonly alternative?: number;
  /** It only decides which case holds; that none does is not reported. */
  readonly isQuiet?: boolean;
  /** It holds where one of these cases let the caller in. */
  readonly when?: readonly number[];
}

/** How a clause is evaluated: its expression as code, and what surrounds it. */
export interface Evaluation {
  readonly expression: ts.Expression;
  /** The expression as it is printed, where that is not simply a copy. */
  readonly code?: Code;
  readonly scope: ValueScope;
  readonly accessors: Names;
}

/** What decides whether the evaluation of a clause is guarded. */
export function guardScope({ owner }: ActiveClause, { accessors, scope }: Evaluation): GuardScope {
  return { accessors, captured: scope.captured, owner: owner.node };
}

/**
 * One statement that checks a clause.
 *
 * before → after, for `n > limit.low`:
 * `{ let p$1 = p$f; try { if (!(n > (p$1 = limit.low))) p$f(); } catch (p$x) { p$f(0, p$x, n, p$1); } }`
 *
 * and for a clause that calls something, whose own checks are off meanwhile:
 * `if (!p$s.off) { p$s.off = 1; try { if (!(ok(n))) p$f(); } catch (p$x) { p$s.off = 0; p$f(0, p$x, n); } p$s.off = 0; }`
 *
 * Where a clause is false, the function that reports it is called with nothing, and throws itself, which no clause of the user's can throw: so
 * what is false and what throws meet in one place, and a check that passes keeps nothing but the values. It is a call and no `throw`, since an
 * engine does not compile a call that was never reached. The `catch` turns checks on again before it allocates anything: at the end of the
 * stack that would fail too, and checks would stay off. What reports by its id alone is checked in a shorter way: see `short-check.ts`.
 */
export function checkCode(draft: PlanDraft, active: ActiveClause, evaluation: Evaluation): Code {
  const { ts } = draft;
  const { expression } = evaluation;
  const guards = guardScope(active, evaluation);
  const isGuarded = needsGuard(ts, expression, guards);
  if (active.semantic === 'short') return shortCheck(draft, active, { ...evaluation, isSafe: isSafe(ts, expression, guards), isGuarded });
  const values = reportValues(draft, active, evaluation);
  const failed = code`if (${evaluation.code || counts(draft) ? code`!(${countedCondition(draft, active, { expression, code: evaluation.code, isGuarded })})` : negated(draft, expression)})`;
  const declared = values.declarations.length === 0 ? undefined : code`let ${joinCode(values.declarations, ', ')};`;
  const within = (check: Code): Code => (declared ? code`{ ${declared} ${check} }` : check);
  if (isSafe(ts, expression, guards)) return within(code`${failed} ${report(draft, active, { values })}`);
  const error = caughtName(draft);
  const attempt = code`${failed} ${thrownBy(draft, active)}();`;
  const reported = report(draft, active, { values, failure: error });
  if (!isGuarded) return within(code`try { ${attempt} } catch (${error}) { ${reported} }`);
  return guarded(guard(draft, active.clause), { start: declared, attempt, caught: code`catch (${error})`, reported });
}

/** A statement that runs with checks off, and what reports where it throws. */
interface Guarded {
  readonly start?: Code | undefined;
  readonly attempt: Code;
  readonly caught: Code;
  readonly reported: Code;
}

/** Tries a statement where checks are on, and turns them off meanwhile. */
export function guarded({ enter, begin, leave }: Guard, { start, attempt, caught, reported }: Guarded): Code {
  const declared = start ? code`${start} ` : [];
  return code`if (${enter}) { ${begin}${declared}try { ${attempt} } ${caught} { ${leave} ${reported} } ${leave} }`;
}

export interface Guard {
  /** True where checks are on. */
  readonly enter: Code;
  readonly begin: Code;
  readonly leave: Code;
}

/** Turns checks off while a clause runs code of others; under `audit` only the clause itself. What stands between must not throw. */
export function guard(draft: PlanDraft, clause: Clause): Guard {
  if (draft.profile.audit) {
    const id = string(clause.id);
    return { enter: code`${runtime(draft, 'enterClause')}(${id})`, begin: [], leave: code`${runtime(draft, 'leaveClause')}(${id});` };
  }
  const state = runtime(draft, 'state');
  return { enter: code`!${state}.off`, begin: code`${state}.off = 1; `, leave: code`${state}.off = 0;` };
}

export interface Failing {
  readonly values: ReportedValues;
  /** The name of what was caught; absent if the clause cannot throw. */
  readonly failure?: string;
}

/** The call that reports a failed clause. */
export function report(draft: PlanDraft, active: ActiveClause, { values: { expressions, values, hidesMessage }, failure }: Failing): Code {
  const { clause, semantic } = active;
  if (semantic === 'short') return code`${shortReport(draft, active, failure)};`;
  const site = siteOf(draft, active, expressions);
  const message = clause.messageExpression ? [code`() => (${hidesMessage ? string('[redacted]') : copy(clause.messageExpression)})`] : [];
  return code`${site.callee}(${joinCode([[site.number], failure === undefined ? thrownBy(draft, active) : [failure], ...values, ...message], ', ')});`;
}
