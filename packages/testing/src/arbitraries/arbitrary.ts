/** Values by chance. None keeps what it would be made simpler by: a broken promise is rare, and `recipes/simpler.ts` needs the recipe alone. */
import * as fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Arbitrary<Value> = (random: fc.Random) => Value;

export interface Weighted<Value> {
  readonly weight: number;
  readonly arbitrary: Arbitrary<Value>;
}

/** One in so many values of an arbitrary of fast-check is at its edges. */
const bias = 3;

/**
 * Where chance comes from: the same for the same seed.
 *
 * @noContract what it gives changes as it is used
 */
export function randomOf(seed: number): fc.Random {
  return new fc.Random(xoroshiro128plus(seed));
}

/**
 * One of some values.
 *
 * @requires `values.length > 0`
 * @noContract an arbitrary says nothing of itself
 */
export function among<const Value>(values: readonly Value[]): Arbitrary<Value> {
  const last = values.length - 1;
  return (random) => values[random.nextInt(0, last)] as Value;
}

/**
 * A value of one of several arbitraries, each as often as its weight says.
 *
 * @requires `choices.length > 0 && choices.every(({ weight }) => weight > 0)`
 * @noContract an arbitrary says nothing of itself
 */
export function oneOf<Value>(choices: readonly Weighted<Value>[]): Arbitrary<Value> {
  const all = choices.flatMap(({ weight, arbitrary }) => Array.from({ length: weight }, () => arbitrary));
  const last = all.length - 1;
  return last === 0 ? (all[0] as Arbitrary<Value>) : (random) => (all[random.nextInt(0, last)] as Arbitrary<Value>)(random);
}

/**
 * A value of any of several arbitraries.
 *
 * @requires `arbitraries.length > 0`
 * @noContract an arbitrary says nothing of itself
 */
export function anyOf<Value>(...arbitraries: readonly Arbitrary<Value>[]): Arbitrary<Value> {
  return oneOf(arbitraries.map((arbitrary) => ({ weight: 1, arbitrary })));
}

/**
 * What becomes of the values of an arbitrary.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function mapped<Value, Result>(arbitrary: Arbitrary<Value>, change: (value: Value) => Result): Arbitrary<Result> {
  return (random) => change(arbitrary(random));
}

/**
 * A value of each arbitrary.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function all<Value>(arbitraries: readonly Arbitrary<Value>[]): Arbitrary<Value[]> {
  return (random) => arbitraries.map((each) => each(random));
}

/**
 * The values of an arbitrary of fast-check.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function valuesFrom<Value>(arbitrary: fc.Arbitrary<Value>): Arbitrary<Value> {
  return (random) => madeBy(arbitrary, random).value;
}

/**
 * A value of an arbitrary of fast-check, with what it is made simpler by.
 *
 * @noContract it changes where chance comes from
 */
export function madeBy<Value>(arbitrary: fc.Arbitrary<Value>, random: fc.Random): fc.Value<Value> {
  return arbitrary.generate(random, bias);
}

/**
 * Whole numbers between two bounds; a third of them near zero, or near a bound.
 *
 * @requires `min <= max`
 * @noContract an arbitrary says nothing of itself
 */
export function wholeBetween(min: number, max: number): Arbitrary<number> {
  const reach = Math.floor(Math.log2(max - min + 1));
  const start = Math.min(Math.max(0, min), max);
  const edges = [[Math.max(min, start - reach), Math.min(max, start + reach)], [min, Math.min(max, min + reach)], [Math.max(min, max - reach), max]] as const;
  return (random) => {
    if (random.nextInt(1, bias) > 1) return random.nextInt(min, max);
    const [low, high] = edges[Math.max(0, random.nextInt(-1, 2))] as (typeof edges)[number];
    return random.nextInt(low, high);
  };
}
