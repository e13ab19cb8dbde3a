/** What compiled code does around a clause that calls something. */
import { state } from '../src/check.ts';

/** Turns checks off; false if they are off already. */
export function enter(): boolean {
  if (state.off > 0) return false;
  state.off = 1;
  return true;
}

/** Turns checks on again. */
export function leave(): void {
  state.off = 0;
}
