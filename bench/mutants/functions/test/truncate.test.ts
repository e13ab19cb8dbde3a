import { describe, expect, it } from 'vitest';
import { truncate } from '../src/truncate.ts';

describe('truncate', () => {
  it('leaves what is short', () => {
    expect(truncate('short', 10)).toEqual('short');
  });
  it('shortens', () => {
    expect(truncate('a longer text', 5)).toEqual('a lo…');
  });
});
