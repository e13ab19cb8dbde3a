import { isSorted } from './predicates/lists.ts';
import { isCount } from './predicates/numbers.ts';

/**
 * The prime factors of a number, in rising order.
 *
 * @requires `isCount(value, 1e9) && value >= 1`
 * @ensures `result.reduce((product, factor) => product * factor, 1) === value`
 * @ensures `isSorted(result)`
 * @ensures `result.every((factor) => factor >= 2 && (factor === 2 || factor % 2 === 1) && (factor === 3 || factor % 3 !== 0))`
 */
export function primeFactors(value: number): number[] {
  const factors: number[] = [];
  let left = value;
  for (let factor = 2; factor * factor <= left; factor++) {
    while (left % factor === 0) {
      factors.push(factor);
      left /= factor;
    }
  }
  if (left > 1) factors.push(left);
  return factors;
}
