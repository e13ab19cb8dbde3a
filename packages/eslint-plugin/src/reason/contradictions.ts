/** Clauses of one contract that cannot hold together. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import type { ClauseCondition } from './clause-conditions.ts';
import { neverHold, termsOf } from './decide.ts';
import { isPrimitive } from './kinds.ts';

export interface Contradiction {
  readonly clause: Clause;
  /** The earlier clauses that it contradicts; none if it is never true by itself. */
  readonly others: readonly Clause[];
}

/** The contradictions among the clauses of one owner, each reported at the last clause of it. */
export function contradictionsOf(conditions: readonly ClauseCondition[]): Contradiction[] {
  const found: Contradiction[] = [];
  const held: ClauseCondition[] = [];
  for (const condition of conditions) {
    if (neverHold([condition])) {
      found.push({ clause: condition.clause, others: [] });
      continue;
    }
    const others = smallestConflict(condition, held.flatMap((earlier) => seenFrom(condition, earlier) ?? []));
    if (others) found.push({ clause: condition.clause, others: others.map(({ clause }) => clause) });
    else held.push(condition);
  }
  return found;
}

/** The moments at which all clauses of a kind are looked at, and have to hold together. */
const together: ReadonlySet<string> = new Set(['entry', 'exit', 'visible', 'yield']);

/** An earlier clause as it counts when a later one is looked at; undefined if the two need not hold together. */
function seenFrom({ clause }: ClauseCondition, earlier: ClauseCondition): ClauseCondition | undefined {
  const [now, then] = [clauseKinds[clause.kind].moment, clauseKinds[earlier.clause.kind].moment];
  if (now === then) return together.has(now) ? earlier : undefined;
  // Objects may have changed since the call began; numbers have not.
  return now === 'exit' && then === 'entry' && [...termsOf(earlier).values()].every(isPrimitive) ? atEntry(earlier) : undefined;
}

const entries = new WeakMap<ClauseCondition, ClauseCondition>();

/** A condition as what was looked at on entry: the same object each time, so that what is found out of it is kept. */
function atEntry(condition: ClauseCondition): ClauseCondition {
  const known = entries.get(condition) ?? { ...condition, wasEarlier: true };
  entries.set(condition, known);
  return known;
}

/** The fewest of the earlier conditions that contradict a condition: one, or all that are about the same terms, less what is not needed. */
function smallestConflict(condition: ClauseCondition, earlier: readonly ClauseCondition[]): readonly ClauseCondition[] | undefined {
  const isConflict = (some: readonly ClauseCondition[]): boolean => some.length > 0 && neverHold([...some, condition]);
  let rest = aboutSameTerms(condition, earlier);
  const single = rest.find((each) => isConflict([each]));
  if (single) return [single];
  if (rest.length < 2 || !isConflict(rest)) return undefined;
  for (const each of rest) {
    const without = rest.filter((other) => other !== each);
    if (isConflict(without)) rest = without;
  }
  return rest;
}

/** The conditions that share a term with a condition, or with one that does. */
function aboutSameTerms(condition: ClauseCondition, earlier: readonly ClauseCondition[]): readonly ClauseCondition[] {
  const known = new Set(termsOf(condition).keys());
  let found: readonly ClauseCondition[] = [];
  for (;;) {
    const next = earlier.filter((each) => [...termsOf(each).keys()].some((term) => known.has(term)));
    if (next.length === found.length) return found;
    found = next;
    for (const each of next) for (const term of termsOf(each).keys()) known.add(term);
  }
}
