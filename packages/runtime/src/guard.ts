import { state } from './state.ts';

/** Turns checks off while a guarded clause is evaluated; false if they are off already, and then nothing changes. */
export function enter(): boolean {
  if (state.depth > 0) return false;
  state.depth = 1;
  return true;
}

/** Turns checks on again; to be called in `finally`, only after {@link enter} gave true. */
export function leave(): void {
  state.depth = 0;
}

/** As {@link enter} for one clause under `audit`: the other clauses stay on. */
export function enterClause(id: string): boolean {
  return !state.clauses.has(id) && Boolean(state.clauses.add(id));
}

/** Ends {@link enterClause}. */
export function leaveClause(id: string): void {
  state.clauses.delete(id);
}
