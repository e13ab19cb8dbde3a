/**
 * What compiled code calls. The compiler emits these calls; code written by hand uses the main entry.
 *
 * @module
 */
export { begin, close, closeThrown, end, invariant, open, settle } from './class-invariant.ts';
export { redacted, skipped, unset } from './clause.ts';
export type { ClauseSpec, Failure, Values } from './clause.ts';
export { fail, observe, short } from './fail.ts';
export { enter, enterClause, leave, leaveClause } from './guard.ts';
export { exists, forall } from './quantifiers.ts';
export { thrown } from './thrown.ts';
export type { ThrowsEntry } from './thrown.ts';
export { raise, same, thenable } from './values.ts';
