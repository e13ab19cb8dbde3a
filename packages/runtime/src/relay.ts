import { abandon, thenable } from './values.ts';

/** Judges a value; gives it back. */
type Check = (value: unknown) => unknown;

/** What happens where control comes back to a method of an object with an invariant, and where it leaves. */
export type Segment = readonly [enter: () => unknown, leave: () => unknown];

type Method = (...args: unknown[]) => unknown;

/** An iterator as it is found. */
interface Iterating {
  readonly next: Method | null | undefined;
  readonly throw?: Method | null | undefined;
  readonly return?: Method | null | undefined;
}

interface Result {
  readonly done?: unknown;
  readonly value?: unknown;
}

/** What is done with everything that an iterator answers. */
type After = (answer: unknown, iterator: Iterating) => unknown;

type Key = typeof Symbol.iterator | typeof Symbol.asyncIterator;

/**
 * What `yield*` is given in place of `iterable`: every value that it yields is checked. Values that are sent in, errors that are thrown
 * in and an early return go on to the iterator behind it. What is no iterable is left to `yield*` itself to refuse.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function relay(iterable: unknown, check?: Check, segment?: Segment): unknown {
  const after: After = (answer, iterator) => {
    if (!hasYielded(answer)) return answer;
    if (check) judged(answer.value, check, iterator);
    return leaving(segment, answer, iterator);
  };
  return through(iterable, Symbol.iterator, { after, segment });
}

/**
 * As {@link relay}, for `yield*` and `for await` in async code: the iterable may be of either kind, and what is checked is the awaited
 * value.
 *
 * @noContract called by compiled code alone, as part of a check
 */
export function relayAsync(iterable: unknown, check?: Check, segment?: Segment): unknown {
  if ((iterable as { [Symbol.asyncIterator]?: unknown } | null | undefined)?.[Symbol.asyncIterator] == null) {
    const after: After = (answer, iterator) => leaving(segment, check ? withCheckedValue(answer, check, iterator) : answer, iterator);
    return through(iterable, Symbol.iterator, { after, segment });
  }
  const after: After = (answer, iterator) => leaving(segment, check ? Promise.resolve(answer).then((each) => judgedLater(each, check, iterator)) : answer, iterator);
  return through(iterable, Symbol.asyncIterator, { after, segment });
}

function leaving(segment: Segment | undefined, answer: unknown, iterator: Iterating): unknown {
  try {
    segment?.[1]();
  } catch (error) {
    abandon(answer);
    void close(iterator);
    throw error;
  }
  return answer;
}

function through(iterable: unknown, key: Key, relaying: { readonly after: After; readonly segment: Segment | undefined }): unknown {
  const method = (iterable as Partial<Record<Key, unknown>> | null | undefined)?.[key];
  if (typeof method !== 'function') return iterable;
  return {
    [key]: () => {
      const iterator: unknown = Reflect.apply(method, iterable, []);
      return isObject(iterator) ? relayed(iterator as unknown as Iterating, relaying) : iterator;
    },
  };
}

function relayed(iterator: Iterating, { after, segment }: { readonly after: After; readonly segment: Segment | undefined }): Iterating {
  const verb = (method: Method | null | undefined): Method | null | undefined =>
    method == null ? method : (...args) => {
      segment?.[0]();
      return after(Reflect.apply(method, iterator, args), iterator);
    };
  return {
    next: verb(iterator.next),
    get throw() {
      return verb(iterator.throw);
    },
    get return() {
      return verb(iterator.return);
    },
  };
}

/** Whether an answer holds a yielded value: it is not the last one, nor no answer at all. */
function hasYielded(answer: unknown): answer is Result {
  return isObject(answer) && !(answer as Result).done;
}

function isObject(value: unknown): value is object {
  return Object(value) === value;
}

/** Nobody asks an iterator for more once one of its values broke a promise, so it is closed. */
function judged(value: unknown, check: Check, iterator: Iterating): unknown {
  try {
    return check(value);
  } catch (error) {
    void close(iterator);
    throw error;
  }
}

async function judgedLater(answer: unknown, check: Check, iterator: Iterating): Promise<unknown> {
  if (!hasYielded(answer)) return answer;
  try {
    check(answer.value);
  } catch (error) {
    await close(iterator);
    throw error;
  }
  return answer;
}

/** The answer of a synchronous iterator in async code, which awaits its value. */
function withCheckedValue(answer: unknown, check: Check, iterator: Iterating): unknown {
  if (!hasYielded(answer)) return answer;
  const { value } = answer;
  const later = (each: unknown): unknown => judged(each, check, iterator);
  return { done: false, value: thenable(value) ? Promise.resolve(value).then(later) : later(value) };
}

/** What fails while an iterator is closed gives way to the error for which it is closed. */
async function close(iterator: Iterating): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // As `for … of` does when its body threw.
  }
}
