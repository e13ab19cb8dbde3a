/** The text between the nodes that an edit keeps: new code stands in the place of its first token, its other tokens go, trivia stays. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { triviaEnd, type Range } from './edit-tree.ts';

/** A stretch of a gap: trivia that stays, or a token or a node that goes. */
export interface GapPart extends Range {
  readonly isKept: boolean;
}

/** The parts of a gap. `gone` are the nodes in it, whole, in order. */
export function partsOf(text: string, { start, end }: Range, gone: readonly Range[]): GapPart[] {
  const parts: GapPart[] = [];
  let at = start;
  const addUntil = (until: number): void => {
    while (at < until) {
      const start = at;
      const trivia = triviaEnd(text, at);
      if (trivia === at) do at++; while (at < until && triviaEnd(text, at) === at);
      else at = Math.min(trivia, until);
      parts.push({ start, end: at, isKept: trivia > start });
    }
  };
  for (const each of gone) {
    if (each.start < at || each.end > end) continue;
    addUntil(each.start);
    parts.push({ ...each, isKept: false });
    at = each.end;
  }
  addUntil(end);
  return parts;
}

/** Whether a stretch holds no token. */
export function isTrivia(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const next = triviaEnd(text, at);
    if (next === at) return false;
    at = next;
  }
  return true;
}

/** The nodes inside `target` that hold nothing of what is kept, in the order of the text. */
export function nodesBetween(ts: TypeScript, target: ts.Node, kept: ReadonlyMap<ts.Node, unknown>): Range[] {
  const found: Range[] = [];
  const around = new Set<ts.Node>();
  for (const node of kept.keys()) for (let at = node; at !== target && !around.has(at); at = at.parent) around.add(at);
  const visit = (node: ts.Node): void => {
    if (kept.has(node)) return;
    if (around.has(node)) ts.forEachChild(node, visit);
    else if (node.end > node.pos) found.push({ start: node.getStart(), end: node.end });
  };
  if (kept.has(target)) return found;
  if (kept.size === 0 && !ts.isBlock(target)) return [{ start: target.getStart(), end: target.end }];
  ts.forEachChild(target, visit);
  return found;
}
