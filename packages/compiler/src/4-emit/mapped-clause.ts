/** What a call that reports a clause leads to in a source map. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause } from '../contract.ts';
import type { Hole } from '../3-plan/plan.ts';

/** Whether a source map is written. */
export function writesMap({ sourceMap, inlineSourceMap }: ts.CompilerOptions): boolean {
  return sourceMap === true || inlineSourceMap === true;
}

/** The clause that a call of a name leads to. What blames the caller does not: the frame of the call is in no stack. */
export function mapsTo(options: ts.CompilerOptions, hole: Hole | undefined): Clause | undefined {
  if (!writesMap(options)) return undefined;
  return hole?.hole === 'name' && clauseKinds[hole.map.kind].blame !== 'caller' ? hole.map : undefined;
}
