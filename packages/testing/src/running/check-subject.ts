/** Checks a subject where its code runs. */
import type * as fc from 'fast-check';
import { Contradiction } from '../arbitraries/arbitrary-of.ts';
import { isUnsupported } from '../arbitraries/unsupported.ts';
import type { Surroundings } from '../recipes/materialize.ts';
import type { Subject, SubjectName } from '../subject.ts';
import type { Counts, Few, NonFiniteCase, Report, Verdict } from '../verdict.ts';
import { checkClass } from './check-class.ts';
import { checkFunction } from './check-function.ts';

export interface CheckOptions {
  /** Calls that have to meet the preconditions. */
  readonly runs: number;
  /** A domain of at most so many inputs is gone through as a whole. */
  readonly exhaustive: number;
  readonly seed: number;
  /** Milliseconds after which a subject is judged by what it has been through. */
  readonly patience: number;
  readonly registered: ReadonlyMap<string, fc.Arbitrary<unknown>>;
  /** So many times calls of async code overlap; 0 where its suspensions are not marked. */
  readonly interleavings: number;
  /** NaN and the infinities are inputs like others, also where nothing speaks of them. */
  readonly nonFinite?: boolean | undefined;
  /** Small inputs alone are tried, of classes the shortest sequences first, and calls do not overlap. */
  readonly isNear?: boolean | undefined;
  /** Is told of each call before it is made, by its code. */
  readonly trace?: (code: string) => void;
}

/** What checking needs from where the code runs. */
export interface Running extends CheckOptions, Surroundings {
  /** What a file exports. */
  readonly exportsOf: (file: string) => unknown;
  /** What a file exports that is loaded anew, so that nothing was called before. */
  readonly freshExportsOf?: (file: string) => Promise<unknown>;
}

/** The options that are not given. */
export const defaults: Omit<CheckOptions, 'seed' | 'registered'> = { runs: 200, exhaustive: 10_000, patience: 5000, interleavings: 50 };

/**
 * Checks a subject: one report for a function, several for a class.
 *
 * @requires `running.runs >= 1 && running.exhaustive >= 1`
 * @noContract the code of the project runs
 */
export async function checkSubject(subject: Subject, running: Running): Promise<Report[]> {
  const start = performance.now();
  if (subject.kind === 'skipped') return [report(subject, { verdict: 'skipped', reason: subject.reason }, { running, start })];
  try {
    if (subject.kind === 'class') return await checkClass(subject, running);
    const { verdict, ...measured } = await checkFunction(subject, running);
    return [report(subject, verdict, { running, start, ...measured })];
  } catch (error) {
    if (error instanceof Contradiction) return [report(subject, vacuous(subject), { running, start })];
    if (!isUnsupported(error)) throw error;
    return [report(subject, { verdict: 'skipped', reason: error.message }, { running, start })];
  }
}

function vacuous({ clauses }: SubjectName): Verdict {
  const clause = clauses.find(({ isPrecondition }) => isPrecondition);
  return { verdict: 'vacuous', why: 'no input meets the preconditions: they contradict each other', ...(clause ? { clause } : {}) };
}

interface Measured {
  readonly running: Pick<CheckOptions, 'seed'>;
  readonly start: number;
  readonly counts?: Counts;
  readonly nonFinite?: NonFiniteCase | undefined;
  readonly few?: Few | undefined;
}

/**
 * The report of a subject, which took until now.
 *
 * @noContract it reads a clock
 */
export function report({ symbol, file, line, clauses }: SubjectName, verdict: Verdict, { running, start, counts = { accepted: 0, rejected: 0, threw: 0 }, nonFinite, few }: Measured): Report {
  return { symbol, file, line, clauses, verdict, counts, duration: Math.round(performance.now() - start), seed: running.seed, ...(nonFinite ? { nonFinite } : {}), ...(few ? { few } : {}) };
}
