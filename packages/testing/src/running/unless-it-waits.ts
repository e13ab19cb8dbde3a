/** Calls that wait for another call: a lock that nobody gives back, an item that nobody puts in. */
import { setImmediate as nextTurn, setTimeout as startTimer } from 'node:timers/promises';

/** In the place of what a call gives that does not come to an end by itself. */
export const waits: unique symbol = Symbol('waits');

/** So many steps of promises are over before anything else is asked. */
const manySteps = 50;

/** So many turns of the loop are over before nothing is expected. */
const manyTurns = 3;

/**
 * What a call gives once its promise is kept; `waits` where nothing is left that could bring it about: no timer, no file, no connection that was not there before.
 *
 * @noContract the code of the project runs
 */
export async function unlessItWaits<Value>(call: () => Promise<Value>): Promise<Value | typeof waits> {
  const before = outside();
  let value: Value | typeof waits = waits;
  void call().then((given) => (value = given));
  const isOver = (): boolean => value !== waits;
  for (let left = manySteps; left > 0 && !isOver(); left--) await Promise.resolve();
  for (let turns = 0; !isOver() && (turns < manyTurns || outside() > before); turns++) await (turns < manyTurns ? nextTurn() : startTimer(1));
  return value;
}

/**
 * How much is under way that code waits for without other code's doing.
 *
 * @noContract it asks what runs
 */
export function outside(): number {
  return process.getActiveResourcesInfo().length;
}
