/** Which violations count while calls overlap: a promise about state need not outlive another call. */
import type { ContractViolationError } from '@proviso/runtime';
import { state } from '@proviso/runtime/check';
import { isAtEntry } from '../running/invoke.ts';

/** What a violation means for calls that overlap. */
export type Judgement =
  /** A promise that holds whatever runs besides. */
  | 'broken'
  /** The call itself is not allowed, or a callback that was made up is not as it should be: it proves nothing. */
  | 'not allowed'
  /** Another call may have undone what is promised. */
  | 'not judged';

/**
 * Judges a violation while it is being reported.
 *
 * @noContract it looks at a stack
 */
export function judgementOf(violation: ContractViolationError, lasting: ReadonlySet<string>): Judgement {
  const { kind, blame, clause } = violation;
  if (kind === 'requires') return isAtEntry(violation) ? 'not allowed' : 'broken';
  if (blame.party === 'caller') return 'not allowed';
  // Loop invariants have this kind too, and no phase.
  if (kind === 'invariant') return state.phase === '' ? 'not judged' : 'broken';
  return lasting.has(clause.id) ? 'broken' : 'not judged';
}
