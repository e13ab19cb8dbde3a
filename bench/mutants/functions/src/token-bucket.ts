import { isCount } from './predicates/numbers.ts';

/**
 * Limits how often something is done: a bucket that fills by one token for every interval, up to its size.
 *
 * @invariant `isCount(this.tokens, this.size)`
 */
export class TokenBucket {
  readonly size: number;
  readonly interval: number;
  tokens: number;
  filled = 0;

  /**
   * @requires `isCount(size, 1e6) && size > 0 && isCount(interval, 1e6) && interval > 0`
   * @ensures `this.tokens === size`: it begins full
   */
  constructor(size: number, interval: number) {
    this.size = size;
    this.interval = interval;
    this.tokens = size;
  }

  /**
   * Takes a token at a time in milliseconds; tells whether there was one.
   *
   * @requires `isCount(now, 1e12) && now >= this.filled`: time does not run backwards
   * @ensures `!result || this.tokens >= 0 && this.tokens < this.size`
   * @ensures `result || this.tokens === 0 && now - old(this.filled) < this.interval`: it is refused only where there is no token
   * @ensures `this.filled <= now && now - this.filled < this.interval`
   */
  take(now: number): boolean {
    const earned = Math.floor((now - this.filled) / this.interval);
    this.tokens = Math.min(this.size, this.tokens + earned);
    this.filled += earned * this.interval;
    if (this.tokens === 0) return false;
    this.tokens -= 1;
    return true;
  }
}
