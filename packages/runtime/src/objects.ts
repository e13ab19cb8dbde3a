import { className, isPlain, nodeTypes, ownData } from './class-name.ts';
import { clip, hiddenText } from './clip.ts';
import { collectionOf, descriptor, intrinsic, type Collection } from './collections.ts';

const maxDepth = 2;
const maxEntries = 8;

const isoDate = intrinsic(Date.prototype, 'toISOString');
/** Asked where a date has no text since it is invalid. */
const time = intrinsic(Date.prototype, 'getTime');
const source = intrinsic(RegExp.prototype, 'source');
/** `flags` itself reads properties that the object may have of its own. */
const flags = Object.entries({ d: 'hasIndices', g: 'global', i: 'ignoreCase', m: 'multiline', s: 'dotAll', u: 'unicode', v: 'unicodeSets', y: 'sticky' }).map(([letter, key]) => [letter, intrinsic(RegExp.prototype, key)] as const);

/** The texts of what JavaScript keeps no properties of; each throws on an object of another kind. */
const slots: readonly ((value: object, text: (slot: unknown) => string) => string)[] = [
  (value, text) => text(Reflect.apply(isoDate, value, [])),
  (value, text) => text(Reflect.apply(time, value, [])),
  (value, text) => `/${text(Reflect.apply(source, value, []))}/${flags.map(([letter, has]) => (Reflect.apply(has, value, []) === true ? letter : '')).join('')}`,
];

/** A key that literals write without quotes. */
const isName = /^(?:[\p{L}$_][\p{L}\w$]*|\d+)$/u;

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
      return `${name}(${read(value, (slot) => plainText(String(slot), place))})`;
    } catch {
      // It is of another class.
    }
  }
  if (outer.includes(value)) return '[Circular]';
  const inside: Place = { ...place, outer: [...outer, value] };
  const isDeep = outer.length === maxDepth;
  const collection = collectionOf(value, isDeep ? 0 : maxEntries);
  // The bytes of a secret text look like any others.
  const isClosed = isDeep || (collection?.kind === 'list' && place.hidden.length > 0);
  if (collection) return `${name}(${collection.size})${isClosed || collection.size === 0 ? '' : ` ${showCollection(collection, inside)}`}`;
  return isDeep ? `[${name || 'Object'}]` : showEntries(value, name, inside);
}

/** A text without quotes; as a value it would be hidden where it has a secret in it. */
function plainText(text: string, place: Place): string {
  return place.show(text, place) === hiddenText ? hiddenText : clip(text);
}

function showCollection({ kind, size, entries }: Collection, place: Place): string {
  const { show } = place;
  const inside = listed(entries.map(([key, item]) => `${kind === 'map' ? `${show(key, place)} => ` : ''}${show(item, place)}`), size);
  return kind === 'list' ? `[${inside}]` : `{ ${inside} }`;
}

/** Entries of so many, those that are left out counted. */
function listed(entries: readonly string[], size: number): string {
  return [...entries, ...(size > entries.length ? [`… ${size - entries.length} more`] : [])].join(', ');
}

function showEntries(value: object, name: string, place: Place): string {
  const { show } = place;
  const isArray = Array.isArray(value);
  const keys: readonly unknown[] = isArray ? value : Object.keys(value);
  const entries: string[] = [];
  for (let i = 0; i < keys.length && i < maxEntries; i++) {
    const key = isArray ? String(i) : (keys[i] as string);
    const { get, value: item } = descriptor(value, key);
    const shown = get ? '[Getter]' : Object.hasOwn(value, key) ? show(item, place) : '<empty>';
    entries.push(isArray ? shown : `${isName.test(key) ? plainText(key, place) : show(key, place)}: ${shown}`);
  }
  const inside = listed(entries, keys.length);
  if (isArray) return `[${inside}]`;
  return `${name === 'Object' ? '' : name} {${inside && ` ${inside} `}}`.trim();
}
