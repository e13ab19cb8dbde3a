/** What the walk over a function keeps while it builds the graph. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { mayBeOfClause } from './clause-calls.ts';
import type { Block, Branch, Edge, Escape, Event, FunctionNode, Value } from './events.ts';
import { placeOf, type Place, type Root } from './place.ts';

interface OpenBlock extends Block {
  readonly events: Event[];
  readonly next: Edge[];
}

/** Where `break` and `continue` lead. */
export interface Target {
  readonly label: string | undefined;
  readonly onBreak: OpenBlock;
  /** Absent for `switch` and labelled blocks. */
  readonly onContinue: OpenBlock | undefined;
}

export interface Builder {
  readonly node: FunctionNode | ts.SourceFile;
  /** Absent where the parser gives no types. */
  readonly program: ts.Program | undefined;
  /** Calls of `then` whose callbacks are part of the graph, as what runs after a suspension. */
  readonly continuations: ReadonlySet<ts.Node>;
  readonly blocks: OpenBlock[];
  /** The function and the callbacks that run inside of it: their names are its locals. */
  readonly owners: Set<ts.Node>;
  readonly targets: Target[];
  /** Where `return` leads; a callback that runs at once has its own. */
  readonly returns: OpenBlock[];
  /** What the functions give that are being gone through inside of this one, the innermost last. */
  readonly results: Value[][];
  /** Functions of its own whose calls are being gone through, and how many such calls there were. */
  readonly inlined: FunctionNode[];
  inlinedCalls: number;
  /** What their parameters stand for. */
  readonly given: Map<ts.Node, Place>;
  /** Where what such a function throws leads to, if it does not catch it. */
  raises: { readonly to: OpenBlock; readonly depth: number } | undefined;
  /** How many `try` blocks are open: then each suspension ends a block, so that the handler sees what was before and after it. */
  tries: number;
  /** The blocks in which something may throw: a call, a suspension, `throw`. */
  readonly throwing: Set<OpenBlock>;
  /** Whether it is in a condition of a contract call. */
  inClause: boolean;
  current: OpenBlock;
  suspends: boolean;
}

/** A value of which nothing is known. */
export const unknownValue: Value = { reads: [] };

/** Begins a block that nothing leads to yet. */
export function newBlock(b: Builder): OpenBlock {
  const block: OpenBlock = { id: b.blocks.length, events: [], next: [] };
  b.blocks.push(block);
  return block;
}

/** Makes an edge. */
export function link(from: OpenBlock, edge: Edge): void {
  from.next.push(edge);
}

/** Goes on in a block, which the current one leads to. */
export function goTo(b: Builder, block: OpenBlock): void {
  link(b.current, { to: block });
  b.current = block;
}

/** The current block leads to another place, and what follows in the text is not reached from it. */
export function leave(b: Builder, to: OpenBlock): void {
  link(b.current, { to });
  b.current = newBlock(b);
}

/** Adds what happens next. */
export function emit(b: Builder, event: Event): void {
  if (b.inClause && !mayBeOfClause(event)) return;
  b.current.events.push(event);
  if (event.kind !== 'suspend' && event.kind !== 'call') return;
  b.throwing.add(b.current);
  if (event.kind === 'call') return;
  b.suspends = true;
  if (b.tries > 0) goTo(b, newBlock(b));
}

/** A place is known to others from here on. Of what nothing is known of, nothing is said. */
export function escape(b: Builder, value: Value | undefined, { node, how }: Pick<Escape, 'node' | 'how'>): void {
  if (value?.place && value.place.root.kind !== 'unknown') emit(b, { kind: 'escape', place: value.place, node, how });
}

/** What a branch leads to: each way is run, and both come together again. */
export function fork(b: Builder, branch: Branch, ways: { readonly yes: () => void; readonly no?: () => void }): void {
  emit(b, branch);
  const start = b.current;
  const after = newBlock(b);
  for (const [outcome, way] of [[true, ways.yes], [false, ways.no]] as const) {
    if (!way) {
      link(start, { to: after, branch, outcome });
      continue;
    }
    b.current = newBlock(b);
    link(start, { to: b.current, branch, outcome });
    way();
    link(b.current, { to: after });
  }
  b.current = after;
}

/** The read of a place, which is added. */
export function readOf(b: Builder, place: Place, node: ts.Node): Value {
  const read = { kind: 'read', place, node } as const;
  emit(b, read);
  return { place, reads: [read] };
}

/** The root that a name is, seen from the function that the graph is of. */
export function rootOfBinding(b: Pick<Builder, 'node' | 'owners'>, binding: Binding): Root {
  if (binding.kind === 'import') return { kind: 'imported', binding };
  if (binding.owner === b.node && binding.kind === 'parameter') return { kind: 'parameter', binding };
  if (typescript.isSourceFile(binding.owner)) return { kind: 'module', binding };
  return { kind: b.owners.has(binding.owner) ? 'local' : 'captured', binding };
}

/** The place of a name, without an event. */
export function placeOfName(b: Pick<Builder, 'node' | 'owners'>, name: ts.Identifier): Place {
  const binding = bindingOf(name);
  return placeOf(binding ? rootOfBinding(b, binding) : { kind: 'global', name: name.text });
}

/** The class, object literal or function whose `this` is meant somewhere; the file outside of all. */
export function ownerOfThis(node: ts.Node): ts.Node {
  for (let at = node.parent; ; at = at.parent) {
    if (typescript.isSourceFile(at) || typescript.isFunctionDeclaration(at) || typescript.isFunctionExpression(at)) return at;
    if (typescript.isClassElement(at) || typescript.isMethodDeclaration(at) || typescript.isAccessor(at)) return at.parent;
  }
}
