import { describe, expect, it } from 'vitest';
import { formatMoney } from '../src/format-money.ts';

describe('format-money', () => {
  it('formats cents', () => {
    expect(formatMoney(1234, '$')).toEqual('$12.34');
  });
  it('groups thousands', () => {
    expect(formatMoney(123456789, '€')).toEqual('€1,234,567.89');
  });
  it('has a minus', () => {
    expect(formatMoney(-5, '$')).toEqual('-$0.05');
  });
});
