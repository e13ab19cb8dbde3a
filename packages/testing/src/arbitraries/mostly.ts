/** Leaves values out, without waiting for what may never come. */
import type { Arbitrary } from './arbitrary.ts';

/** After so many misses in a row a value is taken all the same: the precondition turns it away. */
const patience = 100;

/**
 * An arbitrary of values that are left, as far as there are some.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function mostly<Value>(arbitrary: Arbitrary<Value>, isLeft: (value: Value) => boolean): Arbitrary<Value> {
  return (random) => {
    let value = arbitrary(random);
    for (let misses = 0; misses < patience && !isLeft(value); misses++) value = arbitrary(random);
    return value;
  };
}
