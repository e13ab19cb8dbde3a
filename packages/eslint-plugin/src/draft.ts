/** Drafts of clauses for code that has none. */
import type { FunctionNode } from '@proviso/compiler';
import { guardsOf, type Code } from './guards.ts';

/** The clause that the first guard of a body amounts to; undefined where there is none that can be a clause. */
export function draftOf(code: Code, owner: FunctionNode): string | undefined {
  return guardsOf(code, owner)[0]?.clause;
}
