/** Objects: their properties, each on its own, and those of an index signature. */
import * as fc from 'fast-check';
import { anything, type Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { Shape } from '../shape.ts';
import { arbitraryOf, unlessTooDeep, type ArbitraryContext } from './arbitrary-of.ts';

type Entry = readonly [name: string, value: Recipe];

/**
 * Objects with the properties of a shape.
 *
 * @throws {UnsupportedShape} where no value of a property that has to be there can be made up.
 * @modifies context.made
 */
export function objectArbitrary(context: ArbitraryContext, { properties, index }: Extract<Shape, { shape: 'object' }>, narrowed: Narrowed): fc.Arbitrary<Recipe> {
  const entries = properties.map(({ name, shape, optional }): fc.Arbitrary<readonly Entry[]> => {
    const inner = narrowed.members && Object.hasOwn(narrowed.members, name) ? narrowed.members[name] : anything;
    const make = (): fc.Arbitrary<readonly Entry[]> => arbitraryOf(context, shape, inner).map((each): readonly Entry[] => [[name, each]]);
    const value = optional ? unlessTooDeep(make, () => fc.constant<readonly Entry[]>([])) : make();
    const isLeftOut = optional && inner === anything;
    return isLeftOut ? fc.oneof({ withCrossShrink: true }, { weight: 1, arbitrary: fc.constant<readonly Entry[]>([]) }, { weight: 2, arbitrary: value }) : value;
  });
  const own = fc.tuple(...entries).map((lists) => lists.flat());
  if (!index) return own.map((all): Recipe => ({ make: 'object', entries: all }));
  const key = arbitraryOf(context, index.key, index.key.shape === 'number' ? { kinds: new Set(['integer']), min: { value: 0, isOpen: false }, max: { value: 20, isOpen: false } } : anything);
  const others = unlessTooDeep(
    () => fc.uniqueArray(fc.tuple(key.map(String), arbitraryOf(context, index.value, narrowed.members?.['values()']?.item)), { maxLength: 5, size: 'small', selector: ([name]) => name }),
    () => fc.constant<[string, Recipe][]>([]),
  );
  return fc.tuple(own, others).map(([all, more]): Recipe => ({ make: 'object', entries: [...all, ...more.filter(([name]) => name !== '__proto__' && !all.some(([known]) => known === name))] }));
}
