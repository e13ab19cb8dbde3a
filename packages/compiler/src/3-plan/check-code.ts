/** The code that checks one clause. */
import type ts from 'typescript';
import type { Clause, ContractOwner } from '../contract.ts';
import type { Semantic } from '../profile.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { isSafe, needsGuard, type Names } from './expressions.ts';
import { code, copy, joinCode, number, string, type Code } from './plan.ts';
import { framesOf, siteOf } from './site.ts';
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

/**
 * One statement that checks a clause.
 *
 * before → after, for `n > limit.low`:
 * `p$c: { let p$t = true, p$1 = "<not evaluated>"; try { if (n > (p$1 = limit.low)) break p$c; } catch (p$x) { p$t = [p$x]; } p$failed(0, p$t, n, p$1); }`
 *
 * and for a clause that calls something, whose own checks are off meanwhile:
 * `if (!p$state.depth) { p$state.depth = 1; let p$t, p$e; try { p$t = !(ok(n)); } catch (p$x) { p$t = 1; p$e = p$x; } p$state.depth = 0; if (p$t) p$failed(0, p$t === true || [p$e], n); }`
 *
 * The `catch` there allocates nothing: at the end of the stack it would fail too, and checks would stay off.
 */
export function checkCode(draft: PlanDraft, active: ActiveClause, evaluation: Evaluation): Code {
  const { ts } = draft;
  const { expression, scope } = evaluation;
  const values = active.semantic === 'short' ? noValues : reportValues(draft, expression, scope);
  const condition = evaluation.code ?? [copy(expression)];
  if (isSafe(ts, expression)) {
    const check = code`if (!(${condition})) ${report(draft, active, { values })}`;
    return values.declarations.length === 0 ? check : code`{ let ${joinCode(values.declarations, ', ')}; ${check} }`;
  }
  const [failure, error, label] = [made(draft, 't'), made(draft, 'x'), made(draft, 'c')];
  if (!needsGuard(ts, expression, { accessors: evaluation.accessors, captured: scope.captured })) {
    const declarations = joinCode([code`${failure} = true`, ...values.declarations], ', ');
    const reported = report(draft, active, { values, failure });
    return code`${label}: { let ${declarations}; try { if (${condition}) break ${label}; } catch (${error}) { ${failure} = [${error}]; } ${reported} }`;
  }
  const thrown = made(draft, 'e');
  const declarations = joinCode([[failure], [thrown], ...values.declarations], ', ');
  const { enter, begin, leave } = guard(draft, active.clause);
  const reported = report(draft, active, { values, failure: `${failure} === true || [${thrown}]` });
  const attempt = code`try { ${failure} = !(${condition}); } catch (${error}) { ${failure} = 1; ${thrown} = ${error}; }`;
  return code`if (${enter}) { ${begin}let ${declarations}; ${attempt} ${leave} if (${failure}) ${reported} }`;
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
  return { enter: code`!${state}.depth`, begin: code`${state}.depth = 1; `, leave: code`${state}.depth = 0;` };
}

const noValues: ReportedValues = { declarations: [], temporaries: [], expressions: [], values: [] };

export interface Failing {
  readonly values: ReportedValues;
  /** An expression that gives true, or the caught error in an array; absent if the clause cannot throw. */
  readonly failure?: string;
}

/** The call that reports a failed clause. */
export function report(draft: PlanDraft, active: ActiveClause, { values: { expressions, values }, failure }: Failing): Code {
  const { clause, owner, semantic } = active;
  if (semantic === 'short') {
    const frames = framesOf(active);
    const rest = frames > 1 ? code`, ${failure ?? 'true'}, ${number(frames)}` : failure === undefined ? [] : code`, ${failure}`;
    return code`${runtime(draft, 'short')}(${string(owner.name)}, ${string(clause.id)}${rest});`;
  }
  const site = siteOf(draft, active, expressions);
  const message = clause.messageExpression ? [code`() => (${copy(clause.messageExpression)})`] : [];
  return code`${site.callee}(${joinCode([[site.number], [failure ?? 'true'], ...values, ...message], ', ')});`;
}
