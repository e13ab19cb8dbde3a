import { className, isPlain, nodeTypes, ownData } from './class-name.ts';

/** What stands for a value that is not shown. */
export const hiddenText = '[redacted]';

const maxDepth = 2;
const maxEntries = 8;
const maxText = 80;
const maxTotal = 400;

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

/**
 * One line that shows a value: at most two levels, eight entries a level, and a bounded length. It runs no code of the
 * value: no getter, no `toString`, no proxy trap. Proxies, and all objects where the host cannot tell proxies, are
 * shown as their kind. What is in `hidden` is not shown.
 */
export function preview(value: unknown, hidden: readonly unknown[] = []): string {
  return clip(show(value, { outer: [], hidden }), maxTotal).replace(/[\n\r]/g, ' ');
}

function clip(value: unknown, length: number = maxText): string {
  const text = typeof value === 'string' ? value : '';
  return text.length > length ? text.slice(0, length) + '…' : text;
}

/** The objects around a value, and the values that are not to be shown. */
interface Place {
  readonly outer: readonly unknown[];
  readonly hidden: readonly unknown[];
}

function show(value: unknown, place: Place): string {
  if (place.hidden.includes(value)) return hiddenText;
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (typeof value === 'bigint') return `${value}n`;
  if (Object(value) !== value) return Object.is(value, -0) ? '-0' : String(value);
  try {
    if (isPlain(value)) return showObject(value, place);
    if (Array.isArray(value)) return 'array(?)';
  } catch {
    // A revoked proxy, or a module that is not initialised.
  }
  return typeof value;
}

function showObject(value: object, place: Place): string {
  const { outer } = place;
  if (typeof value === 'function') return `function ${clip(ownData(value, 'name'))}`.trim();
  const name = className(value);
  if (nodeTypes()!.isNativeError(value)) return `${name}(${show(clip(ownData(value, 'message')), place)})`;
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
