import { describe, expect, it } from 'vitest';
import { levenshtein } from '../src/levenshtein.ts';

describe('levenshtein', () => {
  it('counts edits', () => {
    expect(levenshtein('kitten', 'sitting')).toEqual(3);
  });
  it('of equal texts is nothing', () => {
    expect(levenshtein('abc', 'abc')).toEqual(0);
  });
  it('of nothing is all', () => {
    expect(levenshtein('', 'ab')).toEqual(2);
  });
});
