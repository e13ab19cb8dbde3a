import type { ViolationHandler } from './contract-violation-error.ts';
import { state } from './state.ts';

/**
 * Sets what decides about violations, for all copies of this package; `undefined` restores the default, to throw.
 * Under `enforce` it is asked about every violation. Under `observe` it is told of the first of each clause, in place
 * of a console warning. While it runs, contract checks are off. An error it throws takes the place of the violation
 * under `enforce` and is dropped under `observe`. Returns the handler that was set before.
 *
 * @ensures `state.handler === handler && result === old(state.handler)`
 */
export function setViolationHandler(handler: ViolationHandler | undefined): ViolationHandler | undefined {
  const previous = state.handler;
  state.handler = handler;
  return previous;
}

/** How often each clause was violated under `observe`, by clause id, up to now. */
export function violationCounts(): ReadonlyMap<string, number> {
  return new Map(state.counts);
}
