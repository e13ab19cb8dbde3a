import { isAmount, type Currency } from './money.ts';

/**
 * Money of one owner in one currency.
 *
 * @invariant `Number.isSafeInteger(this.#balance)`: a balance is a whole number of minor units
 * @invariant `this.#balance >= -this.overdraft`: an account never goes below its overdraft
 */
export class Account {
  readonly id: string;
  readonly currency: Currency;
  /** How far the balance may go below zero. */
  readonly overdraft: number;
  #balance = 0;

  /**
   * An account without money.
   *
   * @requires `id !== ''`
   * @requires `Number.isSafeInteger(overdraft) && overdraft >= 0`: an overdraft is a whole number of minor units
   */
  constructor(id: string, currency: Currency, overdraft: number = 0) {
    this.id = id;
    this.currency = currency;
    this.overdraft = overdraft;
  }

  get balance(): number {
    return this.#balance;
  }

  /** How much could be taken out now. */
  get available(): number {
    return this.#balance + this.overdraft;
  }

  /**
   * Puts money in.
   *
   * @requires `isAmount(amount)`: an amount is a positive whole number of minor units
   * @requires `Number.isSafeInteger(this.balance + amount)`: an account holds no more than can be counted exactly
   * @ensures `this.balance === old(this.balance) + amount`
   */
  deposit(amount: number): void {
    this.#balance += amount;
  }

  /**
   * Takes money out.
   *
   * @requires `isAmount(amount)`: an amount is a positive whole number of minor units
   * @requires `amount <= this.available`: the account must cover it
   * @ensures `this.balance === old(this.balance) - amount`
   */
  withdraw(amount: number): void {
    this.#balance -= amount;
  }
}
