import { describe, expect, it } from 'vitest';
import { fromRoman, toRoman } from '../src/roman.ts';

describe('roman', () => {
  it('writes', () => {
    expect(toRoman(14)).toEqual('XIV');
    expect(toRoman(2024)).toEqual('MMXXIV');
  });
  it('reads', () => {
    expect(fromRoman('MCMXC')).toEqual(1990);
  });
});
