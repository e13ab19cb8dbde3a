/** What an arbitrary gives. */
import { randomOf, type Arbitrary } from '../src/arbitraries/arbitrary.ts';

/** So many values, the same for the same seed. */
export function sample<Value>(arbitrary: Arbitrary<Value>, { count, seed = 7 }: { readonly count: number; readonly seed?: number }): Value[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => arbitrary(random));
}
