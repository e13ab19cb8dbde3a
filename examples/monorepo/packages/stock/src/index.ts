import { isCount } from '@example/amounts';

/** Where goods come from. */
export interface Supplier {
  /**
   * Sends goods.
   *
   * @requires `count > 0`: nobody orders nothing
   * @ensures `result <= count`: never more than was ordered
   */
  deliver(item: string, count: number): number;
}

/**
 * What a shop has on its shelves.
 *
 * @invariant `[...this.#counts.values()].every(isCount)`
 */
export class Stock {
  readonly #counts = new Map<string, number>();

  /**
   * How many there are of an item.
   *
   * @ensures `isCount(result)`
   */
  count(item: string): number {
    return this.#counts.get(item) ?? 0;
  }

  /**
   * Puts items on the shelf.
   *
   * @requires `item !== ''`
   * @requires `isCount(count)`
   * @ensures `this.count(item) === old(this.count(item)) + count`
   */
  add(item: string, count: number): void {
    this.#counts.set(item, this.count(item) + count);
  }

  /**
   * Takes items off the shelf.
   *
   * @requires `isCount(count) && count <= this.count(item)`: there have to be enough
   * @ensures `this.count(item) === old(this.count(item)) - count`
   */
  take(item: string, count: number): void {
    this.#counts.set(item, this.count(item) - count);
  }
}
