/** What the verdicts of `proviso check` mean. */
import type { VerdictName } from '@proviso/testing';
import type { Explanation } from './explanation.ts';

interface VerdictRow {
  readonly meaning: string;
  readonly todo: string;
}

/** TABLE: a row for each verdict. */
const verdicts: Readonly<Record<VerdictName, VerdictRow>> = {
  passed: {
    meaning: 'So many calls that met the preconditions kept every promise. It is no proof: other calls were not tried.',
    todo: 'Nothing. Raise --runs or change --seed to try more.',
  },
  exhaustive: {
    meaning: 'The domain is small, and every call that meets the preconditions was tried: all of them kept every promise.',
    todo: 'Nothing.',
  },
  refuted: {
    meaning: 'A call that meets the preconditions broke a promise, twice. The report shows the smallest one that was found.',
    todo: 'Mend the code, or the contract if it says what nobody meant. --emit-tests writes the call as a test.',
  },
  starved: {
    meaning: 'Hardly any input meets the preconditions, so too few calls were judged to say anything.',
    todo: 'Say the precondition that most inputs fail at in a way that inputs can be made from (bounds, membership, a relation), or register an arbitrary for the type under check.arbitraries in proviso.config.ts.',
  },
  vacuous: {
    meaning: 'A clause says nothing: no input can meet the preconditions, or no run reached a postcondition.',
    todo: 'Look for preconditions that exclude each other, or for a function that always throws.',
  },
  skipped: {
    meaning: 'It was not tried, and the report says why. It counts neither for nor against the function.',
    todo: 'Export the function, or register an arbitrary for the type that cannot be made up.',
  },
  error: {
    meaning: 'Checking did not come to its end: the code did not come back, ended its process, took too much memory, could not be loaded, or broke a promise once and not again.',
    todo: 'Look at the reason, and at the call that it was at. --timeout and --memory set the limits.',
  },
};

/** The names of the verdicts. */
export const verdictNames: readonly string[] = Object.keys(verdicts);

/**
 * Explains a verdict; undefined where there is none of that name. `passed(200)` is `passed`.
 *
 * @pure
 */
export function explainVerdict(asked: string): Explanation | undefined {
  const name = asked.toLowerCase().replace(/\(.*\)$/, '');
  if (!Object.hasOwn(verdicts, name)) return undefined;
  const { meaning, todo } = verdicts[name as VerdictName];
  return { explains: 'verdict', name, text: meaning, facts: { 'to do': todo } };
}
