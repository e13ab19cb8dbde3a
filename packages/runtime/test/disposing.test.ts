import { describe, expect, it } from 'vitest';

import { disposing } from '../src/check.ts';
import { thrownBy } from './caught.ts';

const { asyncDispose, dispose } = Symbol as unknown as Record<'asyncDispose' | 'dispose', symbol>;

type Disposable = Record<symbol, () => unknown>;

function relayed(value: unknown, events: string[]): Disposable {
  return disposing(value, [() => events.push('in'), () => events.push('out')]) as Disposable;
}

describe('what is disposed of later', () => {
  it('ends the segment once disposing has begun', async () => {
    const events: string[] = [];
    const it = {
      name: 'it',
      async [asyncDispose]() {
        events.push(this.name);
        await Promise.resolve();
        events.push('done');
        return 'outcome';
      },
    };
    const outcome = relayed(it, events)[asyncDispose]!();
    expect(events).toEqual(['in', 'it', 'out']);
    expect(await outcome).toBe('outcome');
  });

  it('may be disposed of at once, and nobody waits for what that gives', () => {
    const events: string[] = [];
    expect(relayed({ [dispose]: () => events.push('it') }, events)[asyncDispose]!()).toBe(undefined);
    expect(events).toEqual(['in', 'it', 'out']);
  });

  it.each([[null], [undefined]])('may be %s', (nothing) => {
    const events: string[] = [];
    expect(relayed(nothing, events)[asyncDispose]!()).toBe(undefined);
    expect(events).toEqual(['in', 'out']);
  });

  it.each([[5], [{}], [{ [asyncDispose]: 5 }]])('is refused by `await using` itself: %s', (wrong) => {
    expect(relayed(wrong, [])).toBe(wrong);
  });

  it('is left where the object is broken, and its outcome is dropped', async () => {
    const error = new Error('broken');
    const unhandled: unknown[] = [];
    const note = (each: unknown): void => void unhandled.push(each);
    process.on('unhandledRejection', note);
    const fails = disposing({ [asyncDispose]: () => Promise.reject(new Error('dropped')) }, [() => undefined, () => { throw error; }]) as Disposable;
    expect(thrownBy(() => fails[asyncDispose]!())).toBe(error);
    await new Promise((done) => setTimeout(done, 1));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
