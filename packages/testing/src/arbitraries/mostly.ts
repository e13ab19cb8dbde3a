/** Leaves values out, without waiting for what may never come. */
import type * as fc from 'fast-check';

/** After so many misses in a row a value is taken all the same: the precondition turns it away. */
const patience = 100;

/**
 * An arbitrary of values that are left, as far as there are some.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function mostly<Value>(arbitrary: fc.Arbitrary<Value>, isLeft: (value: Value) => boolean): fc.Arbitrary<Value> {
  let misses = 0;
  return arbitrary.filter((value) => {
    misses = isLeft(value) ? 0 : misses + 1;
    return misses === 0 || misses > patience;
  });
}
