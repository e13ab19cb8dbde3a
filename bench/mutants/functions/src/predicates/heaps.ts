/** No item is less than the one above it. */
export function isHeap(items: readonly number[]): boolean {
  return items.every((item, index) => index === 0 || (items[Math.floor((index - 1) / 2)] as number) <= item);
}
