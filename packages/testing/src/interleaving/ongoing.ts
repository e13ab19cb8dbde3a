/** Whether calls overlap at the moment, for whoever listens to the process as a whole. */
import { setImmediate as nextTurn, setTimeout as startTimer } from 'node:timers/promises';

/** Milliseconds for which what is left of a run that was given up may still be heard of. */
const afterlife = 2000;

let runs = 0;

/**
 * Whether calls overlap now, or did a moment ago: a promise that is rejected meanwhile, and looked at late, proves nothing.
 *
 * @noContract it asks what runs
 */
export function isInterleaving(): boolean {
  return runs > 0;
}

/**
 * Begins a run; what it gives ends it, and has to be told whether all of its calls are over.
 *
 * @noContract it counts what runs
 */
export function beginRun(): (isOver: boolean) => void {
  runs++;
  return (isOver) => {
    if (isOver) runs--;
    else void startTimer(afterlife, undefined, { ref: false }).then(() => runs--);
  };
}

/**
 * Waits until the process has told of what was rejected before, while that still proves something.
 *
 * @noContract it promises only that time has passed
 */
export async function untilRejectionsAreHeard(): Promise<void> {
  await nextTurn();
}
