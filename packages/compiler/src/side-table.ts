/** What is found out once for a node, kept with it. */
import type ts from 'typescript';

/** A value for each of some nodes, which lives as long as the node. */
export interface SideTable<Key extends ts.Node, Value> {
  has(node: Key): boolean;
  get(node: Key): Value | undefined;
  set(node: Key, value: Value): void;
}

/**
 * A table of nodes, which holds each value on its node, under a symbol of its own: no loop over the keys of a node meets it, and no copy that
 * TypeScript makes of a node has it.
 *
 * A `WeakMap` that outlives the nodes would do, but while the engine collects young objects, it takes the values of such a map for needed. They
 * lead to other nodes: syntax trees that nobody needed any more grew old, which cost a fifth of compiling a file.
 *
 * @pure
 */
export function sideTable<Key extends ts.Node, Value>(name: string): SideTable<Key, Value> {
  const key = Symbol(name);
  const has = (node: Key): boolean => Object.hasOwn(node, key); // TypeScript makes a file that is the same as another one from it as its prototype
  return {
    has,
    get: (node) => (has(node) ? (node as { [key]?: Value })[key] : undefined),
    set: (node, value) => {
      (node as { [key]?: Value })[key] = value;
    },
  };
}
