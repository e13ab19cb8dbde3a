/** The functions of the run-time figures with contracts. */
import { isCovered, isSorted, type Account } from './account.js';

/**
 * @requires `typeof amount === 'number'`
 * @ensures `typeof result === 'number'`
 */
export function types(account: Account, amount: number): number {
  account.balance -= amount;
  return account.balance;
}

/**
 * @requires `amount >= 0`
 * @ensures `result >= 0`
 */
export function comparisons(account: Account, amount: number): number {
  account.balance -= amount;
  return account.balance;
}

/**
 * @requires `amount >= 0`
 * @ensures `result >= 0`
 */
export function twoReturns(account: Account, amount: number): number {
  if (amount === 0) return account.balance;
  account.balance -= amount;
  return account.balance;
}

/**
 * @requires `amount <= account.balance`
 * @ensures `account.balance === old(account.balance) - amount`
 */
export function members(account: Account, amount: number): number {
  account.balance -= amount;
  return account.balance;
}

/**
 * @requires `isCovered(account, amount)`
 * @ensures `isCovered(account, 0)`
 */
export function calls(account: Account, amount: number): number {
  account.balance -= amount;
  return account.balance;
}

/**
 * @requires `isSorted(account.history)`
 * @ensures `isSorted(account.history)`
 */
export function lists(account: Account, amount: number): number {
  account.balance -= amount;
  return account.balance;
}
