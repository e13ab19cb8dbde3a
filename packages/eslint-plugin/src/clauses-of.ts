/** The clauses of a declaration, in whatever file it is. */
import type { Clause } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';

/** The tags and calls of one owner, also of another file of the program and also those that are wrong; empty where it has none. */
export function clausesOf({ contractOf }: Pick<Analysis, 'contractOf'>, owner: ts.Node): readonly Clause[] {
  return contractOf(owner)?.clauses ?? [];
}
