/** What a call that reports a clause leads to in a source map. */
import type ts from 'typescript';
import { clauseKinds } from '../clause-kinds.ts';
import type { Clause } from '../contract.ts';
import type { Hole } from '../3-plan/plan.ts';

/** The clause that a call of a name leads to. What blames the caller does not: the frame of the call is in no stack. */
export function mapsTo({ sourceMap, inlineSourceMap }: ts.CompilerOptions, hole: Hole | undefined): Clause | undefined {
  if (sourceMap !== true && inlineSourceMap !== true) return undefined;
  return hole?.hole === 'name' && clauseKinds[hole.map.kind].blame !== 'caller' ? hole.map : undefined;
}
