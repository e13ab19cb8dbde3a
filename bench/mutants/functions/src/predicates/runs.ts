import { isCount, sum } from './numbers.ts';

export interface Run {
  readonly char: string;
  readonly count: number;
}

/** Runs of one character each, of a text that is not too long to be made. */
export function areRuns(runs: readonly Run[]): boolean {
  return runs.every(({ char, count }) => [...char].length === 1 && isCount(count, 1e6) && count > 0) && sum(runs.map(({ count }) => count)) <= 1e6;
}
