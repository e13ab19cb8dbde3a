import { describe, expect, it } from 'vitest';

import { build, violationOf } from './build.ts';

const { isAmount, money, sum } = build;

describe('isAmount', () => {
  it.each([1, 1250, Number.MAX_SAFE_INTEGER])('takes %d', (value) => expect(isAmount(value)).toBe(true));
  it.each([0, -1, 12.5, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])('refuses %d', (value) => expect(isAmount(value)).toBe(false));
});

describe('sum', () => {
  it('adds up', () => expect([sum([]), sum([1, 2, 3])]).toEqual([0, 6]));

  it('wants whole numbers', async () => {
    const { message, blame } = await violationOf(() => sum([1, 2.5]));
    expect(message).toContain('sum requires `amounts.every(Number.isSafeInteger)`: amounts are whole numbers of minor units\n');
    expect(message).toContain('amounts = [1, 2.5]');
    expect(blame.party).toBe('caller');
  });

  it('says so when the result is no longer exact', () => {
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(new RangeError('too much money to count exactly'));
  });
});

describe('money.parse and money.format', () => {
  it.each([['12.50', 'EUR', 1250], ['0.05', 'USD', 5], ['0.00', 'GBP', 0], ['1250', 'JPY', 1250], ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER]] as const)('%s %s is %d', (text, currency, amount) => {
    expect(money.parse(text, currency)).toBe(amount);
    expect(money.format(amount, currency)).toBe(text);
  });

  it.each([['12.5', 'EUR'], ['12.500', 'EUR'], ['12', 'EUR'], ['1,50', 'EUR'], ['-1.00', 'EUR'], ['', 'JPY'], ['1.', 'JPY'], ['90071992547409.92', 'EUR'], ['9'.repeat(17), 'JPY']] as const)('%j is no amount in %s', (text, currency) => {
    expect(() => money.parse(text, currency)).toThrow(new RangeError(`${JSON.stringify(text)} is not an amount in ${currency}`));
  });

  it('formats no fraction of a cent', async () => {
    expect(await violationOf(() => money.format(12.5, 'EUR'))).toMatchObject({ kind: 'requires', subject: 'money.format' });
  });
});

describe('money.split', () => {
  it.each([[100, 3, [34, 33, 33]], [2, 3, [1, 1, 0]], [0, 2, [0, 0]], [7, 1, [7]]])('shares %d among %d', (total, shares, expected) => {
    expect(money.split(total, shares)).toEqual(expected);
  });

  it.each([[100, 0], [100, 1.5], [-1, 2], [0.5, 2]])('does not share %d among %d', async (total, shares) => {
    expect(await violationOf(() => money.split(total, shares))).toMatchObject({ code: 'ERR_CONTRACT_REQUIRES', blame: { party: 'caller' } });
  });
});
