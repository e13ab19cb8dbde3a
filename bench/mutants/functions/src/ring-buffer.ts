import { equalLists } from './predicates/lists.ts';
import { isCount } from './predicates/numbers.ts';

/** There is no room for one more. */
export class FullError extends Error {
  override name = 'FullError';
}

/**
 * A queue of numbers with limited room, which never moves what is in it.
 *
 * @invariant `isCount(this.size, this.capacity)`
 */
export class RingBuffer {
  readonly capacity: number;
  readonly #slots: number[];
  #head = 0;
  #size = 0;

  /** @requires `isCount(capacity, 1000) && capacity > 0` */
  constructor(capacity: number) {
    this.capacity = capacity;
    this.#slots = new Array<number>(capacity).fill(0);
  }

  get size(): number {
    return this.#size;
  }

  /**
   * What is in the queue, in order.
   *
   * @ensures `result.length === this.size`
   */
  toArray(): number[] {
    return Array.from({ length: this.#size }, (_, index) => this.#slots[(this.#head + index) % this.capacity] as number);
  }

  /**
   * Puts one behind all others.
   *
   * @ensures `equalLists(this.toArray(), [...old(this.toArray()), item])`
   * @throws {FullError} iff `this.size === this.capacity`
   */
  push(item: number): void {
    if (this.#size === this.capacity) throw new FullError('the buffer is full');
    this.#slots[(this.#head + this.#size) % this.capacity] = item;
    this.#size += 1;
  }

  /**
   * Takes the first; undefined where there is none.
   *
   * @ensures `Object.is(result, old(this.toArray())[0])`
   * @ensures `equalLists(this.toArray(), old(this.toArray()).slice(1))`
   */
  shift(): number | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#slots[this.#head];
    this.#head = (this.#head + 1) % this.capacity;
    this.#size -= 1;
    return item;
  }
}
