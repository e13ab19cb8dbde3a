/** Changes numbers and texts in arguments, wherever their types allow any. */
import type { Recipe } from '../recipe.ts';
import type { Definitions, Shape, Slot } from '../shape.ts';
import { isList } from './is-list.ts';

export interface Typed {
  readonly slots: readonly Slot[];
  readonly definitions: Definitions;
}

type Change = (value: Recipe) => Recipe;

/**
 * Arguments with other values. A value that has to be one of some is left alone.
 *
 * @noContract it calls what it is given
 */
export function changeValues({ slots, definitions }: Typed, args: readonly Recipe[], change: Change): Recipe[] {
  return args.map((arg, index) => changed({ shape: slots[Math.min(index, slots.length - 1)]?.shape, definitions }, arg, change));
}

function changed({ shape, definitions }: { readonly shape: Shape | undefined; readonly definitions: Definitions }, recipe: Recipe, change: Change): Recipe {
  const within = (inner: Shape | undefined, part: Recipe): Recipe => changed({ shape: inner, definitions }, part, change);
  if (shape?.shape === 'reference') return within(definitions[shape.to], recipe);
  if (shape?.shape === 'number' || shape?.shape === 'string') return change(recipe);
  if (shape?.shape === 'array' && isList(recipe)) return { ...recipe, items: recipe.items.map((item) => within(shape.item, item)) };
  if (shape?.shape === 'tuple' && isList(recipe)) return { ...recipe, items: recipe.items.map((item, index) => within(shape.slots[Math.min(index, shape.slots.length - 1)]?.shape, item)) };
  if (shape?.shape !== 'object' || typeof recipe !== 'object' || recipe === null || recipe.make !== 'object') return recipe;
  return { ...recipe, entries: recipe.entries.map(([name, value]) => [name, within(shape.properties.find((each) => each.name === name)?.shape ?? shape.index?.value, value)] as const) };
}
