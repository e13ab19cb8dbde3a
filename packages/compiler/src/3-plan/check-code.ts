/** The code that checks one clause. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner } from '../contract.ts';
import type { Semantic } from '../profile.ts';
import { positionOf } from '../sidecar.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { isSafe, needsGuard } from './expressions.ts';
import { code, copy, joinCode, string, type Code } from './plan.ts';
import { reportValues, type ReportedValues, type ValueScope } from './values.ts';

/** A clause that the profile checks. */
export interface ActiveClause {
  readonly clause: Clause;
  readonly owner: ContractOwner;
  readonly semantic: Exclude<Semantic, 'ignore'>;
}

/** How a clause is evaluated: its expression as code, and what surrounds it. */
export interface Evaluation {
  readonly expression: ts.Expression;
  /** The expression as it is printed, where that is not simply a copy. */
  readonly code?: Code;
  readonly scope: ValueScope;
  readonly accessors: ReadonlySet<string>;
}

/**
 * One statement that checks a clause.
 *
 * before → after, for `n > limit.low`:
 * `{ let p$t, p$1 = p$unset; try { p$t = !(n > (p$1 = limit.low)); } catch (p$x) { p$t = [p$x]; } if (p$t) p$fail([…], ["n", n, "limit.low", p$1], p$t); }`
 */
export function checkCode(draft: PlanDraft, active: ActiveClause, evaluation: Evaluation): Code {
  const { ts } = draft;
  const { expression, scope } = evaluation;
  const values = active.semantic === 'short' ? noValues : reportValues(draft, expression, scope);
  const condition = evaluation.code ?? [copy(expression)];
  const failure = made(draft, 't');
  if (isSafe(ts, expression)) {
    const check = code`if (!(${condition})) ${report(draft, active, { values })}`;
    return values.declarations.length === 0 ? check : code`{ let ${joinCode(values.declarations, ', ')}; ${check} }`;
  }
  const guarded = needsGuard(ts, expression, { accessors: evaluation.accessors, captured: scope.captured });
  const start = guarded ? code`${failure} = ${enter(draft, active.clause)}` : [failure];
  const declarations = joinCode([start, ...values.declarations], ', ');
  const attempt = guardedTry(draft, guarded ? active.clause : undefined, {
    attempt: code`${failure} = !(${condition});`,
    rescue: code`${failure} = [${made(draft, 'x')}];`,
  });
  const entered = guarded ? `if (${failure}) ` : '';
  return code`{ let ${declarations}; ${entered}${attempt} if (${failure}) ${report(draft, active, { values, failure })} }`;
}

const noValues: ReportedValues = { declarations: [], array: [] };

/** The call that opens a guard: checks of the code that the clause calls are off; under `audit` only the clause itself is. */
export function enter(draft: PlanDraft, clause: Clause): Code {
  return draft.profile.audit ? code`${runtime(draft, 'enterClause')}(${string(clause.id)})` : code`${runtime(draft, 'enter')}()`;
}

/** `try { attempt } catch (p$x) { rescue }`, with the guard of `clause` released in `finally`. */
export function guardedTry(draft: PlanDraft, clause: Clause | undefined, { attempt, rescue }: { attempt: Code; rescue: Code }): Code {
  const caught = code`try { ${attempt} } catch (${made(draft, 'x')}) { ${rescue} }`;
  if (!clause) return caught;
  const leave = draft.profile.audit ? code`${runtime(draft, 'leaveClause')}(${string(clause.id)})` : code`${runtime(draft, 'leave')}()`;
  return code`${caught} finally { ${leave}; }`;
}

export interface Failing {
  readonly values: ReportedValues;
  /** The name that holds true, or the caught error in an array; absent if the clause cannot throw. */
  readonly failure?: string;
}

/** The call that reports a failed clause. */
export function report(draft: PlanDraft, { clause, owner, semantic }: ActiveClause, { values, failure }: Failing): Code {
  const reporter = runtime(draft, reporterOf(semantic), clause);
  if (semantic === 'short') {
    const rest = failure === undefined ? [] : code`, ${failure}`;
    return code`${reporter}(${string(owner.name)}, ${string(clause.id)}${rest});`;
  }
  const list = values.array.length > 0 ? code`, ${values.array}` : failure === undefined ? [] : code`, []`;
  const rest = failure === undefined ? [] : code`, ${failure}`;
  return code`${reporter}(${specCode(draft, clause, owner)}${list}${rest});`;
}

/** The runtime function that reports under a semantic. */
export function reporterOf(semantic: Exclude<Semantic, 'ignore'>): 'fail' | 'observe' | 'short' {
  return semantic === 'enforce' ? 'fail' : semantic;
}

/** What the runtime is told about a clause: kind, subject, source, location, id, profile, message, label. */
export function specCode(draft: PlanDraft, clause: Clause, owner: ContractOwner): Code {
  const { file, profile } = draft;
  const texts = [verbOf(clause), owner.name, clause.predicate?.text ?? '', `${file.path}:${positionOf(file, clause)}`, clause.id, profile.name];
  const parts: Code[] = texts.map((text) => [string(text)]);
  if (clause.message !== undefined) parts.push([string(clause.message)]);
  else if (clause.messageExpression) parts.push(code`() => (${copy(clause.messageExpression)})`);
  if (clause.label) {
    if (parts.length === texts.length) parts.push(['undefined']);
    parts.push([string(clause.label)]);
  }
  return code`[${joinCode(parts, ', ')}]`;
}

/** The verb of the violation's sentence; its first word is the kind. */
function verbOf(clause: Clause): string {
  const { violation } = clauseKinds[clause.kind];
  if (!clause.errors) return violation;
  return `${violation} ${clause.errors.map((error) => error.getText()).join(' or ')} ${clause.iff === true ? 'exactly when' : 'only if'}`;
}
