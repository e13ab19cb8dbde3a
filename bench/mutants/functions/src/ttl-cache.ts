import { isCount } from './predicates/numbers.ts';

/**
 * Entries that are valid for some time. What time it is, is handed in.
 *
 * @invariant `this.lifetime > 0`
 */
export class TtlCache {
  readonly lifetime: number;
  readonly #entries = new Map<string, { readonly value: string; readonly expires: number }>();

  /** @requires `isCount(lifetime, 1e9) && lifetime > 0` */
  constructor(lifetime: number) {
    this.lifetime = lifetime;
  }

  /** How many entries there are, also those that are no longer valid. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * @requires `isCount(now, 1e12)`
   * @ensures `this.get(key, now) === value`
   * @ensures `this.get(key, now + this.lifetime) === undefined`: it is valid for less than its lifetime
   * @ensures `this.get(key, now + this.lifetime - 1) === value`
   */
  set(key: string, value: string, now: number): void {
    this.#entries.set(key, { value, expires: now + this.lifetime });
  }

  /**
   * @requires `isCount(now, 1e13)`
   * @ensures `this.size === old(this.size)`
   */
  get(key: string, now: number): string | undefined {
    const entry = this.#entries.get(key);
    if (!entry || now >= entry.expires) return undefined;
    return entry.value;
  }

  /**
   * Drops what is no longer valid; tells how many.
   *
   * @requires `isCount(now, 1e13)`
   * @ensures `result === old(this.size) - this.size`
   */
  sweep(now: number): number {
    let dropped = 0;
    for (const [key, { expires }] of this.#entries) {
      if (now < expires) continue;
      this.#entries.delete(key);
      dropped += 1;
    }
    return dropped;
  }
}
