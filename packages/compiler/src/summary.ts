/** Counts what a build makes of the clauses of its files. */
import { clausesFromElsewhere, type CheckedContracts } from './2-check/index.ts';
import { looseContract } from './contract-of-module.ts';
import { clauseKinds } from './clause-kinds.ts';
import type { Contract, OwnerRole } from './contract.ts';
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
    const { sound, unsupported } = checked;
    counts.unsupported += unsupported.length;
    for (const { owner, clauses } of checkedHere(checked)) {
      for (const clause of clauses) {
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

/** What is checked in a file: what it declares, what its classes inherit, and what callbacks demand and promise where they are called. */
function checkedHere(checked: CheckedContracts): Pick<Contract, 'owner' | 'clauses'>[] {
  const { file, callbacks } = checked;
  const own = file.contracts.filter(({ owner }) => !isCheckedByOthers(owner.role));
  const called = callbacks.filter(({ calls }) => calls.length > 0).map(({ contract }) => contract);
  return [...own, ...clausesFromElsewhere({ ...checked, callbacks: [] }), ...called, looseContract(file)];
}

function isCheckedByOthers(role: OwnerRole): boolean {
  return role === 'signature' || role === 'interface';
}
