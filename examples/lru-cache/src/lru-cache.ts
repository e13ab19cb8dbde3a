import { assert } from '@proviso/runtime';

/** The key that was asked for is not in the cache. */
export class MissingKeyError extends Error {
  override name = 'MissingKeyError';
}

/**
 * A map that holds a limited number of entries: to make room for a new one, it drops the one that was left unused for
 * longest. Keys are compared as `Map` compares them.
 *
 * @invariant `this.#entries.size <= this.#capacity`: a cache never holds more than its capacity
 * @invariant `isCapacity(this.#capacity)`: a capacity is a positive whole number
 */
export class LruCache<K, V> {
  // In the order of use: a Map iterates in the order of insertion, and every use inserts anew.
  readonly #entries = new Map<K, V>();
  readonly #onEvict: ((key: K, value: V) => void) | undefined;
  #capacity: number;

  /**
   * An empty cache. `onEvict` is told of every entry that went because there was no room; it must not change the cache.
   *
   * @requires `isCapacity(capacity)`: a capacity is a positive whole number
   * @ensures `this.size === 0 && this.capacity === capacity`
   */
  constructor(capacity: number, onEvict?: (key: K, value: V) => void) {
    this.#capacity = capacity;
    this.#onEvict = onEvict;
  }

  /** How many entries there is room for. */
  get capacity(): number {
    return this.#capacity;
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Whether there is an entry. Asking is no use: the order stays as it is. */
  has(key: K): boolean {
    return this.#entries.has(key);
  }

  /** The keys, the one unused for longest first. */
  keys(): K[] {
    return [...this.#entries.keys()];
  }

  /**
   * The value of a key, which is now the last used; undefined if there is no entry.
   *
   * @ensures `this.size === old(this.size)`
   * @ensures `result === undefined || this.has(key)`
   * @ensures [audit] `!this.has(key) || sameKey(this.keys().at(-1), key)`: what was used last goes last
   */
  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined || this.#entries.has(key)) this.#touch(key, value as V);
    return value;
  }

  /**
   * The value of a key that has to be there.
   *
   * @ensures `this.size === old(this.size)`
   * @throws {MissingKeyError} iff `!this.has(key)`
   */
  getOrThrow(key: K): V {
    if (!this.#entries.has(key)) throw new MissingKeyError(`the cache has no entry for ${String(key)}`);
    return this.get(key) as V;
  }

  /**
   * Adds an entry or replaces its value. Either is a use of the key.
   *
   * @ensures `this.has(key)`: the newest entry is not the one to drop
   * @ensures `this.size === Math.min(this.capacity, old(this.size) + (old(this.has(key)) ? 0 : 1))`
   * @ensures [audit] `sameKey(this.keys().at(-1), key)`: what was used last goes last
   */
  set(key: K, value: V): this {
    if (!this.#entries.has(key) && this.#entries.size === this.#capacity) this.#evict();
    this.#touch(key, value);
    return this;
  }

  /**
   * Removes an entry; tells whether there was one.
   *
   * @ensures `result === old(this.has(key))`
   * @ensures `!this.has(key)`
   */
  delete(key: K): boolean {
    return this.#entries.delete(key);
  }

  /**
   * Removes everything, without a word to `onEvict`.
   *
   * @ensures `this.size === 0`
   */
  clear(): void {
    this.#entries.clear();
  }

  /**
   * Changes the capacity and evicts what has no room any more.
   *
   * @requires `isCapacity(capacity)`: a capacity is a positive whole number
   * @ensures `this.capacity === capacity`
   * @ensures `this.size === Math.min(old(this.size), capacity)`
   * @ensures [audit] `isSuffix(this.keys(), old(this.keys()))`: those used last stay, in their order
   */
  resize(capacity: number): void {
    this.#capacity = capacity;
    while (this.#entries.size > capacity) this.#evict();
  }

  #touch(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }

  #evict(): void {
    const oldest = this.#entries.entries().next();
    assert(!oldest.done, 'only a cache with entries evicts');
    const [key, value] = oldest.value;
    this.#entries.delete(key);
    this.#onEvict?.(key, value);
    assert(!this.#entries.has(key), 'onEvict must not put back what it is told of');
  }
}

function isCapacity(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** As `Map` compares keys: NaN is itself, and 0 is -0. */
function sameKey(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

function isSuffix<T>(suffix: readonly T[], whole: readonly T[]): boolean {
  const start = whole.length - suffix.length;
  return start >= 0 && suffix.every((item, index) => sameKey(item, whole[start + index]));
}
