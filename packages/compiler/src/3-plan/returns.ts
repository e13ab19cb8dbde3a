/** The ways out of a body, and how they lead to the one place where the exit is checked. */
import type ts from 'typescript';
import { containsAny, offsetsOf } from '../1-read/offsets.ts';
import { made, type PlanDraft } from './draft.ts';
import { keepUnnamed } from './expressions.ts';
import { code, type Code } from './plan.ts';

export interface Returns {
  /** The last statement of the body, if it is a return. */
  readonly last: ts.ReturnStatement | undefined;
  /** All others: they jump out of the labelled block. */
  readonly early: readonly ts.ReturnStatement[];
  /** Some return has a value. */
  readonly hasValue: boolean;
  /** A return inside a `try` can be cancelled, by a jump or an error in a `finally`: its value must then be forgotten. */
  readonly canBeCancelled: boolean;
}

/** Finds the returns in the last statements of a body, `rest`: what stands before may leave as it is. */
export function returnsOf(draft: PlanDraft, body: ts.Block, rest: readonly ts.Statement[]): Returns {
  const { ts } = draft;
  const all: ts.ReturnStatement[] = [];
  const { text } = body.getSourceFile();
  const within = { start: body.pos, end: body.end };
  const offsets = offsetsOf(text, ['return'], within);
  const visit = (node: ts.Node): void => {
    if (!containsAny(offsets, { start: node.pos, end: node.end }) || ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node)) all.push(node);
    else ts.forEachChild(node, visit);
  };
  rest.forEach(visit);
  const end = body.statements.at(-1);
  const last = end && ts.isReturnStatement(end) ? end : undefined;
  const early = all.filter((each) => each !== last);
  const canBeCancelled = offsetsOf(text, ['try', 'using'], within).length > 0 && early.some((each) => each.expression && isInTry(ts, each, body));
  return { last, early, hasValue: all.some(({ expression }) => expression), canBeCancelled };
}

/** Whether a `try`, or a block that disposes of something, stands between a return and its body. */
function isInTry(ts: PlanDraft['ts'], node: ts.Node, body: ts.Block): boolean {
  for (let at = node; at !== body; at = at.parent) if (ts.isTryStatement(at) || (ts.isBlock(at) && disposes(ts, at))) return true;
  return disposes(ts, body);
}

/** Whether a block disposes of something when it is left. */
export function disposes(ts: PlanDraft['ts'], block: ts.Block): boolean {
  return block.statements.some((each) => ts.isVariableStatement(each) && (each.declarationList.flags & ts.NodeFlags.Using) !== 0);
}

export interface Redirection {
  /** How the last return declares the result; absent where it is declared above. */
  readonly declares?: 'const' | 'let' | undefined;
  /** What follows where the result is set: an async generator waits for it there. */
  readonly then: Code;
}

/**
 * Plans what becomes of every return.
 *
 * before → after: `return e;` → `{ p$r = e; break p$b; }`, the last one → `p$r = e;`, or `const p$r = e;` where `declares`
 */
export function redirectReturns(draft: PlanDraft, returns: Returns, { declares, then }: Redirection): void {
  const result = made(draft, 'r');
  const forget = returns.canBeCancelled ? code`${result} = undefined; ` : [];
  for (const each of returns.early) {
    const value = each.expression ? code`${result} = ${keepUnnamed(draft.ts, each.expression)}; ${then}${then.length > 0 ? ' ' : ''}` : forget;
    draft.edits.set(each, { op: 'replace', code: code`{ ${value}break ${made(draft, 'b')}; }` });
  }
  const { last } = returns;
  if (!last) return;
  const start = declares === undefined ? '' : `${declares} `;
  draft.edits.set(last, { op: 'replace', code: last.expression ? code`${start}${result} = ${keepUnnamed(draft.ts, last.expression)};${then.length > 0 ? ' ' : ''}${then}` : forget });
}
