/** In rising order, and without NaN. */
export function isSorted(list: readonly number[]): boolean {
  return list.every((value, index) => !Number.isNaN(value) && (index === 0 || (list[index - 1] as number) <= value));
}

/** Whether the same items are in both, as often, in whatever order. Items are compared as a Map compares keys. */
export function isPermutation<T>(a: readonly T[], b: readonly T[]): boolean {
  const counts = new Map<T, number>();
  for (const item of a) counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const item of b) counts.set(item, (counts.get(item) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

/** Whether `list` can be had from `whole` by leaving items out. */
export function isSubsequence<T>(list: readonly T[], whole: readonly T[]): boolean {
  let next = 0;
  for (const item of whole) if (next < list.length && same(item, list[next])) next++;
  return next === list.length;
}

export function equalLists<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index]));
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}
