import { isSorted } from './lists.ts';

/** Whether a list stays sorted with `target` put in at `place`. */
export function fits(list: readonly number[], target: number, place: number): boolean {
  return place >= 0 && place <= list.length && isSorted([...list.slice(0, place), target, ...list.slice(place)]);
}
