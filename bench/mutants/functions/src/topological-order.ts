import { isPermutation } from './predicates/lists.ts';
import { areUnique, hasCycle, isWithin, keepsOrder, type Edge } from './predicates/graphs.ts';

/** There is no order: some of the nodes come before themselves. */
export class CycleError extends Error {
  override name = 'CycleError';
}

/**
 * The nodes of a graph, each before all that it has an edge to.
 *
 * @requires `areUnique(nodes) && isWithin(edges, nodes)`
 * @ensures `isPermutation(result, nodes)`
 * @ensures `keepsOrder(result, edges)`
 * @throws {CycleError} iff `hasCycle(edges)`
 */
export function topologicalOrder(nodes: readonly string[], edges: readonly Edge[]): string[] {
  const waiting = new Map<string, number>();
  for (const node of nodes) waiting.set(node, 0);
  for (const { to } of edges) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  const order: string[] = [];
  for (let node = ready.shift(); node !== undefined; node = ready.shift()) {
    order.push(node);
    for (const { from, to } of edges) {
      if (from !== node) continue;
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  if (order.length < nodes.length) throw new CycleError('the graph has a cycle');
  return order;
}
