/**
 * Negative, zero or positive as version `a` is before, equal to or after `b`. Parts that are missing count as 0.
 *
 * @requires `/^\d{1,9}(\.\d{1,9}){0,5}$/.test(a) && /^\d{1,9}(\.\d{1,9}){0,5}$/.test(b)`
 * @ensures `result === -1 || result === 0 || result === 1`
 * @ensures `a !== b || result === 0`
 * @ensures `Number.parseInt(a) <= Number.parseInt(b) || result === 1`
 * @ensures `Number.parseInt(a) >= Number.parseInt(b) || result === -1`
 */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const length = Math.max(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference < 0) return -1;
    if (difference > 0) return 1;
  }
  return 0;
}
