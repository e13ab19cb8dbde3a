/** `@throws`: conditions are taken once on entry; an error on the way out is judged by them. */
import { byOrigin, ifLetIn } from './cases.ts';
import { guard, guarded, guardScope, report, type ActiveClause } from './check-code.ts';
import { countedCondition } from './counting.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { caughtName, code, copy, joinCode, type Code } from './plan.ts';
import { siteOf } from './site.ts';
import { substitute, type FunctionNames } from './substitute.ts';
import { reportValues } from './values.ts';
import { needsGuard } from './expressions.ts';

export interface PlannedThrows {
  /** Takes the conditions, after the preconditions. */
  readonly setup: readonly Code[];
  /** On normal return: an `iff` condition that was true should have thrown. */
  readonly exit: readonly Code[];
  /** The names that `setup` declares. */
  readonly declared: readonly string[];
  readonly catching: boolean;
  /** What to throw in the place of a caught error. */
  readonly judge: (error: string) => Code;
}

/** Plans the `@throws` clauses of one function. Those of each declaration judge on their own: what one allows another may forbid. */
export function planAllThrows(draft: PlanDraft, active: readonly ActiveClause[], names: FunctionNames): PlannedThrows {
  let before = 0;
  const planned = byOrigin(active).map((group) => planThrows(draft, { active: group, before: (before += group.length) - group.length }, names));
  return {
    setup: planned.flatMap(({ setup }) => setup),
    exit: planned.flatMap(({ exit }) => exit),
    declared: planned.flatMap(({ declared }) => declared),
    catching: active.length > 0,
    judge: (error) => planned.reduce<Code>((judged, { judge }) => judge(error, judged), [error]),
  };
}

/** The clauses of one declaration. */
interface Judging extends Omit<PlannedThrows, 'judge'> {
  readonly judge: (error: string, judged: Code) => Code;
}

function planThrows(draft: PlanDraft, { active, before }: { readonly active: readonly ActiveClause[]; readonly before: number }, names: FunctionNames): Judging {
  const setup: Code[] = [];
  const exit: Code[] = [];
  const declared: string[] = [];
  const entries: ((error: string) => Code)[] = [];
  active.forEach((each, index) => {
    const planned = planCondition(draft, each, { names, index: before + index + 1 });
    setup.push(planned.setup);
    declared.push(...planned.declared);
    if (each.clause.iff === true) exit.push(code`if (${planned.condition}) ${planned.violated}`);
    entries.push(planned.entry);
  });
  return {
    setup,
    exit,
    declared,
    catching: active.length > 0,
    judge: (error, judged) => code`${runtime(draft, 'thrown')}(${judged}, [${joinCode(entries.map((entry) => entry(error)), ', ')}])`,
  };
}

interface PlannedCondition {
  readonly condition: string;
  readonly declared: readonly string[];
  readonly setup: Code;
  readonly violated: Code;
  readonly entry: (error: string) => Code;
}

/**
 * Takes one condition on entry.
 *
 * before → after, for ``{RangeError} if `n < 0` ``:
 * `let p$c1; try { p$c1 = (n < 0); } catch (p$x) { p$f(0, p$x, n); }`
 */
function planCondition(draft: PlanDraft, active: ActiveClause, { names, index }: { names: FunctionNames; index: number }): PlannedCondition {
  const { ts } = draft;
  const { clause } = active;
  const condition = made(draft, `c${index}`);
  const evaluation = substitute(draft, active, names);
  const { expression, scope } = evaluation;
  const values = reportValues(draft, active, { expression, scope: { ...scope, temporary: `c${index}v` } });
  const error = caughtName(draft);
  const isGuarded = needsGuard(ts, expression, guardScope(active, evaluation));
  const [attempt, caught] = [code`${condition} = (${countedCondition(draft, active, { expression, isGuarded })});`, code`catch (${error})`];
  const reported = report(draft, active, { values, failure: error });
  const start = code`let ${joinCode([[condition], ...values.declarations], ', ')};`;
  const take = isGuarded
    ? guarded(guard(draft, clause), { attempt, caught, reported })
    : code`try { ${attempt} } ${caught} { ${reported} }`;
  const { callee, number } = siteOf(draft, active, values.expressions);
  const matches = (caught: string): Code => joinCode((clause.errors ?? []).map((each) => code`${caught} instanceof ${copy(each)}`), ' || ');
  return {
    condition,
    declared: [condition, ...values.temporaries],
    setup: code`${start} ${ifLetIn(draft, active, take)}`,
    violated: report(draft, active, { values }),
    entry: (caught) => code`[${callee}, ${number}, [${joinCode(values.values, ', ')}], ${condition}, () => ${matches(caught)}]`,
  };
}
