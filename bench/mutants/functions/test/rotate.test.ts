import { describe, expect, it } from 'vitest';
import { rotate } from '../src/rotate.ts';

describe('rotate', () => {
  it('turns left', () => {
    expect(rotate([1, 2, 3, 4], 1)).toEqual([2, 3, 4, 1]);
  });
  it('turns right', () => {
    expect(rotate([1, 2, 3], -1)).toEqual([3, 1, 2]);
  });
});
