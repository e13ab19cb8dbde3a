import type { Reporter } from './clause.ts';
import { isViolation } from './contract-violation-error.ts';
import { failedClause } from './failed-clause.ts';
import { enforce, isMuted, record } from './report.ts';
import { state } from './state.ts';

/**
 * Reports a failed clause under `enforce`; returns only where checks are off or the handler says `continue`. The function of the compiled
 * file gives itself, its arguments and the table of its clauses. Called with nothing, it throws itself, to the `catch` behind the clause.
 * That somebody changed an object from outside is no fault of the clause that came upon it, so that violation goes on as it is.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 * @noContract called by compiled code alone, as part of a check
 */
export function fail(report: Reporter, given: ArrayLike<unknown>, table: string): void {
  throwIfEmpty(report, given);
  const { 1: caught } = given;
  if (isViolation(caught) && caught.blame.party === 'environment') throw caught;
  if (!isMuted(caught) && !isOfPrototype()) enforce(failedClause({ report, given, table }));
}

/**
 * Reports a failed clause under `observe`: the first violation of an id is told, later ones are counted.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function observe(report: Reporter, given: ArrayLike<unknown>, table: string): void {
  throwIfEmpty(report, given);
  if (!isMuted(given[1]) && !isOfPrototype()) record(failedClause({ report, given, table }));
}

/**
 * Reports a failed precondition under `boundary`, by its id alone: not even the name of its function is known. What was caught is this function
 * itself where the clause was false; it is left out where the clause cannot throw. `undefined` may be caught too. Called with nothing, it
 * throws itself.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 * @noContract called by compiled code alone, as part of a check
 */
export function short(...given: readonly [] | readonly [id: string, caught?: unknown, frames?: number]): void {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- caught behind the clause, see fail
  if (given.length === 0) throw short;
  const [id, , frames = 1] = given;
  const caught = given.length > 1 ? given[1] : short;
  if (isMuted(caught)) return;
  enforce({
    row: ['requires', '', '', '', id, [], undefined, undefined, undefined, undefined, frames],
    site: [short, '', 'boundary'],
    failure: caught === short || [caught],
    heading: `requires clause ${id} (npx -p @proviso/transformer proviso-clause ${id} finds its text in contracts.json)`,
  });
}

/** Whether the invariant of a prototype is being checked, which is no object of its class: tools that look at all members of one read getters of it. */
function isOfPrototype(): boolean {
  const checked = state.checked as { readonly constructor?: { readonly prototype?: unknown } } | null | undefined;
  return state.phase !== '' && checked != null && checked === checked.constructor?.prototype;
}

/** Throws the function of a file that was called with nothing: the clause that calls it so is false. */
function throwIfEmpty(report: Reporter, { length }: ArrayLike<unknown>): void {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- compiled code catches it where it calls
  if (length === 0) throw report;
}
