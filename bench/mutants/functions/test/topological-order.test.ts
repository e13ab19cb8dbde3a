import { describe, expect, it } from 'vitest';
import { CycleError, topologicalOrder } from '../src/topological-order.ts';

describe('topological-order', () => {
  it('puts dependencies first', () => {
    expect(topologicalOrder(['c', 'b', 'a'], [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }])).toEqual(['a', 'b', 'c']);
  });
  it('refuses a cycle', () => {
    expect(() => topologicalOrder(['a', 'b'], [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }])).toThrow(CycleError);
  });
});
