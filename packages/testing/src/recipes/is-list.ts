/** Recipes of lists. */
import type { Recipe } from '../recipe.ts';

export type List = Extract<Recipe, { readonly make: 'array' }>;

/**
 * Whether a recipe makes a list.
 *
 * @pure
 */
export function isList(recipe: Recipe): recipe is List {
  return typeof recipe === 'object' && recipe !== null && recipe.make === 'array';
}
