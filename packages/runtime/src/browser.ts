/**
 * What takes the place of the modules that ask Node something, in a bundle for browsers: `package.json` says which. Such a host has no terminal
 * and no channels, and cannot tell a proxy from an object, so that nothing is looked into.
 *
 * @module
 */
import { stringDifference } from './string-difference.ts';

/** In the place of `node.ts`. */
export function builtin(): undefined {}

/** In the place of `count.ts`: nobody collects. */
export function count<T>(...[, , value]: readonly [site: string, key: string, value: T, isGuarded?: boolean]): T {
  return value;
}

/** In the place of `class-name.ts`. */
export function className(): undefined {}

/** In the place of `class-name.ts`. */
export function isPlain(): false {
  return false;
}

/** In the place of `class-name.ts`. */
export function ownData(): undefined {}

/** In the place of `objects.ts`. */
export function showObject(): undefined {}

/** In the place of `diagram.ts`. */
export function terminalDiagram(): undefined {}

/** In the place of `difference.ts`: of long strings alone. */
export function firstDifference(left: unknown, right: unknown): string | undefined {
  const difference = typeof left === 'string' && typeof right === 'string' ? stringDifference(left, right) : undefined;
  return difference && `first difference at ${difference}`;
}
