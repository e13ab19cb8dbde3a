/** Runs an abstract execution over a graph until nothing changes. */
import type { Block, Edge, Event, Flow } from './events.ts';

/** What is kept at each point, and what the events do to it. States are not changed in place. */
export interface Execution<State> {
  readonly start: State;
  /** The state after an event. */
  after(state: State, event: Event): State;
  /** The state on the way out of a block by an edge. */
  along?(state: State, edge: Edge): State;
  /** What is true whichever of two ways was taken. */
  join(a: State, b: State): State;
  same(a: State, b: State): boolean;
}

/** How often the graph is gone through before it is given up: loops need one round more than they are deep. */
const maxRounds = 10;

/** The state at the head of each block that can be reached; undefined where the execution did not settle. */
export function solve<State>(flow: Flow, execution: Execution<State>): ReadonlyMap<Block, State> | undefined {
  const order = inOrder(flow);
  const heads = new Map<Block, State>([[flow.entry, execution.start]]);
  const pending = new Set<Block>([flow.entry]);
  for (let round = 0; pending.size > 0; round++) {
    if (round === maxRounds) return undefined;
    for (const block of order) {
      if (!pending.delete(block)) continue;
      let state = heads.get(block) ?? execution.start;
      for (const event of block.events) state = execution.after(state, event);
      for (const edge of block.next) if (arrive(heads, execution, { edge, state })) pending.add(edge.to);
    }
  }
  return heads;
}

/** Joins a state into the head of the block that an edge leads to; whether that changes it. */
function arrive<State>(heads: Map<Block, State>, execution: Execution<State>, { edge, state }: { readonly edge: Edge; readonly state: State }): boolean {
  const arriving = execution.along?.(state, edge) ?? state;
  const known = heads.get(edge.to);
  const joined = known === undefined ? arriving : execution.join(known, arriving);
  if (known !== undefined && execution.same(known, joined)) return false;
  heads.set(edge.to, joined);
  return true;
}

/** The blocks that can be reached, each before those that only it leads to. */
function inOrder({ entry }: Flow): Block[] {
  const seen = new Set<Block>([entry]);
  const done: Block[] = [];
  const stack: { readonly block: Block; at: number }[] = [{ block: entry, at: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.block.next[top.at++];
    if (!edge) done.push(stack.pop()?.block ?? entry);
    else if (!seen.has(edge.to)) {
      seen.add(edge.to);
      stack.push({ block: edge.to, at: 0 });
    }
  }
  return done.reverse();
}

/** Goes once through every event that can be reached, with the state before it. */
export function eachEvent<State>(heads: ReadonlyMap<Block, State>, { after }: Pick<Execution<State>, 'after'>, visit: (event: Event, before: State) => void): void {
  for (const [block, head] of heads) {
    let state = head;
    for (const event of block.events) {
      visit(event, state);
      state = after(state, event);
    }
  }
}
