import { isAmount, type Account } from '@example/accounts';

import type { Journal } from './journal.ts';

/** What is to move, from where to where. */
export interface Order {
  readonly from: Account;
  readonly to: Account;
  readonly amount: number;
}

/**
 * Brings money that has already left its account to the other one, once that is written down; gives the number of the
 * entry. If it cannot be written down, the money goes back and the promise rejects.
 *
 * @secret token
 * @requires `isAmount(order.amount)`: an amount is a positive whole number of minor units
 * @ensures `result > 0`: the journal counts from 1
 */
export async function deliver(order: Order, journal: Journal, token: string): Promise<number> {
  const { from, to, amount } = order;
  try {
    const number = await journal.write({ from: from.id, to: to.id, amount }, token);
    to.deposit(amount);
    return number;
  } catch (error) {
    from.deposit(amount);
    throw error;
  }
}
