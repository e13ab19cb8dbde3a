import { isAmount } from '@example/accounts';

import { deliver, type Order } from './deliver.ts';
import { checkFunds, InsufficientFundsError } from './funds.ts';
import { isToken, type Journal } from './journal.ts';

/** What has moved. */
export interface Receipt {
  /** The number of the entry in the journal. */
  readonly number: number;
  readonly amount: number;
}

/**
 * Moves money from one account to another. It leaves at once; if the movement cannot be written down, it comes back.
 *
 * @secret token
 * @requires `isAmount(order.amount)`: an amount is a positive whole number of minor units
 * @requires `order.from !== order.to`: money moves between two accounts
 * @requires `order.from.currency === order.to.currency`: a transfer is no exchange
 * @requires `isToken(token)`: an access token, whole
 * @ensures `result.amount === order.amount && result.number > 0`
 * @throws {InsufficientFundsError} iff `order.amount > order.from.available`
 */
export async function transfer(order: Order, journal: Journal, token: string): Promise<Receipt> {
  const { from, amount } = order;
  checkFunds(from, amount);
  from.withdraw(amount); // before any await, so that nobody takes the same money in between
  const number = await deliver(order, journal, token);
  return { number, amount };
}
