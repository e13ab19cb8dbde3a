/** Comparisons of numbers. */
import type { Comparison } from '../fact.ts';

/**
 * Whether a comparison holds.
 *
 * @pure
 */
export function holds(a: number, op: Comparison, b: number): boolean {
  switch (op) {
    case '<': return a < b;
    case '<=': return a <= b;
    case '>': return a > b;
    case '>=': return a >= b;
    case '===': return a === b;
    case '!==': return a !== b;
  }
}
