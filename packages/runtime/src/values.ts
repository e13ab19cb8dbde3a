/**
 * Throws what the box holds: the error of an `old` capture, at the place where the clause reads the value.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function raise(box: readonly [unknown]): never {
  throw box[0];
}

/**
 * Whether awaiting `value` would wait: an object or function with a callable `then`.
 *
 * @pure
 */
export function thenable(value: unknown): boolean {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** What `unchanged` compares by: `Object.is`. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b);
}
