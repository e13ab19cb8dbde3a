/** TABLE: with what the process ends. */
import type { Report } from '@proviso/testing';

export const exitCodes = {
  /** Nothing was found wrong. */
  fine: 0,
  /** A promise was broken, or checking one did not come to an end. */
  found: 1,
  /** The command could not do what it was asked: options, configuration, a project that cannot be read. */
  unusable: 2,
} as const;

/**
 * What a run of `check` ends with.
 *
 * @ensures `result === exitCodes.fine || result === exitCodes.found`
 */
export function exitCodeOf(reports: readonly Report[]): number {
  return reports.some(({ verdict: { verdict } }) => verdict === 'refuted' || verdict === 'error') ? exitCodes.found : exitCodes.fine;
}
