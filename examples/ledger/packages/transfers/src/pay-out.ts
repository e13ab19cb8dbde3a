import { isAmount, money, sum, type Account } from '@example/accounts';

import { deliver } from './deliver.ts';
import { checkFunds, InsufficientFundsError } from './funds.ts';
import { isToken, type Journal } from './journal.ts';

/** A total that several accounts share. */
export interface Payout {
  readonly from: Account;
  readonly to: readonly Account[];
  readonly total: number;
}

/** What became of the total. */
export interface PayoutResult {
  readonly paid: number;
  /** What could not be delivered, and is back where it came from. */
  readonly refunded: number;
  /** Why, one reason for each share that came back. */
  readonly failures: readonly unknown[];
}

/**
 * Pays a total in even shares, to all at once. A share that cannot be written down comes back; the others stay.
 *
 * @secret token
 * @requires `isAmount(payout.total)`: an amount is a positive whole number of minor units
 * @requires `payout.to.length > 0`: somebody has to get it
 * @requires `!payout.to.includes(payout.from)`: an account does not pay itself
 * @requires `payout.to.every(({ currency }) => currency === payout.from.currency)`: a payout is no exchange
 * @requires `isToken(token)`: an access token, whole
 * @ensures `result.paid + result.refunded === payout.total`: no cent is lost
 * @ensures `result.refunded === 0 || result.failures.length > 0`
 * @throws {InsufficientFundsError} iff `payout.total > payout.from.available`
 */
export const payOut = async (payout: Payout, journal: Journal, token: string): Promise<PayoutResult> => {
  const { from, to, total } = payout;
  checkFunds(from, total);
  from.withdraw(total);
  const shares = money.split(total, to.length);
  const orders = to.map((account, index) => ({ from, to: account, amount: shares[index] ?? 0 })).filter(({ amount }) => amount > 0);
  const outcomes = await Promise.allSettled(orders.map((order) => deliver(order, journal, token)));
  const amountOf = (status: string): number => sum(orders.filter((_, index) => outcomes[index]?.status === status).map(({ amount }) => amount));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }): unknown => reason);
  return { paid: amountOf('fulfilled'), refunded: amountOf('rejected'), failures };
};
