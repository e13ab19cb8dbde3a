/** Clauses of one contract that cannot hold together. */
import { clauseKinds, type Clause } from '@proviso/compiler';
import type { ClauseCondition } from './clause-conditions.ts';
import { neverHold, termsOf, type Condition, type Effort } from './decide.ts';
import { isPrimitive } from './kinds.ts';
import { createWitness, type FindsWitness } from './witness.ts';

export interface Contradiction {
  readonly clause: Clause;
  /** The earlier clauses that it contradicts; none if it is never true by itself. */
  readonly others: readonly Clause[];
}

/** The contradictions among the clauses of one owner, each reported at the last clause of it. */
export function contradictionsOf(conditions: readonly ClauseCondition[]): Contradiction[] {
  const found: Contradiction[] = [];
  const held: ClauseCondition[] = [];
  const search: Search = { hasWitness: createWitness(), left: mostCompared, effort: { left: mostEvaluated } };
  for (const condition of conditions) {
    if (neverHold([condition], { effort: search.effort })) {
      found.push({ clause: condition.clause, others: [] });
      continue;
    }
    const others = conflictOf(search, condition, held.flatMap((earlier) => seenFrom(condition, earlier) ?? []));
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

/** How many conditions are compared for one owner at most, each as often as it is; how many are taken together. */
const mostCompared = 6_000;
const mostTogether = 24;

/** How many conditions are evaluated for that at most: about a second of work where they are long. */
const mostEvaluated = 150_000;

interface Search {
  readonly hasWitness: FindsWitness;
  /** How many conditions may still be compared. */
  left: number;
  readonly effort: Effort;
}

/** The earlier conditions that a condition contradicts. Nothing is looked for where values are known for which all hold. */
function conflictOf(search: Search, condition: ClauseCondition, earlier: readonly ClauseCondition[]): readonly ClauseCondition[] | undefined {
  return search.hasWitness(earlier, condition) ? undefined : smallestConflict(search, condition, aboutSameTerms(condition, earlier));
}

/** The fewest of the earlier conditions that contradict a condition: one, or all that are about the same terms, less what is not needed. */
function smallestConflict(search: Search, condition: ClauseCondition, earlier: readonly ClauseCondition[]): readonly ClauseCondition[] | undefined {
  const isConflict = (some: readonly ClauseCondition[], refuting: Set<Condition> = new Set()): boolean => {
    search.left -= some.length + 1;
    return search.left >= 0 && some.length > 0 && neverHold([...some, condition], { effort: search.effort, refuting });
  };
  const single = earlier.find((each) => isConflict([each]));
  if (single) return [single];
  const refuting = new Set<Condition>();
  if (earlier.length < 2 || earlier.length > mostTogether || !isConflict(earlier, refuting)) return undefined;
  const needed = earlier.filter((each) => refuting.has(each));
  let rest = needed.length < earlier.length && isConflict(needed) ? needed : earlier;
  for (const each of rest) {
    const without = rest.filter((other) => other !== each);
    if (isConflict(without)) rest = without;
  }
  return rest;
}

/** The conditions that share a term with a condition, or with one that does, in their order. */
function aboutSameTerms(condition: ClauseCondition, earlier: readonly ClauseCondition[]): readonly ClauseCondition[] {
  const byTerm = new Map<string, ClauseCondition[]>();
  for (const each of earlier) {
    for (const term of termsOf(each).keys()) {
      const about = byTerm.get(term) ?? [];
      about.push(each);
      byTerm.set(term, about);
    }
  }
  const known = new Set(termsOf(condition).keys());
  const found = new Set<ClauseCondition>();
  // A set that grows while it is gone through.
  for (const term of known) {
    for (const each of byTerm.get(term) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      for (const other of termsOf(each).keys()) known.add(other);
    }
  }
  return earlier.filter((each) => found.has(each));
}
