/** Calls of one of several members of an object. */
import type { Step } from '../recipes/print-sequence.ts';
import type { Member } from '../subject.ts';
import { anyOf, mapped, type Arbitrary } from './arbitrary.ts';
import { callArbitrary, type CallOptions } from './call-arbitrary.ts';
import type { NonFinite } from './arbitrary-of.ts';

/**
 * One call; most take few different values, since what was put in is only asked for where the same values come again.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function stepArbitrary(members: readonly Member[], { registered, isNear }: Pick<CallOptions, 'registered' | 'isNear'>, nonFiniteFor: (member: Member) => NonFinite): Arbitrary<Step> {
  return anyOf(...members.flatMap((member) => ([false, 'few', 'few'] as const).map((edges) => mapped(callArbitrary(member, { registered, edges, isNear, nonFinite: nonFiniteFor(member) }), (args): Step => ({ member, args })))));
}
