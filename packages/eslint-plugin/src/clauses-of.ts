/** The contract that a declaration has already. */
import type { Clause, OwnerNode } from '@proviso/compiler';
import type { Analysis } from './analysis.ts';

/** The clauses of one owner, tags and calls; empty where it has none. */
export function clausesOf({ contracts }: Pick<Analysis, 'contracts'>, owner: OwnerNode): readonly Clause[] {
  return contracts?.file.contracts.find(({ owner: { node } }) => node === owner)?.clauses ?? [];
}
