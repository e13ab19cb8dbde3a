/** What may be said of a subject that broke no promise: never more than was done. */
import type { SubjectName } from '../subject.ts';
import type { Counts, Few, NonFiniteCase, Verdict } from '../verdict.ts';

/** How many calls each precondition turned away, by its id. */
export type Rejections = Map<string, number>;

export interface Judged {
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly nonFinite?: NonFiniteCase | undefined;
  readonly few?: Few | undefined;
}

export interface Tried {
  readonly subject: Pick<SubjectName, 'clauses'>;
  readonly counts: Counts;
  readonly rejections: Rejections;
  /** Calls that returned, so that postconditions were judged. */
  readonly reachedEnd: number;
  readonly wanted: number;
  readonly isExhaustive: boolean;
  /** Further runs, in which calls overlapped. */
  readonly interleaved: number;
}

/**
 * The verdict on calls of which none broke a promise.
 *
 * @pure
 */
export function judge({ subject, counts, rejections, reachedEnd, wanted, isExhaustive, interleaved }: Tried): Verdict {
  const { accepted, rejected, threw } = counts;
  const [most] = [...rejections].sort(([, a], [, b]) => b - a);
  const clause = subject.clauses.find(({ id }) => id === most?.[0]);
  const culprit = clause ? { clause } : {};
  if (accepted === 0 && isExhaustive) return { verdict: 'vacuous', why: 'no input meets the preconditions', ...culprit };
  if (accepted < Math.ceil(wanted / 10) && !isExhaustive) return { verdict: 'starved', runs: accepted, rejected, ...culprit };
  const promise = subject.clauses.find(({ isPostcondition }) => isPostcondition);
  if (promise && reachedEnd === 0) return { verdict: 'vacuous', why: 'no run reached the postcondition: every call threw', clause: promise };
  // A call that ended with an error of its own kept no promise.
  return { ...(isExhaustive ? { verdict: 'exhaustive', runs: accepted } : { verdict: 'passed', runs: accepted - threw }), ...(interleaved > 0 ? { interleaved } : {}) };
}
