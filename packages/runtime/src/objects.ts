import { className, isPlain, nodeTypes, ownData } from './class-name.ts';
import { clip } from './clip.ts';

const maxDepth = 2;
const maxEntries = 8;

// Each reads an internal slot: it throws on a value without that slot, and runs nothing of the value's own.
const slots: readonly (() => unknown)[] = [
  slot(Map, 'size'),
  slot(Set, 'size'),
  slot(Date, 'toISOString'),
  slot(RegExp, 'source'),
  slot(Object.getPrototypeOf(Int8Array) as typeof Int8Array, 'length'),
];

function slot(type: { readonly prototype: object }, key: string): () => unknown {
  const { get, value } = descriptor(type.prototype, key);
  return (get ?? value) as () => unknown;
}

function descriptor(object: object, key: string): { readonly get?: () => unknown; readonly value?: unknown } {
  return Object.getOwnPropertyDescriptor(object, key) ?? {};
}

/** The objects around a value, the values that are not to be shown, and how a value inside is shown. */
export interface Place {
  readonly outer: readonly unknown[];
  readonly hidden: readonly unknown[];
  readonly show: (value: unknown, place: Place) => string;
}

/** An object with what is in it; `undefined` for a proxy, and for all objects where the host cannot tell proxies. */
export function showObject(value: unknown, place: Place): string | undefined {
  if (!isPlain(value)) return undefined;
  const { outer, show } = place;
  if (typeof value === 'function') return `function ${clip(ownData(value, 'name'))}`.trim();
  const name = className(value);
  if (nodeTypes()!.isNativeError(value)) {
    const message = ownData(value, 'message');
    return `${name}(${show(typeof message === 'string' ? message : '', place)})`;
  }
  for (const read of slots) {
    try {
      return `${name}(${clip(String(Reflect.apply(read, value, [])))})`;
    } catch {
      // It is of another class.
    }
  }
  if (outer.includes(value)) return '[Circular]';
  if (outer.length === maxDepth) return `[${name || 'Object'}]`;
  return showEntries(value, name, { ...place, outer: [...outer, value] });
}

function showEntries(value: object, name: string, place: Place): string {
  const { show } = place;
  const isArray = Array.isArray(value);
  const keys: readonly unknown[] = isArray ? value : Object.keys(value);
  const entries: string[] = [];
  for (let i = 0; i < keys.length && i < maxEntries; i++) {
    const key = isArray ? String(i) : (keys[i] as string);
    const { get, value: item } = descriptor(value, key);
    entries.push((isArray ? '' : `${clip(key)}: `) + (get ? '[Getter]' : show(item, place)));
  }
  if (keys.length > maxEntries) entries.push(`… ${keys.length - maxEntries} more`);
  const inside = entries.join(', ');
  if (isArray) return `[${inside}]`;
  return `${name === 'Object' ? '' : name} {${inside && ` ${inside} `}}`.trim();
}
