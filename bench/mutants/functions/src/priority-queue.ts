import { isHeap } from './predicates/heaps.ts';

/**
 * Gives back the least number first: a binary heap.
 *
 * @invariant `isHeap(this.items)`
 */
export class PriorityQueue {
  readonly items: number[] = [];

  /**
   * @requires `!Number.isNaN(item)`
   * @ensures `this.items.length === old(this.items.length) + 1`
   * @ensures `this.items.includes(item)`
   */
  add(item: number): void {
    let at = this.items.length;
    this.items.push(item);
    while (at > 0) {
      const parent = Math.floor((at - 1) / 2);
      if ((this.items[parent] as number) <= item) break;
      this.items[at] = this.items[parent] as number;
      at = parent;
    }
    this.items[at] = item;
  }

  /**
   * Takes the least; undefined where there is none.
   *
   * @ensures `result === old(this.items[0])`
   * @ensures `this.items.length === Math.max(0, old(this.items.length) - 1)`
   * @ensures `result === undefined || this.items.every((item) => item >= result)`
   */
  take(): number | undefined {
    const least = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return least;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && (this.items[child + 1] as number) < (this.items[child] as number)) child += 1;
      if ((this.items[child] as number) >= last) break;
      this.items[at] = this.items[child] as number;
      at = child;
    }
    this.items[at] = last;
    return least;
  }
}
