import { isCount } from './predicates/numbers.ts';

/**
 * A map of limited size. To make room it drops the entry that was left unused for longest.
 *
 * @invariant `this.size <= this.capacity`
 */
export class LruCache<V> {
  readonly capacity: number;
  readonly #entries = new Map<string, V>();

  /** @requires `isCount(capacity) && capacity > 0` */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * The keys, the one unused for longest first.
   *
   * @ensures `result.length === this.size`
   */
  keys(): string[] {
    return [...this.#entries.keys()];
  }

  /**
   * The value of a key. Asking for it is a use.
   *
   * @ensures `this.size === old(this.size)`
   * @ensures `this.has(key) || result === undefined`
   * @ensures `!this.has(key) || this.keys().at(-1) === key`: what was used last is dropped last
   */
  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined && !this.#entries.has(key)) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value as V);
    return value;
  }

  /**
   * Adds or replaces an entry. That is a use.
   *
   * @ensures `this.keys().at(-1) === key`: what was used last is dropped last
   * @ensures `this.size === Math.min(this.capacity, old(this.size) + (old(this.has(key)) ? 0 : 1))`
   */
  set(key: string, value: V): void {
    this.#entries.delete(key);
    if (this.#entries.size >= this.capacity) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(key, value);
  }
}
