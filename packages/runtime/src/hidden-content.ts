import { isPlain } from './class-name.ts';

const typedArray = Object.getPrototypeOf(Int8Array.prototype) as object;
const open: ReadonlySet<unknown> = new Set([null, Object.prototype, Array.prototype, Map.prototype, Set.prototype]);

/**
 * Whether an object may hold more than so many properties that were looked at: others that are not listed, or what its class keeps in private.
 * An array, a map, a set or a typed array has to be of JavaScript's own class; what a class of the user adds to one cannot be seen.
 */
export function mayHideContent(object: object, seen: number): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (!open.has(prototype) && !(isPlain(prototype) && isBuiltIn(prototype))) return true;
  return Reflect.ownKeys(object).length > seen;
}

/** A typed array's, or that of plain objects in another realm. */
function isBuiltIn(prototype: object): boolean {
  const above: unknown = Object.getPrototypeOf(prototype);
  return above === typedArray || (above === null && Object.hasOwn(prototype, 'isPrototypeOf'));
}
