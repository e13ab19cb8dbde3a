/** What a test hands to `node:assert` it has seen, as it has what it hands to `expect`. */

/** Those whose first argument ends with an error that they wait for. */
const waiting = ['throws', 'rejects'];

/** Those that compare. What takes a condition alone reads the line of its caller, which has to stay its caller. */
const comparing = ['equal', 'notEqual', 'strictEqual', 'notStrictEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'partialDeepStrictEqual', 'match', 'doesNotMatch', 'ifError'];

/** A form of the module: itself, or the strict one. */
export type Assertions = Record<string, unknown>;

type Assertion = (...args: unknown[]) => unknown;

/** Takes a value that a test looks at. */
type See = (value: unknown) => void;

/** On a function that takes the place of one: that one. Each context of a process watches for itself, in a module that they share. */
const original = Symbol.for('@proviso/unplugin/assertion');

/**
 * Has the functions of `node:assert` tell of what they are given, and of the error that one among that ends with.
 *
 * @noContract it changes the module
 */
export function watchNodeAssert(forms: readonly Assertions[], see: See): void {
  const running = new Set<string>();
  for (const form of forms) {
    for (const name of [...waiting, ...comparing]) {
      const found = form[name] as (Assertion & { readonly [original]?: Assertion }) | undefined;
      if (!found) continue;
      const own = found[original] ?? found;
      const watcher = watching({ name, own, running }, see);
      // While it runs it is to find itself: Node tells `match` from its opposite by what the module calls `match`.
      Object.defineProperty(form, name, { configurable: true, enumerable: true, get: () => (running.has(name) ? own : watcher), set: (value: unknown) => setAnew(form, name, value) });
    }
  }
}

function setAnew(form: Assertions, name: string, value: unknown): void {
  Object.defineProperty(form, name, { configurable: true, enumerable: true, writable: true, value });
}

interface Watched {
  readonly name: string;
  readonly own: Assertion;
  /** The names of those that were called and did not return. */
  readonly running: Set<string>;
}

function watching({ name, own, running }: Watched, see: See): Assertion {
  const provisoWatches = (...args: unknown[]): unknown => {
    args.forEach(see);
    const [first, ...others] = args;
    running.add(name);
    try {
      return waiting.includes(name) ? own(toldOf(first, see), ...others) : own(...args);
    } catch (error) {
      throw withoutFrame(error);
    } finally {
      running.delete(name);
    }
  };
  return Object.assign(provisoWatches, { [original]: own });
}

/** A function, or a promise, that tells of the error that it ends with. */
function toldOf(value: unknown, see: See): unknown {
  if (value instanceof Promise) value.catch(see);
  if (typeof value !== 'function') return value;
  return (): unknown => {
    try {
      return toldOf(Reflect.apply(value, undefined, []), see);
    } catch (error) {
      see(error);
      throw error;
    }
  };
}

/** The stack of a failed assertion begins with its caller. */
function withoutFrame(error: unknown): unknown {
  if (error instanceof Error && error.stack !== undefined) error.stack = error.stack.replace(/^ +at .*\bprovisoWatches\b.*\n?/gm, '');
  return error;
}
