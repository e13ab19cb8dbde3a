/** Typed arrays: numbers that their elements can hold. */
import * as fc from 'fast-check';
import type { Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { TypedArrayName } from '../shape.ts';
import type { ArbitraryContext } from './arbitrary-of.ts';
import { among, oneOf, valuesFrom, wholeBetween, type Arbitrary } from './arbitrary.ts';
import { lengths, listOf } from './lists.ts';

const elements: Readonly<Record<TypedArrayName, Arbitrary<number | bigint>>> = {
  Int8Array: wholeBetween(-128, 127),
  Uint8Array: wholeBetween(0, 255),
  Uint8ClampedArray: wholeBetween(0, 255),
  Int16Array: wholeBetween(-(2 ** 15), 2 ** 15 - 1),
  Uint16Array: wholeBetween(0, 2 ** 16 - 1),
  Int32Array: wholeBetween(-(2 ** 31), 2 ** 31 - 1),
  Uint32Array: wholeBetween(0, 2 ** 32 - 1),
  Float32Array: valuesFrom(fc.float({ noNaN: true, noDefaultInfinity: true })),
  Float64Array: valuesFrom(fc.double({ noNaN: true, noDefaultInfinity: true })),
  BigInt64Array: valuesFrom(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  BigUint64Array: valuesFrom(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
};

/** Of those whose elements may be no finite numbers. */
const nonFinite: Partial<Record<TypedArrayName, Arbitrary<number>>> = { Float32Array: among([NaN, Infinity, -Infinity]), Float64Array: among([NaN, Infinity, -Infinity]) };

const weights = { never: 0, sometimes: 1, often: 5 } as const;

/**
 * Typed arrays of a kind.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function typedArrayArbitrary(name: TypedArrayName, narrowed: Narrowed, context: Pick<ArbitraryContext, 'nonFinite'>): Arbitrary<Recipe> {
  const odd = nonFinite[name];
  const weight = weights[context.nonFinite];
  const element = odd && weight > 0 ? oneOf([{ weight: 5, arbitrary: elements[name] }, { weight, arbitrary: odd }]) : elements[name];
  const list = listOf(element, lengths(narrowed.members?.['length']));
  return (random) => ({ make: 'typed-array', name, items: list(random) });
}
