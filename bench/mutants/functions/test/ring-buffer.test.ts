import { describe, expect, it } from 'vitest';
import { FullError, RingBuffer } from '../src/ring-buffer.ts';

describe('ring-buffer', () => {
  it('is a queue', () => {
    const buffer = new RingBuffer(3);
    buffer.push(1);
    buffer.push(2);
    expect(buffer.shift()).toEqual(1);
    expect(buffer.toArray()).toEqual([2]);
  });
  it('refuses when full', () => {
    const buffer = new RingBuffer(1);
    buffer.push(1);
    expect(() => buffer.push(2)).toThrow(FullError);
  });
  it('is empty at first', () => {
    expect(new RingBuffer(2).shift()).toEqual(undefined);
  });
});
