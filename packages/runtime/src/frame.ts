import { isPlain, ownData } from './class-name.ts';
import { hiddenText } from './clip.ts';
import { preview } from './preview.ts';

/** An object that a function can reach, and what of it the function may write. */
export type FramedObject = readonly [
  /** The place that it is found at, as a clause writes it: `this.cache`. */
  place: string,
  root: unknown,
  /** The members that lead from the root to it. */
  path: readonly string[],
  /** The members of it that may be written; what is inside of those is anybody's. */
  allowed: readonly string[],
  /** Its values must not be shown. */
  isSecret?: boolean,
];

/** The members of an object as they were. */
interface Snapshot {
  readonly framed: FramedObject;
  readonly object: object;
  readonly members: ReadonlyMap<unknown, unknown>;
}

/** What a frame was taken of, for {@link written}. */
export type Frame = readonly Snapshot[];

/** Objects with more members are not looked at: a frame is for records, not for stores. */
const most = 10_000;

/**
 * Takes shallow snapshots of objects; those that are none, and proxies, are left out. It runs no code of theirs.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function frame(objects: readonly FramedObject[]): Frame {
  return objects.flatMap((framed) => {
    const [, root, path] = framed;
    const object = path.reduce<unknown>(ownData, root);
    const members = isPlain(object) ? membersOf(object) : undefined;
    return members ? [{ framed, object: object as object, members }] : [];
  });
}

/**
 * What was written outside of a frame: `cart.total: 0 before, 1 after`; undefined if nothing was.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function written(frame: Frame): string | undefined {
  for (const { framed: [place, , , allowed, isSecret], object, members } of frame) {
    const now = membersOf(object);
    for (const key of new Set([...members.keys(), ...(now?.keys() ?? [])])) {
      if (allowed.includes(key as string)) continue;
      const [before, after] = [shown(members, key), now ? shown(now, key) : 'too much'];
      if (now?.has(key) === members.has(key) && Object.is(members.get(key), now.get(key))) continue;
      const name = nameOf(place, object, key);
      return isSecret === true ? `${name}: ${hiddenText}` : `${name}: ${before} before, ${after} after`;
    }
  }
  return undefined;
}

function shown(members: ReadonlyMap<unknown, unknown>, key: unknown): string {
  return members.has(key) ? preview(members.get(key)) : 'nothing';
}

/** Own data properties; of a Map its entries, of a Set its elements. Undefined where they are too many. */
function membersOf(object: object): Map<unknown, unknown> | undefined {
  if (object instanceof Map) return object.size > most ? undefined : new Map(own(Map.prototype, 'entries', object) as Iterable<[unknown, unknown]>);
  if (object instanceof Set) return object.size > most ? undefined : new Map([...(own(Set.prototype, 'values', object) as Iterable<unknown>)].map((each) => [each, true]));
  const keys = Reflect.ownKeys(object);
  if (keys.length > most) return undefined;
  const members = new Map<unknown, unknown>();
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor && 'value' in descriptor) members.set(key, descriptor.value);
  }
  return members;
}

/** Calls a method of the language itself, whatever a subclass calls by its name. */
function own<T>(prototype: T, method: keyof T & string, object: object): unknown {
  return Reflect.apply(prototype[method] as () => unknown, object, []);
}

function nameOf(place: string, object: object, key: unknown): string {
  if (object instanceof Map || object instanceof Set) return `${place} at ${preview(key)}`;
  if (typeof key === 'symbol') return `${place}[${String(key)}]`;
  return Array.isArray(object) && key !== 'length' ? `${place}[${String(key)}]` : `${place}.${String(key)}`;
}
