import { describe, expect, it } from 'vitest';
import { commonPrefix } from '../src/common-prefix.ts';

describe('common-prefix', () => {
  it('finds it', () => {
    expect(commonPrefix(['flower', 'flow', 'flight'])).toEqual('fl');
  });
  it('may be empty', () => {
    expect(commonPrefix(['dog', 'car'])).toEqual('');
  });
});
