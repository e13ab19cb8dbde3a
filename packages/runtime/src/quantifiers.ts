/**
 * Whether `predicate` holds for all of `xs`; stops at the first for which it does not.
 *
 * @pure
 */
export function forall<T>(xs: Iterable<T>, predicate: (x: T, i: number) => boolean): boolean {
  let i = 0;
  for (const x of xs) if (!predicate(x, i++)) return false;
  return true;
}

/**
 * Whether `predicate` holds for one of `xs` at least; stops at the first for which it does.
 *
 * @pure
 */
export function exists<T>(xs: Iterable<T>, predicate: (x: T, i: number) => boolean): boolean {
  let i = 0;
  for (const x of xs) if (predicate(x, i++)) return true;
  return false;
}
