import type { Account } from '../src/account.ts';

/** Puts money into an account. */
export function deposit(account: Account, amount: number): void {
  if (amount <= 0) throw new RangeError('an amount is more than nothing');
  account.balance += amount;
}
