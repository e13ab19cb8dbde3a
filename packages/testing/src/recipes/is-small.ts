/** Whether a recipe makes something so small that no code has a reason to go deep for it. */
import type { Recipe } from '../recipe.ts';

/** Numbers from zero, and parts. */
const most = 10;

/**
 * Whether a recipe makes whole numbers near zero, short texts and small structures of such alone.
 *
 * @pure
 */
export function isSmall(recipe: Recipe): boolean {
  if (typeof recipe === 'number') return Number.isInteger(recipe) && Math.abs(recipe) <= most;
  if (typeof recipe === 'bigint') return recipe >= -most && recipe <= most;
  if (typeof recipe === 'string') return recipe.length <= most;
  if (typeof recipe !== 'object' || recipe === null) return true;
  switch (recipe.make) {
    case 'array':
    case 'set':
    case 'iterable':
    case 'typed-array': return areSmall(recipe.items);
    case 'object': return areSmall(recipe.entries.map(([, value]) => value));
    case 'map': return areSmall(recipe.entries.flat());
    case 'promise': return isSmall(recipe.value);
    case 'function': return areSmall(recipe.results);
    case 'new': return areSmall(recipe.args);
    case 'date':
    case 'regexp':
    case 'error':
    case 'sample':
    case 'symbol': return true;
    case 'registered': return false;
  }
}

function areSmall(recipes: readonly Recipe[]): boolean {
  return recipes.length <= most * 2 && recipes.every((each) => isSmall(each));
}
