/** What a clause states; `code` is derived from it. */
export type ClauseKind =
  | 'requires'
  | 'ensures'
  | 'invariant'
  | 'assert'
  | 'unreachable'
  | 'throws'
  | 'yields'
  | 'decreases'
  | 'modifies';

/** `ERR_CONTRACT_REQUIRES` and so on. */
export type ViolationCode = `ERR_CONTRACT_${Uppercase<ClauseKind>}`;

/** Who is to mend a violation; `reason` is one clause of English for people. */
export interface Blame {
  readonly party: 'caller' | 'callee' | 'environment' | 'contract';
  readonly reason: string;
}

/** The clause that was violated; a text that is not known at run time is empty. */
export interface ViolatedClause {
  /** Its key in `contracts.json`. */
  readonly id: string;
  readonly source: string;
  readonly message?: string;
  readonly label?: string;
  /** `path:line:column`. */
  readonly location: string;
  /** The owner that declares the clause, where the subject inherits it: `Base.m`. */
  readonly inheritedFrom?: string;
}

/** An expression of the clause with the value it had while the clause was evaluated. */
export interface ViolationValue {
  readonly expression: string;
  /** The value itself, or one of the strings `[redacted]` and `not evaluated`. */
  readonly value: unknown;
}

/** Everything known of a violation, as data. */
export interface Violation {
  readonly code: ViolationCode;
  readonly kind: ClauseKind;
  readonly clause: ViolatedClause;
  /** The function or class that has the contract; empty where the compiler did not run, and under `boundary`, which carries no names. */
  readonly subject: string;
  readonly blame: Blame;
  readonly values: readonly ViolationValue[];
  /** Whether the clause was false, or evaluating it threw; then `cause` is the error. */
  readonly detection: 'predicate-false' | 'predicate-threw';
  /** The profile the code was compiled with, or `uncompiled`. */
  readonly profile: string;
}

/** Decides what happens after a violation under `enforce`; under `observe` its answer is not used. */
export type ViolationHandler = (violation: ContractViolationError) => 'throw' | 'continue';

const brand: symbol = /* @__PURE__ */ Symbol.for('@proviso/runtime/violation');

/**
 * A contract that did not hold. `instanceof` also recognises errors of other copies of this package. `values` is not
 * enumerable, so that loggers show the bounded previews of the message and not whole objects.
 */
export class ContractViolationError extends Error implements Violation {
  declare readonly code: ViolationCode;
  declare readonly kind: ClauseKind;
  declare readonly clause: ViolatedClause;
  declare readonly subject: string;
  declare readonly blame: Blame;
  declare readonly values: readonly ViolationValue[];
  declare readonly detection: 'predicate-false' | 'predicate-threw';
  declare readonly profile: string;
  override name = 'ContractViolationError';

  /**
   * @noContract it keeps whatever is reported
   */
  constructor(message: string, { values, ...violation }: Violation, options?: { readonly cause?: unknown }) {
    super(message, options);
    Object.assign(this, violation);
    hide(this, 'values', values);
    hide(this, brand, true);
  }

  /**
   * @pure
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === ContractViolationError ? isViolation(value) : super[Symbol.hasInstance](value);
  }
}

/** Whether any copy of this package made `value`; never throws. */
export function isViolation(value: unknown): value is ContractViolationError {
  try {
    return (value as { [brand]?: unknown })[brand] === true;
  } catch {
    return false;
  }
}

/** Defines a property that is not enumerable, as `Error` does with `cause`. */
export function hide(error: Error, key: PropertyKey, value: unknown): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true });
}
