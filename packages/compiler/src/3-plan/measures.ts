/** Termination measures: what a loop or a recursive function has to make smaller, compared with the iteration or activation before. */
import type ts from 'typescript';
import { unfold } from '../1-read/comments.ts';
import { clauseKinds } from '../clause-kinds.ts';
import { checkCode, guardScope, type ActiveClause } from './check-code.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { needsGuard } from './expressions.ts';
import { code, copy, keepAll, type Code } from './plan.ts';
import { substitute, type FunctionNames } from './substitute.ts';

/** Whether a clause is measured, not judged. */
export function isMeasure({ clause }: ActiveClause): boolean {
  return clauseKinds[clause.kind].content === 'measure';
}

/** The names that hold a measure: the one of this time, and the one of the time before. */
interface MeasureNames {
  readonly current: string;
  readonly before: string;
}

/** The check of one measure: takes it, and compares it with the one before. */
function measureCode(draft: PlanDraft, active: ActiveClause, { names, measured }: { names: FunctionNames; measured: MeasureNames }): Code {
  const evaluation = substitute(draft, active, names);
  const { current, before } = measured;
  const isEntered = draft.profile.audit && needsGuard(draft.ts, evaluation.expression, guardScope(active, evaluation));
  const test = code`${runtime(draft, 'smaller')}(${before}, ${current} = (${copy(evaluation.expression)})${isEntered ? ', true' : ''})`;
  const extra = [{ text: unfold(evaluation.expression.getText()), name: current }, { text: 'the one before', name: before }];
  return checkCode(draft, active, { ...evaluation, code: test, scope: { ...evaluation.scope, extra } });
}

/**
 * Plans the measures of one loop. They are compared with those of the iteration before, which a block around the loop holds.
 *
 * before → after: `for (…) { decreases(n); … }` → `{ let p$m1, p$q1; for (…) { p$q1 = p$m1; if (!(p$smaller(p$q1, p$m1 = (n)))) …; … } }`
 */
export function loopMeasure(draft: PlanDraft, active: ActiveClause, names: FunctionNames): Code {
  const { ts } = draft;
  const { statement } = active.clause;
  const loop = statement && outermost(ts, statement.parent.parent);
  if (!loop) throw new Error('A measure of a loop stands in no loop.');
  const number = String(draft.measures.count++);
  const measured = { current: made(draft, `m${number}`), before: made(draft, `q${number}`) };
  const known = draft.edits.get(loop);
  const inner = known?.op === 'replace' ? known.code : [keepAll([loop])];
  draft.edits.set(loop, { op: 'replace', code: code`{\nlet ${measured.current}, ${measured.before};\n${inner}\n}` });
  return code`${measured.before} = ${measured.current};\n${measureCode(draft, active, { names, measured })}`;
}

/** A loop with the labels before it. */
function outermost(ts: PlanDraft['ts'], loop: ts.Node): ts.Node {
  let node = loop;
  while (ts.isLabeledStatement(node.parent)) node = node.parent;
  return node;
}

/**
 * Puts the measures of a function around its body. The variable at the end of the file holds the measure of the activation that is
 * running; an activation inside of it, however it came about, is compared with it.
 *
 * before → after: `body` → `const p$q1 = p$m1; try { if (!(p$smaller(p$q1, p$m1 = (n)))) …; body } finally { p$m1 = p$q1; }`
 */
export function measuredBody(draft: PlanDraft, { active, names, core }: { active: readonly ActiveClause[]; names: FunctionNames; core: Code }): Code {
  return active.reduceRight((inner: Code, each) => {
    const number = String(draft.measures.count++);
    const measured = { current: made(draft, `m${number}`), before: made(draft, `q${number}`) };
    draft.measures.variables.push(measured.current);
    const check = measureCode(draft, each, { names, measured });
    return code`const ${measured.before} = ${measured.current};\ntry {\n${check}\n${inner}\n} finally {\n${measured.current} = ${measured.before};\n}`;
  }, core);
}

/** The variables that hold the measures of running activations: hoisted, so that nothing happens when the module is loaded. */
export function measureVariables({ measures }: PlanDraft): Code[] {
  return measures.variables.length === 0 ? [] : [code`var ${measures.variables.join(', ')};`];
}
