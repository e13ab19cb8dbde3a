/** How an object is made: by its constructor, or by the static method that stands in for it. */
import type { Surroundings } from '../recipes/materialize.ts';
import type { ClassShape } from '../shape.ts';
import type { Target } from './invoke.ts';

/**
 * What is called to make an object of a class.
 *
 * @noContract what the class is, the project says
 */
export function makingOf({ classOf }: Surroundings, of: ClassShape): { readonly target: Target; readonly self: unknown } {
  const made = classOf(of);
  if (of.factory === undefined) return { target: { of: made, access: 'new' }, self: undefined };
  return { target: { of: (made as unknown as Readonly<Record<string, unknown>>)[of.factory], access: 'call' }, self: made };
}
