/** TABLE: the built-in build profiles. */
import type { Clause, ContractOwner } from './contract.ts';
import { clauseKinds } from './clause-kinds.ts';

/** What becomes of one clause: nothing, a report, a report and a throw, or a throw that carries only an id. */
export type Semantic = 'ignore' | 'observe' | 'enforce' | 'short';

export interface Profile {
  readonly name: string;
  /** Preconditions of exported functions. */
  readonly exportedRequires: Semantic;
  /** Preconditions of all other functions. */
  readonly internalRequires: Semantic;
  /** Every other clause that is checked at run time. */
  readonly rest: Semantic;
  /** Clauses are checked, their types in place; `off` only parses what it ignores. */
  readonly checksTypes: boolean;
  /** `[audit]` clauses run, and checks nest: code called by a clause is checked too. */
  readonly audit: boolean;
  /** `contracts.json` is written beside the output. */
  readonly sidecar: boolean;
  /** Code counts what becomes of each clause: a run for coverage. No built-in profile does. */
  readonly counts?: boolean;
  readonly meaning: string;
}

const rows = {
  off: {
    name: 'off', exportedRequires: 'ignore', internalRequires: 'ignore', rest: 'ignore', checksTypes: false, audit: false, sidecar: false,
    meaning: 'Nothing is checked; the output is that of plain tsc on the contract-free source.',
  },
  boundary: {
    name: 'boundary', exportedRequires: 'short', internalRequires: 'ignore', rest: 'ignore', checksTypes: true, audit: false, sidecar: true,
    meaning: 'Only preconditions of exported functions, in a short form: the publishing default.',
  },
  observe: {
    name: 'observe', exportedRequires: 'observe', internalRequires: 'observe', rest: 'observe', checksTypes: true, audit: false, sidecar: true,
    meaning: 'Every clause is checked; a violation is reported once per clause and nothing is thrown.',
  },
  enforce: {
    name: 'enforce', exportedRequires: 'enforce', internalRequires: 'enforce', rest: 'enforce', checksTypes: true, audit: false, sidecar: true,
    meaning: 'Every clause is checked; a violation throws: the development and test default.',
  },
  audit: {
    name: 'audit', exportedRequires: 'enforce', internalRequires: 'enforce', rest: 'enforce', checksTypes: true, audit: true, sidecar: true,
    meaning: 'As enforce, with `[audit]` clauses and nested checks: for nightly runs.',
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof rows;

/** The built-in profiles by name. */
export const profiles: Readonly<Record<ProfileName, Profile>> = rows;

/** Whether `name` is a built-in profile. */
export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(rows, name);
}

/**
 * What the profile makes of a clause: fixed by the clause's kind, its label, and whether its owner is exported.
 *
 * @pure
 */
export function semanticOf(clause: Clause, owner: ContractOwner, profile: Profile): Semantic {
  const isForAudit = clause.label === 'audit' || clauseKinds[clause.kind].auditOnly === true;
  if (clause.label === 'axiom' || (isForAudit && !profile.audit)) return 'ignore';
  const semantic = unlabelledSemantic(clause, owner, profile);
  return clause.label === 'always' && semantic === 'ignore' ? 'enforce' : semantic;
}

function unlabelledSemantic(clause: Clause, owner: ContractOwner, profile: Profile): Semantic {
  if (!clauseKinds[clause.kind].guardsCallers) return profile.rest;
  return owner.exported ? profile.exportedRequires : profile.internalRequires;
}
