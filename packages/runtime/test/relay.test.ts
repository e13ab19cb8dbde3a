import { describe, expect, it } from 'vitest';

import { relay, relayAsync } from '../src/check.ts';
import { thrownBy } from './caught.ts';

const violated = new Error('violated');

/** Takes positive numbers. */
function positive(value: unknown): unknown {
  if (!(Number(value) > 0)) throw violated;
  return value;
}

/** Says what is done to it. */
function* source(events: string[], ...values: number[]): Generator<number, string, unknown> {
  try {
    for (const each of values) {
      try {
        events.push(`got ${String(yield each)}`);
      } catch (error) {
        events.push(`caught ${String(error)}`);
      }
    }
    return 'end';
  } finally {
    events.push('closed');
  }
}

async function* asyncSource(events: string[], ...values: number[]): AsyncGenerator<number, string, unknown> {
  const result = yield* source(events, ...values);
  return Promise.resolve(result);
}

function* delegate(iterable: unknown): Generator<unknown, unknown, unknown> {
  const result: unknown = yield* iterable as Iterable<unknown>;
  return result;
}

async function* delegateAsync(iterable: unknown): AsyncGenerator<unknown, unknown, unknown> {
  const result: unknown = yield* iterable as AsyncIterable<unknown>;
  return result;
}

describe('an iterable that is relayed', () => {
  it('hands on values, what is sent in and the result', () => {
    const events: string[] = [];
    const generator = delegate(relay(source(events, 1, 2), positive));
    expect([generator.next(), generator.next('a'), generator.next('b')]).toEqual([{ done: false, value: 1 }, { done: false, value: 2 }, { done: true, value: 'end' }]);
    expect(events).toEqual(['got a', 'got b', 'closed']);
  });

  it('is closed where a value fails, whatever closing it does', () => {
    const events: string[] = [];
    const generator = delegate(relay(source(events, 1, 0), positive));
    generator.next();
    expect(thrownBy(() => generator.next('a'))).toBe(violated);
    expect(events).toEqual(['got a', 'closed']);
    const stubborn = { [Symbol.iterator]: () => ({ next: () => ({ value: 0 }), return: () => { throw new Error('stubborn'); } }) };
    expect(thrownBy(() => delegate(relay(stubborn, positive)).next())).toBe(violated);
    expect(thrownBy(() => delegate(relay({ [Symbol.iterator]: () => ({ next: () => ({ value: 0 }) }) }, positive)).next())).toBe(violated);
  });

  it('hands on throw() and return()', () => {
    const events: string[] = [];
    const generator = delegate(relay(source(events, 1, 2), positive));
    generator.next();
    expect(generator.throw('an error')).toEqual({ done: false, value: 2 });
    expect(generator.return('early')).toEqual({ done: true, value: 'early' });
    expect(events).toEqual(['caught an error', 'closed']);
  });

  it('has no throw() and no return() where its iterator has none', () => {
    const poor = relay({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return: null }) }) as Iterable<unknown>;
    const iterator = poor[Symbol.iterator]();
    expect(iterator).toMatchObject({ throw: undefined, return: null });
  });

  it.each([[undefined], [null], [5], [{}], [{ [Symbol.iterator]: () => 5 }], [{ [Symbol.iterator]: () => ({}) }], [{ [Symbol.iterator]: () => ({ next: () => 5 }) }]])('is refused as it would be by itself: %s', (wrong) => {
    expect(thrownBy(() => delegate(relay(wrong, positive)).next())).toBeInstanceOf(TypeError);
    expect(thrownBy(() => delegate(wrong).next())).toBeInstanceOf(TypeError);
  });

  it('says when control comes and goes', () => {
    const events: string[] = [];
    const generator = delegate(relay(source(events, 1, 2), undefined, [() => events.push('in'), () => events.push('out')]));
    generator.next();
    generator.next('a');
    generator.next('b');
    expect(events).toEqual(['in', 'out', 'in', 'got a', 'out', 'in', 'got b', 'closed']);
  });
});

describe('an iterable that is left where the object is broken', () => {
  const broken = new Error('broken');
  const segment = [() => undefined, () => { throw broken; }] as const;

  it('is closed', () => {
    const events: string[] = [];
    expect(thrownBy(() => delegate(relay(source(events, 1), undefined, segment)).next())).toBe(broken);
    expect(events).toEqual(['closed']);
  });

  it('is closed in async code, and its answer is dropped', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const failing = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('dropped')) }) };
    await expect(delegateAsync(relayAsync(failing, undefined, segment)).next()).rejects.toBe(broken);
    await new Promise((done) => setTimeout(done, 1));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('an iterable that is relayed in async code', () => {
  const later = async (act: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await act();
    } catch (error) {
      return error;
    }
  };

  it('hands on values, what is sent in and the result', async () => {
    const events: string[] = [];
    const generator = delegateAsync(relayAsync(asyncSource(events, 1, 2), positive));
    expect([await generator.next(), await generator.next('a'), await generator.next('b')]).toEqual([{ done: false, value: 1 }, { done: false, value: 2 }, { done: true, value: 'end' }]);
    expect(events).toEqual(['got a', 'got b', 'closed']);
  });

  it('is closed where a value fails, whatever closing it does', async () => {
    const events: string[] = [];
    const generator = delegateAsync(relayAsync(asyncSource(events, 1, 0), positive));
    await generator.next();
    expect(await later(() => generator.next('a'))).toBe(violated);
    expect(events).toEqual(['got a', 'closed']);
    const stubborn = { [Symbol.asyncIterator]: () => ({ next: () => ({ value: 0 }), return: () => Promise.reject(new Error('stubborn')) }) };
    expect(await later(() => delegateAsync(relayAsync(stubborn, positive)).next())).toBe(violated);
  });

  it('checks what the promises of a synchronous iterable become', async () => {
    const events: string[] = [];
    const generator = delegateAsync(relayAsync([1, Promise.resolve(2), Promise.resolve(0)], positive));
    expect([await generator.next(), await generator.next()]).toEqual([{ done: false, value: 1 }, { done: false, value: 2 }]);
    expect(await later(() => generator.next())).toBe(violated);
    const closing = delegateAsync(relayAsync(source(events, 1, 0), positive));
    await closing.next();
    expect(await later(() => closing.next('a'))).toBe(violated);
    expect(events).toEqual(['got a', 'closed']);
  });

  it('is refused as it would be by itself', async () => {
    for (const wrong of [undefined, 5, {}, { [Symbol.asyncIterator]: () => 5 }, { [Symbol.asyncIterator]: () => ({ next: () => 5 }) }]) {
      expect(await later(() => delegateAsync(relayAsync(wrong, positive)).next())).toBeInstanceOf(TypeError);
      expect(await later(() => delegateAsync(wrong).next())).toBeInstanceOf(TypeError);
    }
  });

  it.each([['async', asyncSource], ['synchronous', source]] as const)('says when control comes and goes: %s', async (_, made) => {
    const events: string[] = [];
    const generator = delegateAsync(relayAsync(made(events, 1), undefined, [() => events.push('in'), () => events.push('out')]));
    await generator.next();
    await generator.next('a');
    expect(events.filter((each) => each !== 'got a' && each !== 'closed')).toEqual(['in', 'out', 'in', 'out']);
  });
});
