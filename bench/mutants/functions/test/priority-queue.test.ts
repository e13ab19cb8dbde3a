import { describe, expect, it } from 'vitest';
import { PriorityQueue } from '../src/priority-queue.ts';

describe('priority-queue', () => {
  it('gives the least first', () => {
    const queue = new PriorityQueue();
    for (const item of [3, 1, 2]) queue.add(item);
    expect([queue.take(), queue.take(), queue.take()]).toEqual([1, 2, 3]);
  });
  it('is empty at first', () => {
    expect(new PriorityQueue().take()).toEqual(undefined);
  });
});
