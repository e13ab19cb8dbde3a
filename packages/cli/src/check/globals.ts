/** What the language has everywhere: a function that changes it changes it for all that run after it in the same process. */

type Descriptors = readonly (readonly [of: object, key: PropertyKey, descriptor: PropertyDescriptor])[];

const names = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Date', 'RegExp', 'Error', 'TypeError', 'RangeError', 'Reflect', 'Proxy', 'Uint8Array', 'Float64Array', 'ArrayBuffer', 'Intl'] as const;

const others = ['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'queueMicrotask', 'parseInt', 'parseFloat', 'isNaN', 'structuredClone'] as const;

// Whatever is called below may be what was changed.
const { getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;
const { is } = Object;

/**
 * Tells whether something of it is another than now.
 *
 * @noContract what it gives looks at what the process has by then
 */
export function globalsAsNow(): () => boolean {
  const own = globalThis as unknown as Readonly<Record<string, unknown>>;
  const named = [...names, ...others].map((name) => [globalThis, name, getOwnPropertyDescriptor(globalThis, name) ?? {}] as const);
  const holders = names.flatMap((name) => {
    const value = own[name] as { readonly prototype?: object } | undefined;
    return value === undefined ? [] : value.prototype ? [value, value.prototype] : [value];
  });
  const all: Descriptors = [...named, ...[...holders, Object.getPrototypeOf(performance) as object].flatMap((of) => ownKeys(of).map((key) => [of, key, getOwnPropertyDescriptor(of, key) ?? {}] as const))];
  return () => {
    for (let index = 0; index < all.length; index++) {
      const [of, key, before] = all[index] as Descriptors[number];
      const now = getOwnPropertyDescriptor(of, key);
      if (!now || !is(now.value, before.value) || now.get !== before.get || now.set !== before.set) return false;
    }
    return true;
  };
}
