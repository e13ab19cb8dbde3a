import { describe, expect, it } from 'vitest';

import { account, journal, refusing, token } from './bank.ts';
import { build, violationOf } from './build.ts';

const { InsufficientFundsError, payOut } = build;

describe('a payout', () => {
  it('shares a total to the last cent', async () => {
    const [from, to] = [account('A', 100), [account('B', 0), account('C', 0), account('D', 0)]];
    expect(await payOut({ from, to, total: 100 }, journal(), token)).toEqual({ paid: 100, refunded: 0, failures: [] });
    expect([from, ...to].map(({ balance }) => balance)).toEqual([0, 34, 33, 33]);
  });

  it('moves nothing to those whose share is nothing', async () => {
    const [to, book] = [[account('B', 0), account('C', 0), account('D', 0)], journal()];
    await payOut({ from: account('A', 2), to, total: 2 }, book, token);
    expect(book.entries.map(({ to }) => to)).toEqual(['B', 'C']);
  });

  it('takes back the shares that could not be written down, and keeps the others', async () => {
    const [from, to] = [account('A', 100), [account('B', 0), account('C', 0), account('D', 0)]];
    let calls = 0;
    const book = journal(async () => { if (++calls === 2) throw new Error('full'); });
    expect(await payOut({ from, to, total: 100 }, book, token)).toEqual({ paid: 67, refunded: 33, failures: [new Error('full')] });
    expect([from, ...to].map(({ balance }) => balance)).toEqual([33, 34, 0, 33]);
    expect(await payOut({ from, to, total: 33 }, refusing(), token)).toMatchObject({ paid: 0, refunded: 33 });
  });

  it('is refused as a whole where the money is missing', async () => {
    const to = [account('B', 0)];
    await expect(payOut({ from: account('A', 99), to, total: 100 }, journal(), token)).rejects.toThrow(InsufficientFundsError);
  });

  it.each([
    ['to nobody', 'payout.to.length > 0', []],
    ['across currencies', 'payout.to.every(({ currency }) => currency === payout.from.currency)', [account('B', 0, 'USD')]],
  ])('does not go %s', async (_, source, to) => {
    const violation = await violationOf(() => payOut({ from: account('A', 100), to, total: 100 }, journal(), token));
    expect(violation).toMatchObject({ kind: 'requires', subject: 'payOut', clause: { source }, blame: { party: 'caller' } });
  });

  it('does not go back to where it came from', async () => {
    const from = account('A', 100);
    expect(await violationOf(() => payOut({ from, to: [from], total: 100 }, journal(), token))).toMatchObject({ clause: { source: '!payout.to.includes(payout.from)' } });
  });
});
