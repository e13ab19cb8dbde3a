import type { ClauseSpec, Failure, Values } from './clause.ts';
import { evidence } from './evidence.ts';
import { enforce, isMuted, record } from './report.ts';

/**
 * Reports a failed clause under `enforce`; returns only where checks are off or the handler says `continue`.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 */
export function fail(spec: ClauseSpec, values: Values = [], failure: Failure = true): void {
  if (!isMuted(failure)) enforce({ spec, failure, evidence: () => evidence(values, failure) }, fail);
}

/** Reports a failed clause under `observe`: the first violation of an id is told, later ones are counted. */
export function observe(spec: ClauseSpec, values: Values = [], failure: Failure = true): void {
  if (!isMuted(failure)) record({ spec, failure, evidence: () => evidence(values, failure) }, observe);
}

/**
 * Reports a failed precondition under `boundary`, by its id alone.
 *
 * @throws {ContractViolationError} unless the handler says `continue`
 */
export function short(subject: string, id: string, failure: Failure = true): void {
  if (isMuted(failure)) return;
  enforce({ spec: ['requires', subject, '', '', id, 'boundary'], failure }, short);
}
