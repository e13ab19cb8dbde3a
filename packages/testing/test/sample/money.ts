/**
 * Splits an amount into parts that differ by one at most.
 *
 * @requires `Number.isSafeInteger(cents) && cents >= 0`
 * @requires `Number.isInteger(parts) && parts >= 1 && parts <= 50`
 * @ensures `result.length === parts`
 * @ensures `result.reduce((sum, each) => sum + each, 0) === cents`
 */
export function split(cents: number, parts: number): number[] {
  const least = Math.floor(cents / parts);
  return Array.from({ length: parts }, (_, index) => least + (index < cents % parts ? 1 : 0));
}

/**
 * @requires `Number.isSafeInteger(cents) && cents >= 0`
 * @ensures `result * 2 >= cents`
 */
export function half(cents: number): number {
  return Math.floor(cents / 2);
}

/** @invariant `this.items.length <= this.capacity` */
export class Stack {
  readonly items: number[] = [];

  readonly capacity: number;

  /** @requires `Number.isInteger(capacity) && capacity >= 1` */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** @ensures `this.items.at(-1) === item || Number.isNaN(item)` */
  push(item: number): void {
    if (this.items.length === this.capacity) this.items.shift();
    this.items.push(item);
  }
}
