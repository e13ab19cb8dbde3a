/** Tries inputs that are drawn by chance, one after the other. */
import { randomOf, type Arbitrary } from '../arbitraries/arbitrary.ts';

/** For each input that is wanted so many are turned away at most. */
const mostRejected = 20;

interface Drawing {
  readonly seed: number;
  /** So many accepted inputs are enough. */
  readonly wanted: number;
  /** Milliseconds. */
  readonly patience: number;
}

type Kept = boolean | 'rejected';

/**
 * Until a promise is broken, so many inputs were accepted, or too many were not. What is told at once is not waited for, as that takes longer than many calls.
 *
 * @noContract the code of the project runs
 */
export async function tryDrawn<Input>(arbitrary: Arbitrary<Input>, { seed, wanted, patience }: Drawing, isKept: (input: Input) => Kept | Promise<Kept>): Promise<void> {
  const random = randomOf(seed);
  const end = performance.now() + patience;
  let [left, skips] = [wanted, wanted * mostRejected];
  while (left > 0 && skips > 0 && performance.now() < end) {
    const given = isKept(arbitrary(random));
    const kept = typeof given === 'object' ? await given : given;
    if (kept === false) return;
    if (kept === true) left--;
    else skips--;
  }
}
