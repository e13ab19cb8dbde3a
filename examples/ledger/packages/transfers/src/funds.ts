import { isAmount, money, type Account } from '@example/accounts';

/** The account has less than was asked of it: an answer for a customer, not a mistake in the program. */
export class InsufficientFundsError extends Error {
  override name = 'InsufficientFundsError';
}

/**
 * Refuses what the account cannot cover, in every build.
 *
 * @requires `isAmount(amount)`: an amount is a positive whole number of minor units
 * @throws {InsufficientFundsError} iff `amount > account.available`
 */
export function checkFunds(account: Account, amount: number): void {
  const { available, currency } = account;
  if (amount <= available) return;
  const [asked, left] = [amount, Math.max(0, available)].map((each) => money.format(each, currency));
  throw new InsufficientFundsError(`${account.id} cannot pay ${asked} ${currency}: it has ${left}`);
}
