/**
 * What compiled code calls. The compiler emits these calls; code written by hand uses the main entry.
 *
 * @module
 */
export { begin, close, closeThrown, construct, constructed, during, end, invariant, keep, open, pause, resume, settle } from './class-invariant.ts';
export { redacted, skipped } from './clause.ts';
export type { Reporter, Values } from './clause.ts';
export { count } from './count.ts';
export { disposing } from './disposing.ts';
export { fail as p$fail, fail, observe as p$observe, observe, short as p$, short } from './fail.ts';
export { frame, written } from './frame.ts';
export type { Frame, FramedObject } from './frame.ts';
export { enterClause, leaveClause } from './guard.ts';
export { exists, forall } from './quantifiers.ts';
export { relay, relayAsync } from './relay.ts';
export type { Segment } from './relay.ts';
export { state as p$s, state } from './state.ts';
export type { State } from './state.ts';
export { thrown } from './thrown.ts';
export type { ThrowsEntry } from './thrown.ts';
export { raise, same, smaller, thenable } from './values.ts';
