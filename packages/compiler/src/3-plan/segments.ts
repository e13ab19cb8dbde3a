/** What becomes of the places where a function suspends itself: yielded values are checked, and an object is not busy meanwhile. */
import type ts from 'typescript';
import { isAsync } from '../1-read/syntax.ts';
import type { FunctionNode } from '../contract.ts';
import { made, runtime, type PlanDraft } from './draft.ts';
import { keepUnnamed } from './expressions.ts';
import { code, keep, type Code } from './plan.ts';
import { planSegmentStarts } from './segment-starts.ts';
import { suspensionsOf } from '../2-check/suspension.ts';

/** What is to happen at a function's suspensions. */
export interface Suspending {
  readonly node: FunctionNode;
  /** Yielded values are checked. */
  readonly checksYields: boolean;
  /** The object is not busy while the function is suspended: the function keeps an invariant. */
  readonly segmented: boolean;
}

/**
 * Plans what becomes of every place where a function suspends itself.
 *
 * before → after, where yielded values are checked: `yield e` → `yield p$y(e)`, `yield* e` → `yield* p$relay(e, p$y)`;
 * where an invariant is kept: `await e` → `p$in(await p$out(e))`, `yield e` → `p$in(yield p$out(e))`,
 * `yield* e` → `p$in(yield* p$relay(e, undefined, [p$in, p$out]))`
 */
export function planSuspensions(draft: PlanDraft, suspending: Suspending): void {
  const { ts } = draft;
  const { node, segmented, checksYields } = suspending;
  if (!node.body || !(segmented || checksYields)) return;
  const suspensions = suspensionsOf(ts, node.body);
  for (const each of suspensions) {
    if (ts.isYieldExpression(each)) draft.edits.set(each, { op: 'replace', code: yieldCode(draft, each, suspending) });
    else if (segmented && ts.isAwaitExpression(each) && each !== node.body) draft.edits.set(each, { op: 'replace', code: awaitCode(draft, each) });
  }
  if (segmented) planSegmentStarts(draft, node.body, suspensions);
}

/** `await e` where an invariant is kept. */
export function awaitCode(draft: PlanDraft, node: ts.AwaitExpression): Code {
  return between(draft, 'await', [keep(node.expression)]);
}

/** Leaves the segment, suspends, and begins the next one. */
export function between(draft: PlanDraft, keyword: 'await' | 'yield', value: Code): Code {
  return code`${made(draft, 'in')}(${keyword} ${made(draft, 'out')}(${value}))`;
}

function yieldCode(draft: PlanDraft, node: ts.YieldExpression, suspending: Suspending): Code {
  const { expression } = node;
  const { segmented, checksYields } = suspending;
  const check = checksYields ? made(draft, 'y') : 'undefined';
  if (expression && node.asteriskToken) {
    const relay = runtime(draft, isAsync(draft.ts, suspending.node) ? 'relayAsync' : 'relay');
    const [into, out] = [made(draft, 'in'), made(draft, 'out')];
    const delegated = code`yield* ${relay}(${keep(expression)}, ${check}${segmented ? `, [${into}, ${out}]` : ''})`;
    return segmented ? code`${into}(${delegated})` : delegated;
  }
  const value = checksYields ? code`${check}(${checkedValue(draft, node, suspending)})` : expression ? [keep(expression)] : ['undefined'];
  return segmented ? between(draft, 'yield', value) : code`yield ${value}`;
}

/** An async generator yields what a promise becomes: it is awaited before the check, and only where it is one, so that nothing else takes longer. */
function checkedValue(draft: PlanDraft, { expression }: ts.YieldExpression, { node, segmented }: Suspending): Code {
  if (!expression) return ['undefined'];
  if (!isAsync(draft.ts, node)) return [keep(expression)];
  const early = made(draft, 'u');
  const awaited = segmented ? between(draft, 'await', [early]) : code`await ${early}`;
  return code`${runtime(draft, 'thenable')}(${early} = ${keepUnnamed(draft.ts, expression)}) ? ${awaited} : ${early}`;
}
