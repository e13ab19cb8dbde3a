import { describe, expect, it } from 'vitest';
import { wrapWords } from '../src/wrap-words.ts';

describe('wrap-words', () => {
  it('breaks lines', () => {
    expect(wrapWords('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  });
  it('of nothing are none', () => {
    expect(wrapWords('', 10)).toEqual([]);
  });
});
