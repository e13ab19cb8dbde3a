import { describe, expect, it } from 'vitest';
import { decode, encode } from '../src/run-length.ts';

describe('run-length', () => {
  it('encodes runs', () => {
    expect(encode('aaab')).toEqual([{ char: 'a', count: 3 }, { char: 'b', count: 1 }]);
    expect(encode('')).toEqual([]);
  });
  it('decodes what it encoded', () => {
    expect(decode(encode('hello'))).toEqual('hello');
  });
});
