import type { Values } from './clause.ts';
import { hide, isViolation } from './contract-violation-error.ts';

/** One `@throws` clause: its condition as it was on entry, and whether an error is one of those it speaks of. */
export type ThrowsEntry = readonly [
  /** The function of the compiled file through which its clauses report. */
  report: (clause: number, caught: unknown, ...values: Values) => void,
  /** The number of the clause in its file. */
  clause: number,
  values: Values,
  condition: boolean | undefined,
  matches: () => boolean,
];

/**
 * Gives what is to be thrown where a body with `@throws` clauses threw `error`: that error, unless clauses match it
 * and the condition of each was false; then the violation that the first reports, with the error as `cause`.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function thrown(error: unknown, entries: readonly ThrowsEntry[]): unknown {
  if (isViolation(error)) return error;
  const matching = entries.filter(matches);
  const first = matching[0];
  if (!first || matching.some(([, , , condition]) => condition !== false)) return error;
  const [report, clause, values] = first;
  try {
    report(clause, report, ...values);
  } catch (violation) {
    if (isViolation(violation)) hide(violation, 'cause', error);
    return violation;
  }
  return error;
}

function matches([, , , , matches]: ThrowsEntry): boolean {
  try {
    return matches();
  } catch {
    return false;
  }
}
