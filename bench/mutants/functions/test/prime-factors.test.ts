import { describe, expect, it } from 'vitest';
import { primeFactors } from '../src/prime-factors.ts';

describe('prime-factors', () => {
  it('factors', () => {
    expect(primeFactors(12)).toEqual([2, 2, 3]);
    expect(primeFactors(7)).toEqual([7]);
  });
  it('of 1 are none', () => {
    expect(primeFactors(1)).toEqual([]);
  });
});
