/** Typed arrays: numbers that their elements can hold. */
import * as fc from 'fast-check';
import type { Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { TypedArrayName } from '../shape.ts';
import type { ArbitraryContext } from './arbitrary-of.ts';
import { lengths } from './lists.ts';

const elements: Readonly<Record<TypedArrayName, fc.Arbitrary<number | bigint>>> = {
  Int8Array: fc.integer({ min: -128, max: 127 }),
  Uint8Array: fc.integer({ min: 0, max: 255 }),
  Uint8ClampedArray: fc.integer({ min: 0, max: 255 }),
  Int16Array: fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }),
  Uint16Array: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
  Int32Array: fc.integer(),
  Uint32Array: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  Float32Array: fc.float({ noNaN: true, noDefaultInfinity: true }),
  Float64Array: fc.double({ noNaN: true, noDefaultInfinity: true }),
  BigInt64Array: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  BigUint64Array: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
};

/** Of those whose elements may be no finite numbers. */
const nonFinite: Partial<Record<TypedArrayName, fc.Arbitrary<number>>> = { Float32Array: fc.constantFrom(NaN, Infinity, -Infinity), Float64Array: fc.constantFrom(NaN, Infinity, -Infinity) };

const weights = { never: 0, sometimes: 1, often: 5 } as const;

/**
 * Typed arrays of a kind.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function typedArrayArbitrary(name: TypedArrayName, narrowed: Narrowed, context: Pick<ArbitraryContext, 'nonFinite'>): fc.Arbitrary<Recipe> {
  const odd = nonFinite[name];
  const weight = weights[context.nonFinite];
  const element = odd && weight > 0 ? fc.oneof({ weight: 5, arbitrary: elements[name] }, { weight, arbitrary: odd }) : elements[name];
  return fc.array(element, lengths(narrowed.members?.['length'])).map((items): Recipe => ({ make: 'typed-array', name, items }));
}
