export interface Account {
  readonly owner: string;
  balance: number;
}

/**
 * Takes money out of an account.
 *
 * @requires `amount > 0`
 * @requires `amount <= account.balance`: the account must cover it
 * @ensures `account.balance === old(account.balance) - amount`
 * @modifies account.balance
 */
export function withdraw(account: Account, amount: number): void {
  account.balance -= amount;
}
