import { state } from './state.ts';

/**
 * Begins a clause under `audit`, where the checks of the code it calls stay on; false if the clause itself is being evaluated.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function enterClause(id: string): boolean {
  return !state.clauses.has(id) && Boolean(state.clauses.add(id));
}

/** Ends {@link enterClause}. */
export function leaveClause(id: string): void {
  state.clauses.delete(id);
}
