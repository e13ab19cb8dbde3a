/** Calls of one of several members of an object. */
import * as fc from 'fast-check';
import type { Step } from '../recipes/print-sequence.ts';
import type { Member } from '../subject.ts';
import { callArbitrary, type CallOptions } from './call-arbitrary.ts';
import type { NonFinite } from './arbitrary-of.ts';

/**
 * One call; most take few different values, since what was put in is only asked for where the same values come again.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function stepArbitrary(members: readonly Member[], { registered, isNear }: Pick<CallOptions, 'registered' | 'isNear'>, nonFiniteFor: (member: Member) => NonFinite): fc.Arbitrary<Step> {
  return fc.oneof(...members.flatMap((member) => ([false, 'few', 'few'] as const).map((edges) => callArbitrary(member, { registered, edges, isNear, nonFinite: nonFiniteFor(member) }).map((args): Step => ({ member, args })))));
}
