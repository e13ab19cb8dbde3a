/** Whether a function has no effect that calls can show: it gives the same again, and leaves its arguments alone. */
import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../verdict.ts';
import { shown } from './problem.ts';

interface SeenCall {
  readonly args: readonly unknown[];
  readonly value: unknown;
}

export interface Twice {
  readonly first: SeenCall;
  readonly second: SeenCall;
  /** The arguments, as nobody has touched them. */
  readonly untouched: readonly unknown[];
  /** The first of the arguments is `this`. */
  readonly takesThis: boolean;
}

/**
 * What two calls with the same arguments tell; undefined where they tell nothing.
 *
 * @noContract values of the project are compared
 */
export function impurity({ first, second, untouched, takesThis }: Twice): Problem | undefined {
  const index = first.args.findIndex((arg, at) => isData(arg) && !isDeepStrictEqual(arg, untouched[at]));
  if (index !== -1) return { problem: 'impure', message: `it is \`@pure\` and changed ${nameOf(index, takesThis)}: ${shown(untouched[index])} before, ${shown(first.args[index])} after` };
  if (isData(first.value) && isData(second.value) && !isDeepStrictEqual(first.value, second.value)) return { problem: 'impure', message: `it is \`@pure\` and gave another result the second time: first ${shown(first.value)}, then ${shown(second.value)}` };
  return undefined;
}

function nameOf(index: number, takesThis: boolean): string {
  if (takesThis && index === 0) return 'its `this`';
  return `its ${ordinal(takesThis ? index - 1 : index)} argument`;
}

function ordinal(index: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][index] ?? `${index + 1}th`;
}

/** Functions and what is made of them are the same only where they are one, and iterators are used up. */
function isData(value: unknown, depth = 0): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) return true;
  // Who listens to them is no value.
  if (value instanceof EventTarget || value instanceof AbortController) return false;
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || typeof (value as { next?: unknown }).next === 'function') return false;
  if (depth > deepest) return true;
  const inner: readonly unknown[] = value instanceof Map ? [...value.keys(), ...value.values()] : value instanceof Set ? [...value] : Object.values(value);
  return inner.every((each) => isData(each, depth + 1));
}

const deepest = 6;
