import type { FailedClause } from './clause.ts';
import type { ViolationHandler } from './contract-violation-error.ts';

/** What all copies and versions of this package share in one realm; fields may be added, never changed. */
export interface State {
  /** 1 while a guarded clause is evaluated or a violation is reported: contract checks are off. */
  off: number;
  /** The id of a clause being evaluated under `audit`; empty where there is none. */
  clause: string;
  /** Those of further clauses, which that one leads to. */
  readonly clauses: Set<string>;
  /** Objects inside a public method, or under construction, in the current synchronous segment. */
  readonly busy: unknown[];
  /** Prototypes of the objects whose base class is being constructed: they are not complete. */
  readonly pending: unknown[];
  /** Why a class invariant is being checked: `entry`, `exit`, `construction`; empty outside such a check. */
  phase: string;
  /** The object whose invariant is being checked. */
  checked?: unknown;
  /** How often each observed clause was violated. */
  readonly counts: Map<string, number>;
  handler?: ViolationHandler | undefined;
  /** Sees each failed clause before its violation is made, which takes long; what it throws is thrown instead. For tools that try inputs. */
  sift?: ((failed: FailedClause) => void) | undefined;
  /** The warning about an `ensures` that was not compiled was given. */
  warned?: boolean;
}

/** The state of this realm, created by the copy that is loaded first. */
export const state: State = /* @__PURE__ */ shared();

function shared(): State {
  const key = Symbol.for('@proviso/runtime');
  const created: State = { off: 0, clause: '', clauses: new Set(), busy: [], pending: [], phase: '', counts: new Map() };
  const found = (globalThis as { [key]?: State })[key];
  // Reflect.set, because a frozen global object must not break the program.
  if (!found) Reflect.set(globalThis, key, created);
  return found ?? created;
}
