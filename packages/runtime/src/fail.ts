import type { ClauseRow, FailedClause, Failure, Site, Values } from './clause.ts';
import { evidence } from './evidence.ts';
import { enforce, isMuted, record } from './report.ts';

/**
 * Reports a failed clause under `enforce`; returns only where checks are off or the handler says `continue`.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 * @noContract called by compiled code alone, as part of a check
 */
// eslint-disable-next-line @typescript-eslint/max-params -- compiled files hold one call of it each
export function fail(site: Site, row: ClauseRow, failure: Failure, values: Values): void {
  if (!isMuted(failure)) enforce(failed(site, row, failure, values));
}

/**
 * Reports a failed clause under `observe`: the first violation of an id is told, later ones are counted.
 *
 * @noContract called by compiled code alone, as part of a check
 */
// eslint-disable-next-line @typescript-eslint/max-params -- as above
export function observe(site: Site, row: ClauseRow, failure: Failure, values: Values): void {
  if (!isMuted(failure)) record(failed(site, row, failure, values));
}

/**
 * Reports a failed precondition under `boundary`, by its id alone.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 * @noContract called by compiled code alone, as part of a check
 */
// eslint-disable-next-line @typescript-eslint/max-params -- as above
export function short(subject: string, id: string, failure: Failure = true, frames = 1): void {
  if (isMuted(failure)) return;
  enforce({ row: ['requires', subject, '', '', id, [], undefined, undefined, undefined, undefined, frames], site: [short, '', 'boundary'], failure });
}

// eslint-disable-next-line @typescript-eslint/max-params -- as above
function failed(site: Site, row: ClauseRow, failure: Failure, values: Values): FailedClause {
  const [, , , , , expressions = []] = row;
  return { site, row, failure, message: values[expressions.length], evidence: () => evidence(row, values, failure) };
}
