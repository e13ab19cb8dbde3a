import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../src/token-bucket.ts';

describe('token-bucket', () => {
  it('is empty after its size', () => {
    const bucket = new TokenBucket(2, 100);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([true, true, false]);
  });
  it('fills again', () => {
    const bucket = new TokenBucket(1, 100);
    bucket.take(0);
    expect(bucket.take(150)).toEqual(true);
  });
});
