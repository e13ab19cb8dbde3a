/** Objects: their properties, each on its own, and those of an index signature. */
import { anything, type Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { Primitive, Shape } from '../shape.ts';
import { arbitraryOf, atName, unlessTooDeep, type ArbitraryContext } from './arbitrary-of.ts';
import { oneOf, type Arbitrary } from './arbitrary.ts';
import { unlike } from './lists.ts';

type Entry = readonly [name: string, value: Recipe];

/**
 * Objects with the properties of a shape.
 *
 * @throws {UnsupportedShape} where no value of a property that has to be there can be made up.
 * @modifies context.made
 */
export function objectArbitrary(context: ArbitraryContext, { properties, index }: Extract<Shape, { shape: 'object' }>, narrowed: Narrowed): Arbitrary<Recipe> {
  const entries = properties.map(({ name, shape, optional }): Arbitrary<Entry | undefined> => {
    const inner = narrowed.members && Object.hasOwn(narrowed.members, name) ? narrowed.members[name] : anything;
    const make = (): Arbitrary<Entry> => {
      const value = arbitraryOf(atName(context, name), shape, inner);
      return (random) => [name, value(random)];
    };
    const value = optional ? unlessTooDeep<Arbitrary<Entry | undefined>>(make, () => () => undefined) : make();
    const isLeftOut = optional && inner === anything;
    return isLeftOut ? oneOf([{ weight: 1, arbitrary: () => undefined }, { weight: 2, arbitrary: value }]) : value;
  });
  const own: Arbitrary<Entry[]> = (random) => {
    const there: Entry[] = [];
    for (const each of entries) {
      const entry = each(random);
      if (entry) there.push(entry);
    }
    return there;
  };
  if (!index) return (random) => ({ make: 'object', entries: own(random) });
  const key = arbitraryOf(context, index.key, index.key.shape === 'number' ? { kinds: new Set(['integer']), min: { value: 0, isOpen: false }, max: { value: 20, isOpen: false } } : anything);
  const others = unlessTooDeep(
    () => {
      const value = arbitraryOf(context, index.value, narrowed.members?.['values()']?.item);
      const keys = key as Arbitrary<Primitive>;
      return unlike<Entry>((random) => [String(keys(random)), value(random)], { minLength: 0, maxLength: 5 }, ([name]) => name);
    },
    (): Arbitrary<Entry[]> => () => [],
  );
  return (random) => {
    const all = own(random);
    return { make: 'object', entries: [...all, ...others(random).filter(([name]) => name !== '__proto__' && !all.some(([known]) => known === name))] };
  };
}
