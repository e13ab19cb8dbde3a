export interface Account {
  balance: number;
}

export function isCovered(account: Account, amount: number): boolean {
  return amount <= account.balance;
}
