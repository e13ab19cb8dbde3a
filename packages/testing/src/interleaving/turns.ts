/** What marked code calls where it waits: in a call that is interleaved it goes on when it is told to, elsewhere as ever. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { turnName } from './turn-name.ts';

/** Something that waits, and what lets it go on. */
export interface Turn {
  /** Which of the overlapped calls, from 0. */
  readonly call: number;
  /** `path:line`; undefined for a call that has not begun. */
  readonly place: string | undefined;
  readonly go: () => void;
}

/** Who decides about the calls of a run. */
export interface Turns {
  /** It does so still: once a run is over, what is left of it runs as ever. */
  isOn: boolean;
  /** Is told of each suspension, and of what can go on from now. */
  readonly waits: (call: number, place: string) => void;
  readonly ready: (turn: Turn) => void;
}

interface Running {
  readonly turns: Turns;
  readonly call: number;
}

const storage = new AsyncLocalStorage<Running>();

/**
 * The call that runs now, in a run; undefined outside of its calls.
 *
 * @noContract it asks what runs
 */
export function callOf(turns: Turns): number | undefined {
  const running = storage.getStore();
  return running?.turns === turns ? running.call : undefined;
}

/**
 * Runs a part of a call.
 *
 * @throws {unknown} what the part throws.
 * @noContract the code of the project runs
 */
export function within<Value>(turns: Turns, call: number, part: () => Value): Value {
  return storage.run({ turns, call }, part);
}

/** The value itself, or a promise of it that is kept when it is this call's turn. */
function turn(value: unknown, place: string): unknown {
  const running = storage.getStore();
  return running?.turns.isOn === true ? waiting(running, value, place) : value;
}

function waiting({ turns, call }: Running, value: unknown, place: string): Promise<unknown> {
  turns.waits(call, place);
  return new Promise((resolve, reject) => {
    const settle = (go: () => void): void => (turns.isOn ? turns.ready({ call, place, go }) : go());
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the rejection of another promise
    Promise.resolve(value).then((settled) => settle(() => resolve(settled)), (error: unknown) => settle(() => reject(error)));
  });
}

/** What `for await` goes over: each of its values is waited for. */
function each(values: AnyIterable, place: string): AnyIterable {
  const running = storage.getStore();
  if (running?.turns.isOn !== true) return values;
  return {
    [Symbol.asyncIterator]() {
      const inner = values[Symbol.asyncIterator]?.() ?? values[Symbol.iterator]?.();
      if (!inner) throw new TypeError('what `for await` goes over is not iterable');
      return {
        next: async () => turn(awaited(await inner.next()), place) as Promise<IteratorResult<unknown>>,
        return: async (value?: unknown) => (await inner.return?.(value)) ?? { done: true, value },
      };
    },
  };
}

/** The values of an iterable that is not async are waited for too. */
async function awaited(result: IteratorResult<unknown>): Promise<IteratorResult<unknown>> {
  return result.done === true ? result : { done: false, value: await result.value };
}

interface AnyIterable {
  readonly [Symbol.asyncIterator]?: () => AsyncIterator<unknown>;
  readonly [Symbol.iterator]?: () => Iterator<unknown>;
}

/**
 * Makes marked code run. Has to be called before it is loaded.
 *
 * @noContract it adds a property to the global object
 */
export function installTurns(): void {
  Object.defineProperty(globalThis, turnName, { value: Object.assign(turn, { each }), configurable: true });
}
