import type { Segment } from './relay.ts';
import { abandon } from './values.ts';

interface Keys {
  readonly asyncDispose?: symbol;
  readonly dispose?: symbol;
}

/**
 * What `await using` is given to dispose of in the place of `value`, in a method of an object with an invariant: the segment ends once
 * disposing has begun. What cannot be disposed of is left to `await using` itself to refuse.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function disposing(value: unknown, [enter, leave]: Segment): unknown {
  const { asyncDispose, dispose } = Symbol as Keys;
  if (asyncDispose === undefined) return value;
  const later = methodOf(value, asyncDispose);
  const method = later ?? (dispose === undefined ? undefined : methodOf(value, dispose));
  if (typeof method !== 'function' && value != null) return value;
  return {
    [asyncDispose]: () => {
      enter();
      const outcome: unknown = typeof method === 'function' ? Reflect.apply(method, value, []) : undefined;
      try {
        leave();
      } catch (error) {
        abandon(outcome);
        throw error;
      }
      return later == null ? undefined : outcome;
    },
  };
}

function methodOf(value: unknown, key: symbol): unknown {
  return (value as Readonly<Record<symbol, unknown>> | null | undefined)?.[key];
}
