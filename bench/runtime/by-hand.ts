/** The same functions with the same conditions, written by hand. */
import { isCovered, isSorted, type Account } from './account.js';

export function types(account: Account, amount: number): number {
  if (!(typeof amount === 'number')) throw new TypeError('amount must be a number');
  account.balance -= amount;
  const result = account.balance;
  if (!(typeof result === 'number')) throw new TypeError('result must be a number');
  return result;
}

export function comparisons(account: Account, amount: number): number {
  if (!(amount >= 0)) throw new RangeError('amount must not be negative');
  account.balance -= amount;
  const result = account.balance;
  if (!(result >= 0)) throw new RangeError('result must not be negative');
  return result;
}

export function twoReturns(account: Account, amount: number): number {
  if (!(amount >= 0)) throw new RangeError('amount must not be negative');
  let result: number;
  if (amount === 0) result = account.balance;
  else {
    account.balance -= amount;
    result = account.balance;
  }
  if (!(result >= 0)) throw new RangeError('result must not be negative');
  return result;
}

export function members(account: Account, amount: number): number {
  if (!(amount <= account.balance)) throw new RangeError('the account must cover the amount');
  const before = account.balance;
  account.balance -= amount;
  const result = account.balance;
  if (!(account.balance === before - amount)) throw new RangeError('the balance must shrink by the amount');
  return result;
}

export function calls(account: Account, amount: number): number {
  if (!isCovered(account, amount)) throw new RangeError('the account must cover the amount');
  account.balance -= amount;
  const result = account.balance;
  if (!isCovered(account, 0)) throw new RangeError('the balance must not be negative');
  return result;
}

export function lists(account: Account, amount: number): number {
  if (!isSorted(account.history)) throw new RangeError('the history must be sorted');
  account.balance -= amount;
  const result = account.balance;
  if (!isSorted(account.history)) throw new RangeError('the history must be sorted');
  return result;
}
