/** Phase 2: what is wrong with the contracts of a file, and what of them this version does not check. */
import type ts from 'typescript';
import { clauseKinds, type ClauseKindRow } from '../clause-kinds.ts';
import { looseContract } from '../contract-of-module.ts';
import type { Clause, ContractOwner, FileContracts, Place, TypeScript } from '../contract.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { contractedCallbacks, type Callback } from './callbacks.ts';
import type { Carried } from './carried.ts';
import { unkeptHeirs, type InvariantElsewhere } from './heirs.ts';
import { checkConditions, releaseClauses, type Attached } from './in-place.ts';
import { checkPurity } from './purity.ts';
import { overloadProblems } from './overrides.ts';
import { checkScope } from './scope.ts';
import { checkStrictNames } from './strict-names.ts';
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
  /** By the function that has to keep it: a contract that comes from elsewhere too. */
  readonly inherited: ReadonlyMap<ts.Node, HeirContract>;
  /** What functions and classes must not show since what they override or extend calls it secret, in their own names; absent for a host that does not compile. */
  readonly secrets?: ReadonlyMap<ts.Node, readonly Place[]>;
  /** The parses of all clauses that come from elsewhere. */
  readonly inheritedFiles?: readonly ts.SourceFile[] | undefined;
  /** The invariants of interfaces that classes keep; absent where there are none. */
  readonly invariantsHere?: readonly Carried[];
  /** The invariants of other files that classes inherit, by what they extend; absent where there are none. */
  readonly invariantsElsewhere?: ReadonlyMap<ts.Expression, readonly InvariantElsewhere[]>;
}

/** What a function has to keep, of its own and inherited: cases, of which one has to hold on entry. */
export interface HeirContract {
  readonly owner: ContractOwner;
  readonly cases: readonly ContractCase[];
  /** What parameters and the result carry: it holds whatever the case. */
  readonly always: readonly Clause[];
}

/** Every clause of a function's contract, its own and others, each once. */
function clausesOf({ cases, always }: HeirContract): ReadonlySet<Clause> {
  return new Set([...always, ...cases.flatMap(({ pre, rest }) => [...pre, ...rest])]);
}

/**
 * All clauses that a file has from elsewhere, by what checks them.
 *
 * @pure
 */
export function clausesFromElsewhere({ inherited, invariantsHere = [], callbacks }: CheckedContracts): Carried[] {
  const called = callbacks.map(({ node, caller, contract }): Carried => ({ owner: { ...contract.owner, node, name: caller }, clauses: contract.clauses }));
  return [...inherited.values()].map((heir): Carried => ({ owner: heir.owner, clauses: [...clausesOf(heir)] })).concat(invariantsHere, called)
    .map(({ owner, clauses }) => ({ owner, clauses: clauses.filter(({ origin }) => origin) }));
}

/** What callers may rely on if its preconditions held when they called. */
export interface ContractCase {
  readonly pre: readonly Clause[];
  readonly rest: readonly Clause[];
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
      const problems = [...checkScope(ts, contract.owner, clause), ...checkPurity(ts, clause), ...checkStrictNames(ts, clause)];
      const gap = problems.length === 0 ? unsupported(ts, file, { contract, clause }) : undefined;
      errors.push(...problems);
      if (problems.length === 0 && hasTypedSubject(clause)) typeable.add(clause);
      if (gap) notChecked.push(gap);
      else if (problems.length === 0) sound.add(clause);
    }
  }
  if (file.contracts.some(({ clauses }) => clauses.some(concerns))) notChecked.push(...unkeptHeirs(ts, file));
  const found = contractedCallbacks(ts, file);
  notChecked.push(...found.flatMap(({ problem }) => problem ?? []));
  const callbacks = found.filter(({ problem }) => !problem);
  return { file, errors: inSourceOrder(errors), unsupported: inSourceOrder(notChecked), sound, typeable, callbacks, inherited: new Map() };
}

/** Whether the type of what a clause speaks of is known: of a `value`, what a generator yields and what an alias stands for. */
function hasTypedSubject({ kind }: Clause): boolean {
  const { names, moment, carriedAs }: ClauseKindRow = clauseKinds[kind];
  return !names.includes('value') || moment === 'yield' || carriedAs !== undefined;
}

function inSourceOrder(list: readonly Diagnostic[]): Diagnostic[] {
  return [...list].sort((a, b) => a.span.start - b.span.start);
}

export type { Callback } from './callbacks.ts';
export { checkConditions, releaseClauses, type Attached };
export type { TypedHost } from './in-place.ts';
export { clauseErrors, explained } from './clause-errors.ts';
export { callErrors, lateCalls, withoutCalls } from './contract-calls.ts';
export { declaresHelper } from './helpers-file.ts';
export { checkLate, markUses, type LateChecked } from './late-check.ts';
export { withoutHiddenNames } from './names-for-es5.ts';
export { mayBeCarried, mayNameRefinement, mayRefine, refinedParameters } from './refine.ts';
export { inheritor, type Inheritor, type InheritHost } from './inherit.ts';
