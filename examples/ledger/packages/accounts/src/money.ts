/** Amounts are whole numbers of the smallest unit of a currency: 1250 are 12.50 EUR. */
export type Currency = 'EUR' | 'GBP' | 'JPY' | 'USD';

const digits: Readonly<Record<Currency, number>> = { EUR: 2, GBP: 2, JPY: 0, USD: 2 };

/** Whether a value is an amount that can move: a positive whole number of minor units, small enough to be exact. */
export const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/**
 * Adds amounts.
 *
 * @requires `amounts.every(Number.isSafeInteger)`: amounts are whole numbers of minor units
 * @throws {RangeError} where there is too much money to count exactly
 * @ensures `Number.isSafeInteger(result)`
 */
export const sum = (amounts: readonly number[]): number => {
  const total = amounts.reduce((so, amount) => so + amount, 0);
  if (!Number.isSafeInteger(total)) throw new RangeError('too much money to count exactly');
  return total;
};

/** Amounts as people read and share them. */
export const money = {
  /**
   * Reads what a person typed: digits, and a point with as many decimals as the currency has.
   *
   * @throws {RangeError} iff `!isDecimal(text, currency)`
   * @ensures `Number.isSafeInteger(result) && result >= 0`
   */
  parse(text: string, currency: Currency): number {
    if (!isDecimal(text, currency)) throw new RangeError(`${JSON.stringify(text)} is not an amount in ${currency}`);
    return Number(text.replace('.', ''));
  },

  /**
   * Writes an amount so that {@link money.parse} reads it again.
   *
   * @requires `Number.isSafeInteger(amount) && amount >= 0`: an amount is a whole number of minor units
   * @ensures `money.parse(result, currency) === amount`
   */
  format(amount: number, currency: Currency): string {
    const text = String(amount).padStart(digits[currency] + 1, '0');
    const point = text.length - digits[currency];
    return point === text.length ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  },

  /**
   * Shares a total as evenly as whole units allow, the larger shares first.
   *
   * @requires `Number.isSafeInteger(total) && total >= 0`: a total is a whole number of minor units
   * @requires `Number.isSafeInteger(shares) && shares > 0 && shares <= 10_000`: somebody has to get it, and not everybody
   * @ensures `result.length === shares && sum(result) === total`: no cent is lost
   * @ensures `result.every((share) => Math.abs(share - total / shares) < 1)`: nobody is a cent off
   */
  split(total: number, shares: number): number[] {
    const rest = total % shares;
    const least = (total - rest) / shares;
    return Array.from({ length: shares }, (_, index) => (index < rest ? least + 1 : least));
  },
};

function isDecimal(text: string, currency: Currency): boolean {
  const decimals = digits[currency];
  const pattern = new RegExp(`^\\d{1,16}${decimals > 0 ? `\\.\\d{${decimals}}` : ''}$`);
  return pattern.test(text) && Number.isSafeInteger(Number(text.replace('.', '')));
}
