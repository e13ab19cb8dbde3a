import { isCount, sum } from './numbers.ts';

/** Ratios that can be multiplied with an amount and stay exact. */
export function areRatios(ratios: readonly number[]): boolean {
  return ratios.every((ratio) => isCount(ratio, 1e6)) && sum(ratios) >= 1 && sum(ratios) <= 1e6;
}

export function isAmount(cents: number): boolean {
  return Number.isSafeInteger(cents) && Math.abs(cents) <= 1e9;
}

/** The digits and the minus of a text as one number. */
export function digitsOf(text: string): number {
  return Number(text.replaceAll(/[^\d-]/g, ''));
}
