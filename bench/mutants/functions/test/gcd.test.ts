import { describe, expect, it } from 'vitest';
import { gcd } from '../src/gcd.ts';

describe('gcd', () => {
  it('finds the greatest', () => {
    expect(gcd(12, 18)).toEqual(6);
    expect(gcd(7, 5)).toEqual(1);
  });
  it('takes zero', () => {
    expect(gcd(0, 4)).toEqual(4);
  });
});
