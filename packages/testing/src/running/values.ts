/** The values that a call is given, and those that an object has. */
import type { Recipe } from '../recipe.ts';
import { materialize, type Surroundings } from '../recipes/materialize.ts';

/**
 * New values; undefined where one of them cannot be made, which is no fault of what is called.
 *
 * @noContract constructors of the project run
 */
export function valuesOf(surroundings: Surroundings, args: readonly Recipe[]): unknown[] | undefined {
  try {
    return args.map((arg) => materialize(surroundings, arg));
  } catch {
    return undefined;
  }
}

/**
 * What an object has at a place; undefined where a getter on the way throws.
 *
 * @noContract getters of the project run
 */
export function valueAt(self: object, path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], self);
  } catch {
    return undefined;
  }
}
