import { describe, expect, it } from 'vitest';
import { caesar } from '../src/caesar.ts';

describe('caesar', () => {
  it('shifts letters', () => {
    expect(caesar('Hello, xyz', 3)).toEqual('Khoor, abc');
  });
  it('shifts back', () => {
    expect(caesar('Khoor', -3)).toEqual('Hello');
  });
});
