/** Counts what a build makes of the clauses of its files. */
import { clausesFromElsewhere, type CheckedContracts } from './2-check/index.ts';
import { looseContract } from './contract-of-module.ts';
import { clauseKinds } from './clause-kinds.ts';
import type { OwnerRole } from './contract.ts';
import { semanticOf, type Profile } from './profile.ts';

export interface ClauseCounts {
  readonly enforced: number;
  readonly observed: number;
  readonly ignored: number;
  readonly unsupported: number;
}

/**
 * Counts the clauses of some files under a profile. `unsupported` are those that no profile would check yet.
 *
 * @ensures `Object.values(result).every((count) => count >= 0)`
 */
export function countClauses(files: readonly CheckedContracts[], profile: Profile): ClauseCounts {
  const counts = { enforced: 0, observed: 0, ignored: 0, unsupported: 0 };
  for (const checked of files) {
    const { file, sound, unsupported } = checked;
    counts.unsupported += unsupported.length;
    const heirs = clausesFromElsewhere({ ...checked, callbacks: [] });
    for (const { owner, clauses } of [...file.contracts, ...heirs, looseContract(file)]) {
      for (const clause of isElsewhere(owner.role) ? [] : clauses) {
        if (!sound.has(clause) || clauseKinds[clause.kind].moment === 'never') continue;
        const semantic = clauseKinds[clause.kind].permanent === true ? 'enforce' : semanticOf(clause, owner, profile);
        if (semantic === 'ignore') counts.ignored++;
        else if (semantic === 'observe') counts.observed++;
        else counts.enforced++;
      }
    }
  }
  return counts;
}

/** Clauses of these are checked by others: they are counted there. */
function isElsewhere(role: OwnerRole): boolean {
  return role === 'signature' || role === 'interface';
}
