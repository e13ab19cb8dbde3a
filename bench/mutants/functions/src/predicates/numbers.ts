/** A whole number from 0 on that is exact, and not larger than `most`. */
export function isCount(value: number, most: number = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Whether a small number from 2 on divides both. */
export function shareSmallFactor(a: number, b: number): boolean {
  return Array.from({ length: 50 }, (_, index) => index + 2).some((factor) => a % factor === 0 && b % factor === 0);
}
