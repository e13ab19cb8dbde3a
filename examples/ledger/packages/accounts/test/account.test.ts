import { describe, expect, it } from 'vitest';

import { build, violationOf } from './build.ts';

const { Account } = build;

describe('an account', () => {
  it('keeps what is put in, and gives what it has', () => {
    const account = new Account('A-1', 'EUR');
    account.deposit(1000);
    account.withdraw(400);
    expect([account.balance, account.available]).toEqual([600, 600]);
  });

  it('goes below zero as far as its overdraft', () => {
    const account = new Account('A-1', 'EUR', 500);
    account.withdraw(500);
    expect([account.balance, account.available]).toEqual([-500, 0]);
  });

  it('does not give what it has not', async () => {
    const account = new Account('A-1', 'EUR', 500);
    const violation = await violationOf(() => account.withdraw(501));
    expect(violation.message).toMatch(/^Account\.withdraw requires `amount <= this\.available`: the account must cover it\n {2}amount = 501, this\.available = 500\n {2}at src\/account\.ts:\d+:\d+; blame: the caller$/);
    expect(account.balance).toBe(0);
  });

  it.each([0, -5, 12.5, NaN])('moves no amount of %d', async (amount) => {
    const account = new Account('A-1', 'EUR', 500);
    for (const act of [() => account.deposit(amount), () => account.withdraw(amount)]) {
      expect(await violationOf(act)).toMatchObject({ clause: { source: 'isAmount(amount)' }, values: [{ expression: 'amount', value: amount }] });
    }
  });

  it('counts no more than it can count exactly', async () => {
    const account = new Account('A-1', 'EUR');
    account.deposit(Number.MAX_SAFE_INTEGER);
    expect(await violationOf(() => account.deposit(1))).toMatchObject({ kind: 'requires', subject: 'Account.deposit' });
  });

  it('has a name and an overdraft in whole units', async () => {
    expect(await violationOf(() => new Account('', 'EUR'))).toMatchObject({ subject: 'new Account', clause: { source: "id !== ''" } });
    expect(await violationOf(() => new Account('A-1', 'EUR', 0.5))).toMatchObject({ subject: 'new Account', blame: { party: 'caller' } });
  });
});
