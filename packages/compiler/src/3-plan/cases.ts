/** A contract of several cases: one has to let the caller in, and each promises only to those whom it let in. */
import type { ContractCase, HeirContract } from '../2-check/index.ts';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause, ContractOwner, Predicate } from '../contract.ts';
import type { Semantic } from '../profile.ts';
import { guard, guardScope, report, type ActiveClause, type Evaluation } from './check-code.ts';
import { countedCondition } from './counting.ts';
import { made, type PlanDraft } from './draft.ts';
import { isSafe, needsGuard } from './expressions.ts';
import { caughtName, code, joinCode, type Code } from './plan.ts';
import { substitute, type FunctionNames } from './substitute.ts';
import { thrownBy } from './site.ts';
import { reportValues, type ReportedValues } from './values.ts';

type ActiveOf = (owner: ContractOwner, clause: Clause) => ActiveClause[];

/** The clauses of a function that a profile checks. `canRun` says whether one can be evaluated at all. */
export function activeInCases(heir: HeirContract, activeOf: ActiveOf, canRun: (clause: Clause) => boolean): ActiveClause[] {
  return [...heir.always.flatMap((clause) => activeOf(heir.owner, clause)), ...activeInEach(heir, activeOf, canRun)];
}

function activeInEach({ owner, cases }: HeirContract, activeOf: ActiveOf, canRun: (clause: Clause) => boolean): ActiveClause[] {
  const [only, another] = cases;
  if (!only || !another) return cases.flatMap(({ pre, rest }) => [...pre, ...rest]).flatMap((clause) => activeOf(owner, clause));
  const alternatives = cases.map(({ pre }) => {
    const active = pre.filter((clause) => activeOf(owner, clause).length > 0);
    return active.length > 0 ? active : pre.filter(canRun);
  });
  const open = new Set(alternatives.flatMap((clauses, index) => (clauses.length === 0 ? [index] : [])));
  const rest = activeRest(cases, open).flatMap(({ clause, when }) => activeOf(owner, clause).map((active): ActiveClause => ({ ...active, ...(when ? { when } : {}) })));
  const semantic = open.size > 0 ? undefined : strongest(cases.flatMap(({ pre }) => pre.flatMap((clause) => activeOf(owner, clause))));
  if (semantic === undefined && rest.every(({ when }) => when === undefined)) return rest;
  const entry = alternatives.flatMap((clauses, alternative) => clauses.map((clause): ActiveClause => ({ clause, owner, semantic: semantic ?? 'enforce', alternative, isQuiet: semantic === undefined })));
  return [...entry, ...rest];
}

/** Every other clause once, with the cases that have it; one that an open case has is not guarded. */
function activeRest(cases: readonly ContractCase[], open: ReadonlySet<number>): { readonly clause: Clause; readonly when: readonly number[] | undefined }[] {
  const casesOf = new Map<Clause, number[]>();
  cases.forEach(({ rest }, index) => {
    for (const clause of rest) casesOf.set(clause, [...(casesOf.get(clause) ?? []), index]);
  });
  return [...casesOf].map(([clause, indexes]) => ({ clause, when: indexes.some((each) => open.has(each)) ? undefined : indexes }));
}

const strengths: readonly Semantic[] = ['observe', 'short', 'enforce'];

function strongest(active: readonly ActiveClause[]): ActiveClause['semantic'] | undefined {
  return active.map(({ semantic }) => semantic).sort((a, b) => strengths.indexOf(b) - strengths.indexOf(a))[0];
}

/** Code that runs only where a case of its clause let the caller in. */
export function ifLetIn(draft: PlanDraft, { when }: ActiveClause, inner: Code): Code {
  return when ? code`if (${when.map((index) => made(draft, `h${index}`)).join(' || ')}) { ${inner} }` : inner;
}

/** The names that hold whether each case let the caller in. */
export function flagsOf(draft: PlanDraft, entry: readonly ActiveClause[]): string[] {
  return alternativesIn(entry).map((index) => made(draft, `h${index}`));
}

function alternativesIn(entry: readonly ActiveClause[]): number[] {
  return [...new Set(entry.flatMap(({ alternative }) => alternative ?? []))];
}

/** One clause of a case, ready to be evaluated. */
interface Part {
  readonly active: ActiveClause;
  readonly evaluation: Evaluation;
  readonly values: ReportedValues;
}

/**
 * Evaluates the preconditions of every case, since what holds after the body depends on them, and reports if none holds.
 *
 * before → after, for the cases `n > 0` and `n === lowest()`:
 * `let p$h0, p$h1;`
 * `if (!p$s.off) { …; try { p$h0 = (n > 0); } catch (p$x) { … } try { p$h1 = (n === lowest()); } … if (!p$h0 && !p$h1) p$f(0, p$t, n); }`
 */
export function planCases(draft: PlanDraft, entry: readonly ActiveClause[], names: FunctionNames): readonly Code[] {
  const [first] = entry;
  if (!first) return [];
  const groups = alternativesIn(entry).map((index) => entry.filter(({ alternative }) => alternative === index).map((active, at) => partOf(draft, { active, at, reporting: first }, names)));
  const flags = flagsOf(draft, entry);
  const parts = groups.flat();
  const [failure, error] = [made(draft, 't'), caughtName(draft)];
  const isGuarded = parts.some(({ active, evaluation }) => needsGuard(draft.ts, evaluation.expression, guardScope(active, evaluation)));
  const attempts = groups.map((group, index) => {
    const test = code`${flags[index] ?? ''} = ${joinCode(group.map(({ active, evaluation }) => code`(${countedCondition(draft, active, { ...evaluation, isGuarded })})`), ' && ')};`;
    const isTried = group.some(({ active, evaluation }) => !isSafe(draft.ts, evaluation.expression, guardScope(active, evaluation)));
    return isTried ? code`try { ${test} } catch (${error}) { ${failure} = ${error}; }` : test;
  });
  const values = merged(parts);
  const reported = first.isQuiet === true ? [] : code` if (${flags.map((flag) => `!${flag}`).join(' && ')}) ${report(draft, together(first, groups), { values, failure })}`;
  const start = code`let ${joinCode([first.isQuiet === true ? [failure] : code`${failure} = ${thrownBy(draft, first)}`, ...values.declarations], ', ')};`;
  const { enter, begin, leave } = guard(draft, first.clause);
  const check = isGuarded
    ? code`if (${enter}) { ${begin}${start} ${joinCode(attempts, ' ')} ${leave}${reported} }`
    : code`{ ${start} ${joinCode(attempts, ' ')}${reported} }`;
  return [[`let ${flags.join(', ')};`], check];
}

/** A clause, its place in its case, and the clause that all are reported as. */
interface Alternative {
  readonly active: ActiveClause;
  readonly at: number;
  readonly reporting: ActiveClause;
}

function partOf(draft: PlanDraft, { active, at, reporting }: Alternative, names: FunctionNames): Part {
  const evaluation = substitute(draft, active, names);
  const isShown = active.isQuiet !== true && active.semantic !== 'short';
  const scope = { ...evaluation.scope, temporary: `h${active.alternative ?? 0}_${at}_` };
  return { active, evaluation, values: isShown ? reportValues(draft, reporting, { expression: evaluation.expression, scope }) : { declarations: [], temporaries: [], expressions: [], values: [] } };
}

/** The values of all parts, each text once. */
function merged(parts: readonly Part[]): ReportedValues {
  const byText = new Map<string, Code>();
  for (const { values } of parts) values.expressions.forEach((text, index) => byText.has(text) && text !== '' ? undefined : byText.set(text, values.values[index] ?? []));
  return { declarations: parts.flatMap(({ values }) => values.declarations), temporaries: parts.flatMap(({ values }) => values.temporaries), expressions: [...byText.keys()], values: [...byText.values()] };
}

/** All cases as one clause, for the report: where the first stands, with the text of all. */
function together(first: ActiveClause, groups: readonly (readonly Part[])[]): ActiveClause {
  const textOf = ({ active: { clause } }: Part): string => clause.predicate?.text ?? '';
  const caseText = (group: readonly Part[]): string => (group.length === 1 && group[0] ? textOf(group[0]) : group.map((each) => grouped(textOf(each), true)).join(' && '));
  const text = groups.map((group) => grouped(caseText(group), false)).join(' || ');
  const messages = new Set(groups.flatMap((group) => group.flatMap(({ active }) => active.clause.message ?? [])));
  const { message: _, ...rest } = first.clause;
  const clause: Clause = { ...rest, predicate: { ...(first.clause.predicate as Predicate), text }, ...(messages.size > 0 ? { message: [...messages].join('; or ') } : {}) };
  return { ...first, clause };
}

/** A text that can stand beside `&&`, or beside `||`. */
function grouped(text: string, inAnd: boolean): string {
  return /\?|=>|,/.test(text) || (inAnd && text.includes('||')) ? `(${text})` : text;
}

/** Clauses by the declaration that they come from: what one allows to be thrown another may not. */
export function byOrigin(active: readonly ActiveClause[]): readonly (readonly ActiveClause[])[] {
  const groups = new Map<string, ActiveClause[]>();
  for (const each of active) {
    const { origin } = each.clause;
    const key = origin ? `${origin.path} ${origin.from}` : '';
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** Whether a clause is checked on entry, as one of several cases. */
export function isAlternative({ alternative, clause }: ActiveClause): boolean {
  return alternative !== undefined && clauseKinds[clause.kind].moment === 'entry';
}
