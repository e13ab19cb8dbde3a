/** Errors that a call ends with, and that break no promise. */
import type { SubjectName } from '../subject.ts';
import type { Counts } from '../verdict.ts';
import { shown } from './problem.ts';

/**
 * Counts an error; one that the documentation speaks of is no surprise.
 *
 * @modifies counts.accepted, counts.threw, counts.thrown
 */
export function countError({ errors }: Pick<SubjectName, 'errors'>, counts: Counts, { error, code }: { readonly error: unknown; readonly code: () => string }): void {
  counts.accepted++;
  if (!isStackOverflow(error) && errors.some((name) => namesOf(error).includes(name))) return;
  counts.threw++;
  counts.thrown ??= `${code()} threw ${shown(error).split(/\s+at /)[0]}`;
}

/**
 * Whether a stack was full, which no documentation means.
 *
 * @noContract what an error is called is up to whoever throws it
 */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** Those of its class and of the classes above. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) names.push((at as { readonly constructor: { readonly name: string } }).constructor.name);
  return names;
}
