import { isCount } from './predicates/numbers.ts';

/** There is not enough money. */
export class OverdrawnError extends Error {
  override name = 'OverdrawnError';
}

/**
 * An account with a limit to which it may be overdrawn.
 *
 * @invariant `this.balance >= -this.limit`: nobody owes more than the limit
 * @invariant `Number.isSafeInteger(this.balance)`
 * @invariant `this.history.reduce((sum, change) => sum + change, 0) === this.balance`: the history explains the balance
 */
export class Account {
  balance = 0;
  readonly limit: number;
  readonly history: number[] = [];

  /** @requires `isCount(limit, 1e9)` */
  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * @requires `isCount(amount, 1e9) && amount > 0`
   * @ensures `this.balance === old(this.balance) + amount`
   */
  deposit(amount: number): void {
    this.balance += amount;
    this.history.push(amount);
  }

  /**
   * @requires `isCount(amount, 1e9) && amount > 0`
   * @ensures `this.balance === old(this.balance) - amount`
   * @throws {OverdrawnError} iff `amount > this.balance + this.limit`
   */
  withdraw(amount: number): void {
    if (this.balance - amount < -this.limit) throw new OverdrawnError('not enough money');
    this.balance -= amount;
    this.history.push(-amount);
  }

  /**
   * Moves money to another account.
   *
   * @requires `to !== this`
   * @requires `isCount(amount, 1e9) && amount > 0`
   * @ensures `this.balance + to.balance === old(this.balance + to.balance)`: no money is made or lost
   * @throws {OverdrawnError} iff `amount > this.balance + this.limit`
   */
  transfer(to: Account, amount: number): void {
    this.withdraw(amount);
    to.deposit(amount);
  }
}
