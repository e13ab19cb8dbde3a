export interface Account {
  balance: number;
  readonly history: readonly number[];
}

export function isCovered(account: Account, amount: number): boolean {
  return amount <= account.balance;
}

export function isSorted(values: readonly number[]): boolean {
  for (let index = 1; index < values.length; index++) {
    if ((values[index - 1] as number) > (values[index] as number)) return false;
  }
  return true;
}
