import { forall } from '@proviso/runtime';
import { areRatios } from './predicates/money.ts';
import { isCount, sum } from './predicates/numbers.ts';

/**
 * Splits an amount in cents by ratios, so that no cent is lost: what is left over goes to the largest remainders.
 *
 * @requires `isCount(amount, 1e9)`
 * @requires `areRatios(ratios)`
 * @ensures `result.length === ratios.length`
 * @ensures `sum(result) === amount`: no cent is lost
 * @ensures `forall(result, (share, i) => Math.abs(share * sum(ratios) - amount * (ratios[i] ?? 0)) < sum(ratios))`: no share is off by a cent
 */
export function allocate(amount: number, ratios: readonly number[]): number[] {
  const total = ratios.reduce((subtotal, ratio) => subtotal + ratio, 0);
  const shares = ratios.map((ratio) => Math.floor((amount * ratio) / total));
  let left = amount - shares.reduce((subtotal, share) => subtotal + share, 0);
  const byRemainder = ratios
    .map((ratio, index) => ({ index, remainder: (amount * ratio) % total }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares;
}
