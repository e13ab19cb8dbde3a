import { describe, expect, it } from 'vitest';
import { Account, OverdrawnError } from '../src/account.ts';

describe('account', () => {
  it('takes and gives', () => {
    const account = new Account(0);
    account.deposit(100);
    account.withdraw(30);
    expect(account.balance).toEqual(70);
  });
  it('refuses what goes beyond the limit', () => {
    const account = new Account(10);
    expect(() => account.withdraw(20)).toThrow(OverdrawnError);
  });
  it('transfers', () => {
    const [one, other] = [new Account(50), new Account(0)];
    one.transfer(other, 20);
    expect([one.balance, other.balance]).toEqual([-20, 20]);
  });
});
