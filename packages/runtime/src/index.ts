/**
 * Contracts written in code, the error of a violated one, and what happens after a violation.
 *
 * @module
 */
export { assert, decreases, ensures, invariant, old, requires, unchanged, unreachable } from './contract-calls.ts';
export { ContractViolationError } from './contract-violation-error.ts';
export type {
  Blame,
  ClauseKind,
  ViolatedClause,
  Violation,
  ViolationCode,
  ViolationHandler,
  ViolationValue,
} from './contract-violation-error.ts';
export { setViolationHandler, violationCounts } from './policy.ts';
export { exists, forall } from './quantifiers.ts';
