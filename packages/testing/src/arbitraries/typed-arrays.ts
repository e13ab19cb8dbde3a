/** Typed arrays: numbers that their elements can hold. */
import * as fc from 'fast-check';
import type { Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { TypedArrayName } from '../shape.ts';
import { lengths } from './lists.ts';

const elements: Readonly<Record<TypedArrayName, fc.Arbitrary<number | bigint>>> = {
  Int8Array: fc.integer({ min: -128, max: 127 }),
  Uint8Array: fc.integer({ min: 0, max: 255 }),
  Uint8ClampedArray: fc.integer({ min: 0, max: 255 }),
  Int16Array: fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }),
  Uint16Array: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
  Int32Array: fc.integer(),
  Uint32Array: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  Float32Array: fc.float(),
  Float64Array: fc.double(),
  BigInt64Array: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  BigUint64Array: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
};

/**
 * Typed arrays of a kind.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function typedArrayArbitrary(name: TypedArrayName, narrowed: Narrowed): fc.Arbitrary<Recipe> {
  return fc.array(elements[name], lengths(narrowed.members?.['length'])).map((items): Recipe => ({ make: 'typed-array', name, items }));
}
