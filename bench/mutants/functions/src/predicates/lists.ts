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

export function equalLists<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index]));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}
