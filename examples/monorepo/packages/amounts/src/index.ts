/**
 * Whether a value counts things: a whole number from zero on.
 *
 * @pure
 */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * A price with its tax, in cents.
 *
 * @requires `isCount(net) && net <= Number.MAX_SAFE_INTEGER / 2`: prices are whole cents, and can be counted with their tax
 * @requires `rate >= 0 && rate < 1`: 0.2 is twenty percent
 * @ensures `isCount(result) && result >= net`
 */
export function withTax(net: number, rate: number): number {
  return net + Math.round(net * rate);
}
