import { state } from './state.ts';

/**
 * Begins a clause under `audit`, where the checks of the code it calls stay on; false if the clause itself is being evaluated.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function enterClause(id: string): boolean {
  const { clause, clauses } = state;
  if (clause === id || clauses.has(id)) return false;
  if (clause) clauses.add(id);
  else state.clause = id;
  return true;
}

/**
 * Ends {@link enterClause}.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function leaveClause(id: string): void {
  if (state.clause === id) state.clause = '';
  else state.clauses.delete(id);
}
