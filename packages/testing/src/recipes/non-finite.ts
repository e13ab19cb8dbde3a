/** Numbers that are not finite, or whole and not exact, in what calls are given. */
import type { Recipe } from '../recipe.ts';

/**
 * The first number in a recipe that is not finite, or whole and beyond those that are exact; undefined where there is none. What an arbitrary of the
 * user gave is the user's.
 *
 * @ensures `result === undefined || isUnusual(result)`
 */
export function nonFiniteIn(recipe: Recipe): number | undefined {
  if (typeof recipe === 'number') return isUnusual(recipe) ? recipe : undefined;
  if (typeof recipe !== 'object' || recipe === null) return undefined;
  switch (recipe.make) {
    case 'array':
    case 'set':
    case 'iterable':
    case 'typed-array': return nonFiniteAmong(recipe.items);
    case 'object': return nonFiniteAmong(recipe.entries.map(([, value]) => value));
    case 'map': return nonFiniteAmong(recipe.entries.flat());
    case 'promise': return nonFiniteIn(recipe.value);
    case 'function': return nonFiniteAmong(recipe.results);
    case 'new': return nonFiniteAmong(recipe.args);
    case 'date':
    case 'regexp':
    case 'error':
    case 'sample':
    case 'symbol':
    case 'registered': return undefined;
  }
}

/**
 * The same, in a list.
 *
 * @ensures `result === undefined || isUnusual(result)`
 */
export function nonFiniteAmong(recipes: readonly Recipe[]): number | undefined {
  for (const each of recipes) {
    const found = nonFiniteIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isUnusual(number: number): boolean {
  return !Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number));
}
