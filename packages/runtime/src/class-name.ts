import { builtin } from './node.ts';

/** The part of `node:util` that tells what an object is without touching it. */
export interface Types {
  isProxy(value: unknown): boolean;
  isNativeError(value: unknown): boolean;
}

/** `util.types`, or `undefined` in a host that cannot tell a proxy from its target. */
export function nodeTypes(): Types | undefined {
  return (builtin('node:util') as { types: Types } | undefined)?.types;
}

/** Whether it is an object that is known to be no proxy: reading its descriptors runs nothing of its own. */
export function isPlain(value: unknown): value is object {
  return Object(value) === value && nodeTypes()?.isProxy(value) === false;
}

/** The value of an own data property; `undefined` too where reading it could run code. */
export function ownData(object: unknown, key: string): unknown {
  return isPlain(object) ? Object.getOwnPropertyDescriptor(object, key)?.value : undefined;
}

/** The name of an object's class, by own data properties alone; empty where they tell none. */
export function className(value: unknown): string {
  let name: unknown;
  for (let at = value; !name && isPlain(at); ) {
    at = Object.getPrototypeOf(at);
    name = ownData(ownData(at, 'constructor'), 'name');
  }
  return typeof name === 'string' ? name.slice(0, 80) : '';
}
