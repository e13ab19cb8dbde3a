/** Phase 2: what is wrong with the contracts of a file, and what of them this version does not check. */
import { clauseKinds } from '../clause-kinds.ts';
import { looseContract } from '../contract-of-module.ts';
import type { Clause, FileContracts, TypeScript } from '../contract.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { contractedCallbacks, exportedFunctionTypes, type Callback } from './callbacks.ts';
import { heirsInFile } from './heirs.ts';
import { attach, checkConditions, type Attached } from './in-place.ts';
import { checkPurity } from './purity.ts';
import { overloadProblems } from './overrides.ts';
import { checkScope } from './scope.ts';
import { unsupported } from './support.ts';

export interface CheckedContracts {
  readonly file: FileContracts;
  /** Problems found without types. */
  readonly errors: readonly Diagnostic[];
  /** Clauses that are right but not checked, and why. */
  readonly unsupported: readonly Diagnostic[];
  /** The clauses that can be compiled: neither wrong nor unsupported. */
  readonly sound: ReadonlySet<Clause>;
  /** The clauses whose types can be checked: those that are not wrong by themselves, compiled or not. */
  readonly typeable: ReadonlySet<Clause>;
  /** The parameters whose contracts are checked where their function calls them. */
  readonly callbacks: readonly Callback[];
}

/**
 * Checks everything that needs no types, of the clauses that `concerns` selects; the others count as sound.
 *
 * @ensures `result.file === file`
 */
export function check(ts: TypeScript, file: FileContracts, concerns: (clause: Clause) => boolean = () => true): CheckedContracts {
  const errors: Diagnostic[] = [...file.diagnostics, ...overloadProblems(ts, file.contracts)];
  const notChecked: Diagnostic[] = [];
  const sound = new Set<Clause>();
  const typeable = new Set<Clause>();
  for (const contract of [...file.contracts, looseContract(file)]) {
    for (const clause of contract.clauses) {
      if (!concerns(clause)) {
        sound.add(clause);
        continue;
      }
      const problems = [...checkScope(ts, contract.owner, clause), ...checkPurity(ts, clause)];
      const gap = problems.length === 0 ? unsupported(ts, file, { contract, clause }) : undefined;
      errors.push(...problems);
      if (problems.length === 0 && (clauseKinds[clause.kind].moment === 'yield' || !clauseKinds[clause.kind].names.includes('value'))) typeable.add(clause);
      if (gap) notChecked.push(gap);
      else if (problems.length === 0) sound.add(clause);
    }
  }
  if (file.contracts.some(({ clauses }) => clauses.some(concerns))) notChecked.push(...heirsInFile(ts, file));
  const found = contractedCallbacks(ts, file);
  notChecked.push(...found.flatMap(({ problem }) => problem ?? []), ...exportedFunctionTypes(ts, file));
  const callbacks = found.filter(({ problem }) => !problem);
  return { file, errors: inSourceOrder(errors), unsupported: inSourceOrder(notChecked), sound, typeable, callbacks };
}

function inSourceOrder(list: readonly Diagnostic[]): Diagnostic[] {
  return [...list].sort((a, b) => a.span.start - b.span.start);
}

export type { Callback } from './callbacks.ts';
export { attach, checkConditions, type Attached };
export { clauseErrors, explained } from './clause-errors.ts';
export { checkOverrides, type ContractOf } from './overrides.ts';
export { contractedTypes, heirsIn, type ContractedType } from './heirs.ts';
