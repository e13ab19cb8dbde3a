import { isCount, shareSmallFactor } from './predicates/numbers.ts';

/**
 * The greatest number that divides both; that of 0 and 0 is 0.
 *
 * @requires `isCount(a) && isCount(b)`
 * @ensures `(result === 0) === (a === 0 && b === 0)`
 * @ensures `result === 0 || (a % result === 0 && b % result === 0)`
 * @ensures `result === 0 || !shareSmallFactor(a / result, b / result)`: none is greater
 * @ensures `result >= 0`
 */
export function gcd(a: number, b: number): number {
  let greater = a;
  let smaller = b;
  while (smaller !== 0) {
    const rest = greater % smaller;
    greater = smaller;
    smaller = rest;
  }
  return greater;
}
