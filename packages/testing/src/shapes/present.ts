/** What may be left out. */
import type { Shape } from '../shape.ts';

/**
 * A shape and whether it may be left out: then it is not `undefined` as well.
 *
 * @pure
 */
export function present(shape: Shape, optional: boolean): { readonly shape: Shape; readonly optional: boolean } {
  return { shape: optional ? withoutUndefined(shape) : shape, optional };
}

function withoutUndefined(shape: Shape): Shape {
  if (shape.shape === 'literal') return { shape: 'literal', values: shape.values.filter((value) => value !== undefined) };
  if (shape.shape !== 'union') return shape;
  const of = shape.of.map(withoutUndefined).filter((each) => each.shape !== 'literal' || each.values.length > 0);
  const [only] = of;
  return of.length === 1 && only ? only : { shape: 'union', of };
}
