import { state } from './state.ts';

/**
 * Throws what the box holds: the error of an `old` capture, at the place where the clause reads the value.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function raise(box: readonly [unknown]): never {
  throw box[0];
}

/**
 * Whether awaiting `value` would wait: an object or function with a callable `then`.
 *
 * @pure
 */
export function thenable(value: unknown): boolean {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/**
 * Keeps a promise that nobody waits for any more, because a violation was thrown in the place of its outcome, from being reported as
 * unhandled.
 */
export function abandon(value: unknown): void {
  if (thenable(value)) Promise.resolve(value).catch(() => undefined);
}

/** What `unchanged` compares by: `Object.is`. */
export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b);
}

/**
 * Whether a termination measure is one and, where there was one before, smaller than that. While another clause is evaluated under `audit`,
 * what it calls may begin anew. `isEntered` where the clause of the measure is being evaluated itself, by `enterClause`.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function smaller(before: unknown, measure: unknown, isEntered?: true): boolean {
  if (isEntered ? state.clauses.size > 0 : state.clause) return true;
  return isMeasure(measure) && (before === undefined || measure < (before as number));
}

/**
 * Whether a value can be a termination measure: a non-negative integer.
 *
 * @pure
 */
export function isMeasure(value: unknown): value is number | bigint {
  return (typeof value === 'bigint' || Number.isInteger(value)) && (value as number) >= 0;
}
