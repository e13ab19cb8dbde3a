import { describe, expect, it } from 'vitest';

import { account, journal, refusing, token } from './bank.ts';
import { build, violationOf } from './build.ts';

const { InsufficientFundsError, transfer } = build;

describe('a transfer', () => {
  it('moves money and writes it down', async () => {
    const [from, to, book] = [account('A', 5000), account('B', 0), journal()];
    expect(await transfer({ from, to, amount: 1250 }, book, token)).toEqual({ number: 1, amount: 1250 });
    expect([from.balance, to.balance]).toEqual([3750, 1250]);
    expect(book.entries).toEqual([{ from: 'A', to: 'B', amount: 1250 }]);
  });

  it('gives the money back if it cannot be written down', async () => {
    const [from, to] = [account('A', 5000), account('B', 0)];
    await expect(transfer({ from, to, amount: 1250 }, refusing(), token)).rejects.toThrow('journal is read-only');
    expect([from.balance, to.balance]).toEqual([5000, 0]);
  });

  it('is refused where the money is missing, as an answer and not as a violation', async () => {
    const [from, to, book] = [account('A', 1000), account('B', 0), journal()];
    await expect(transfer({ from, to, amount: 1250 }, book, token)).rejects.toThrow(new InsufficientFundsError('A cannot pay 12.50 EUR: it has 10.00'));
    expect([from.balance, to.balance, book.entries.length]).toEqual([1000, 0, 0]);
  });

  it('takes the money before it waits, so that it is spent once', async () => {
    const [from, to, book] = [account('A', 1000), account('B', 0), journal()];
    const both = await Promise.allSettled([1, 2].map(() => transfer({ from, to, amount: 800 }, book, token)));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect([from.balance, to.balance]).toEqual([200, 800]);
  });

  it('rejects, and does not throw, where its caller is wrong', async () => {
    const [from, to] = [account('A', 5000), account('B', 0)];
    const promise = transfer({ from, to, amount: 12.5 }, journal(), token);
    const { message, blame, values } = await violationOf(() => promise);
    expect(message).toMatch(/^transfer requires `isAmount\(order\.amount\)`: an amount is a positive whole number of minor units\n {2}order\.amount = 12\.5\n {2}at src\/transfer\.ts:\d+:\d+; blame: the caller$/);
    expect(values).toEqual([{ expression: 'order.amount', value: 12.5 }]);
    expect(blame.party).toBe('caller');
  });

  it.each([
    ['to itself', 'order.from !== order.to', () => { const from = account('A', 10); return { from, to: from, amount: 1 }; }],
    ['into another currency', 'order.from.currency === order.to.currency', () => ({ from: account('A', 10), to: account('B', 0, 'USD'), amount: 1 })],
  ])('does not go %s', async (_, source, order) => {
    expect(await violationOf(() => transfer(order(), journal(), token))).toMatchObject({ kind: 'requires', clause: { source } });
  });
});

describe('a journal', () => {
  it('that does not count from 1 breaks its promise', async () => {
    const [from, to] = [account('A', 10), account('B', 0)];
    const violation = await violationOf(() => transfer({ from, to, amount: 1 }, { write: () => Promise.resolve(0) }, token));
    expect(violation).toMatchObject({ kind: 'ensures', subject: 'deliver', clause: { message: 'the journal counts from 1' } });
  });

  it('made here keeps its own contract', async () => {
    expect(await violationOf(() => journal().write({ from: 'A', to: 'A', amount: 1 }, token))).toMatchObject({ subject: 'write', clause: { source: 'entry.from !== entry.to' } });
  });
});
