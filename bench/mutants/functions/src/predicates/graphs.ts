export interface Edge {
  readonly from: string;
  readonly to: string;
}

export function areUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

export function isWithin(edges: readonly Edge[], nodes: readonly string[]): boolean {
  return edges.every(({ from, to }) => nodes.includes(from) && nodes.includes(to));
}

export function keepsOrder(order: readonly string[], edges: readonly Edge[]): boolean {
  return edges.every(({ from, to }) => order.indexOf(from) < order.indexOf(to));
}

/** Whether some way along the edges leads back to where it began. */
export function hasCycle(edges: readonly Edge[]): boolean {
  const leadsBack = (start: string): boolean => {
    const seen = new Set<string>();
    const next = [start];
    for (let node = next.pop(); node !== undefined; node = next.pop()) {
      for (const { from, to } of edges) {
        if (from !== node) continue;
        if (to === start) return true;
        if (!seen.has(to)) next.push(to);
        seen.add(to);
      }
    }
    return false;
  };
  return edges.some(({ from }) => leadsBack(from));
}
