/** What holds where a fact does not. */
import type { Comparison, Fact } from '../fact.ts';

const opposite: Readonly<Record<Comparison, Comparison>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '!==': '===' };

/**
 * The opposite of a fact; nothing where inputs could not be made to fit it.
 *
 * @pure
 */
export function negated(fact: Fact): Fact[] {
  if (fact.fact === 'compare') return [{ ...fact, op: opposite[fact.op] }];
  if (fact.fact === 'typeof') return [{ ...fact, not: !fact.not }];
  return [];
}
