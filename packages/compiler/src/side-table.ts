/** What is found out once for a node, kept with it. */

/** A value for each of some objects, which lives as long as the object. */
export interface SideTable<Key extends object, Value> {
  has(owner: Key): boolean;
  get(owner: Key): Value | undefined;
  set(owner: Key, value: Value): void;
}

/**
 * A table that holds each value on its owner, under a symbol of its own. Owners are nodes, files and programs, or other objects that take
 * properties and are not spread; TypeScript's copies of nodes do not have it.
 *
 * A `WeakMap` that outlives its keys would do, but while the engine collects young objects, it takes the values of such a map for needed. They
 * lead to nodes: syntax trees that nobody needed any more grew old, which cost a quarter of compiling a file.
 *
 * @pure
 */
export function sideTable<Key extends object, Value>(name: string): SideTable<Key, Value> {
  const key = Symbol(name);
  const has = (owner: Key): boolean => Object.hasOwn(owner, key); // TypeScript makes a file that is the same as another one from it as its prototype
  return {
    has,
    get: (owner) => (has(owner) ? (owner as { [key]?: Value })[key] : undefined),
    set: (owner, value) => {
      (owner as { [key]?: Value })[key] = value;
    },
  };
}
