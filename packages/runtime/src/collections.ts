/**
 * Looks into maps, sets and typed arrays by what JavaScript itself keeps in them: nothing of the object's own runs.
 *
 * @module
 */

/** What a collection holds; the elements of a set are their own keys. */
export interface Collection {
  readonly object: object;
  readonly kind: 'map' | 'set' | 'list';
  readonly size: number;
  /** The first entries in the collection's order, as many as were asked for. */
  readonly entries: readonly Entry[];
  /** The entry of a key; `undefined` where there is none. */
  readonly find: (key: unknown) => Entry | undefined;
}

type Entry = readonly [key: unknown, item: unknown];
type Intrinsic = (...given: readonly unknown[]) => unknown;

/** A method or getter of JavaScript itself, which throws on an object that is not of its kind. */
export function intrinsic(prototype: object, key: string): Intrinsic {
  const found = descriptor(prototype, key);
  return (found.get ?? found.value) as Intrinsic;
}

/** An own property as it is kept, without running its getter; empty where there is none. */
export function descriptor(object: object, key: string): { readonly get?: () => unknown; readonly value?: unknown } {
  return Object.getOwnPropertyDescriptor(object, key) ?? {};
}

const map = { size: intrinsic(Map.prototype, 'size'), entries: intrinsic(Map.prototype, 'entries'), next: nextOf(new Map()), has: intrinsic(Map.prototype, 'has'), get: intrinsic(Map.prototype, 'get') };
const set = { size: intrinsic(Set.prototype, 'size'), entries: intrinsic(Set.prototype, 'entries'), next: nextOf(new Set()), has: intrinsic(Set.prototype, 'has') };
const listLength = intrinsic(Object.getPrototypeOf(Int8Array.prototype) as object, 'length');

function nextOf(collection: Iterable<unknown>): Intrinsic {
  return intrinsic(Object.getPrototypeOf(collection[Symbol.iterator]()) as object, 'next');
}

/** The collection that an object is, with at most so many of its entries; `undefined` for anything else, a proxy of a collection too. */
export function collectionOf(object: object, most: number): Collection | undefined {
  for (const open of [openMap, openSet, openList]) {
    try {
      return open(object, most);
    } catch {
      // It is of another kind.
    }
  }
  return undefined;
}

function openMap(object: object, most: number): Collection {
  const size = Reflect.apply(map.size, object, []) as number;
  return { object, kind: 'map', size, entries: taken(object, map, most), find: (key) => (Reflect.apply(map.has, object, [key]) === true ? [key, Reflect.apply(map.get, object, [key])] : undefined) };
}

function openSet(object: object, most: number): Collection {
  const size = Reflect.apply(set.size, object, []) as number;
  return { object, kind: 'set', size, entries: taken(object, set, most), find: (key) => (Reflect.apply(set.has, object, [key]) === true ? [key, key] : undefined) };
}

/** A typed array; one whose buffer is gone is empty. */
function openList(object: object, most: number): Collection {
  const size = Reflect.apply(listLength, object, []) as number;
  const at = (index: number): Entry => [index, (object as readonly unknown[])[index]];
  return { object, kind: 'list', size, entries: Array.from({ length: Math.min(size, most) }, (_, index) => at(index)), find: (key) => ((key as number) < size ? at(key as number) : undefined) };
}

function taken(object: object, { entries, next }: { readonly entries: Intrinsic; readonly next: Intrinsic }, most: number): Entry[] {
  const iterator = Reflect.apply(entries, object, []);
  const found: Entry[] = [];
  while (found.length < most) {
    const step = Reflect.apply(next, iterator, []) as IteratorResult<Entry, undefined>;
    if (step.done === true) break;
    found.push(step.value);
  }
  return found;
}
