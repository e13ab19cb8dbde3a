import { describe, expect, it } from 'vitest';
import { roundToCents } from '../src/round-to-cents.ts';

describe('round-to-cents', () => {
  it('rounds to the nearest', () => {
    expect(roundToCents(14)).toEqual(1);
    expect(roundToCents(16)).toEqual(2);
  });
  it('rounds halves to even', () => {
    expect(roundToCents(25)).toEqual(2);
  });
});
