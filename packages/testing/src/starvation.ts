/** Why too little was tried. */
import type { Verdict } from './verdict.ts';

/**
 * What is said of a verdict `starved`, without the clause.
 *
 * @pure
 */
export function starvation({ runs, rejected }: Pick<Extract<Verdict, { verdict: 'starved' }>, 'runs' | 'rejected'>): string {
  if (rejected > 0) return `${runs} of ${runs + rejected} inputs met the preconditions`;
  return runs === 0 ? 'it was never called' : `${runs} ${runs === 1 ? 'call' : 'calls'} took all the time that there was`;
}
