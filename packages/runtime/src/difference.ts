import { className, isPlain, ownData } from './class-name.ts';
import { collectionOf, descriptor, type Collection } from './collections.ts';
import { mayHideContent } from './hidden-content.ts';
import { preview } from './preview.ts';
import { stringDifference } from './string-difference.ts';

const maxDepth = 6;
const maxSteps = 500;
/** The class of objects that have no other. */
const plain = 'Object';

/** How much of two values was looked at. */
interface Search {
  steps: number;
  /** Something was not looked into, or not to its end. */
  isPartial: boolean;
}

/** Two values, where they are, and the search that came to them. */
interface Pair {
  readonly left: unknown;
  readonly right: unknown;
  readonly path: string;
  readonly depth: number;
  readonly search: Search;
}

/**
 * Where two structures or two long strings differ first, as `first difference at [3].name: "a", "b"`, or that they are two objects with the same
 * content; `undefined` where they are something else or no difference is found in a bounded search. It runs no code of the values.
 */
export function firstDifference(left: unknown, right: unknown): string | undefined {
  const search: Search = { steps: maxSteps, isPartial: false };
  const found = differenceIn({ left, right, path: '', depth: 0, search });
  if (found !== undefined) return `first difference ${found}`;
  return left !== right && isPlain(left) && isPlain(right) && !search.isPartial ? 'no difference inside: two objects with the same content' : undefined;
}

function differenceIn(pair: Pair): string | undefined {
  const { left, right, depth, search } = pair;
  if (Object.is(left, right)) return undefined;
  if (search.steps-- <= 0) return givenUp(search);
  if (typeof left === 'string' && typeof right === 'string') return inStrings(pair, left, right);
  if (!isPlain(left) || !isPlain(right) || typeof left !== 'object' || typeof right !== 'object') return unequal(pair);
  return depth < maxDepth ? inObjects(pair, left, right) : givenUp(search);
}

function givenUp(search: Search): undefined {
  search.isPartial = true;
}

/** Two values that are shown whole; where they are all that is compared, their previews say it. */
function unequal({ left, right, path, search }: Pair): string | undefined {
  search.isPartial = true;
  return path === '' ? undefined : `at ${path}: ${preview(left)}, ${preview(right)}`;
}

function inStrings(pair: Pair, left: string, right: string): string | undefined {
  const difference = stringDifference(left, right);
  return difference === undefined ? unequal(pair) : `at ${pair.path && `${pair.path}, `}${difference}`;
}

function inObjects(pair: Pair, left: object, right: object): string | undefined {
  const name = className(left) || plain;
  if (name !== (className(right) || plain)) return unequal(pair);
  const [theirs, ours] = [collectionOf(left, maxSteps), collectionOf(right, maxSteps)];
  if (theirs && ours) return inCollections(pair, theirs, ours);
  const isArray = Array.isArray(left);
  for (const key of new Set([...keysOf(pair, left), ...keysOf(pair, right)])) {
    const path = isArray ? `${pair.path}[${key}]` : trimmed(`${pair.path}.${key}`);
    // What a getter would give is not known.
    if (isGetter(left, key) || isGetter(right, key)) pair.search.isPartial = true;
    else {
      const found = inPart({ ...pair, path }, heldBy(left, key), heldBy(right, key));
      if (found !== undefined) return found;
    }
  }
  if (isArray) return inPart({ ...pair, path: trimmed(`${pair.path}.length`) }, heldBy(left, 'length'), heldBy(right, 'length'));
  if (name === plain) return undefined;
  // What a class keeps besides its properties is seen where its preview shows it, as a date does.
  pair.search.isPartial = true;
  return preview(left) === preview(right) ? undefined : unequal(pair);
}

function keysOf({ search }: Pair, object: object): string[] {
  // To list the keys of a long array takes longer than all the rest.
  const isLong = Array.isArray(object) && object.length > maxSteps;
  const keys = isLong ? Array.from({ length: maxSteps }, (_, index) => String(index)) : Object.keys(object);
  if (keys.length > maxSteps || isLong || mayHideContent(object, keys.length + (Array.isArray(object) ? 1 : 0))) search.isPartial = true;
  return keys.slice(0, maxSteps);
}

function isGetter(object: object, key: string): boolean {
  return descriptor(object, key).get !== undefined;
}

function heldBy(object: object, key: string): Held | undefined {
  return Object.hasOwn(object, key) ? { item: ownData(object, key) } : undefined;
}

/** By key: in what order a map or a set has its entries is no difference. Objects that are keys are not looked into. */
function inCollections(pair: Pair, left: Collection, right: Collection): string | undefined {
  if ([left, right].some(({ entries, size, kind, object }) => entries.length < size || mayHideContent(object, kind === 'list' ? size : 0))) pair.search.isPartial = true;
  for (const [key] of [...left.entries, ...right.entries]) {
    if (Object(key) === key) pair.search.isPartial = true;
    else {
      const found = inPart({ ...pair, path: trimmed(pair.path + stepOf(left, key)) }, heldUnder(left, key), heldUnder(right, key));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function stepOf({ kind }: Collection, key: unknown): string {
  if (kind === 'list') return `[${String(key)}]`;
  return kind === 'map' ? `.get(${preview(key)})` : `.has(${preview(key)})`;
}

function heldUnder({ kind, find }: Collection, key: unknown): Held | undefined {
  const entry = find(key);
  return kind === 'set' ? { item: entry !== undefined } : entry && { item: entry[1] };
}

/** What one of two objects has under a key. */
interface Held {
  readonly item: unknown;
}

function inPart(pair: Omit<Pair, 'left' | 'right'>, left: Held | undefined, right: Held | undefined): string | undefined {
  if (left && right) return differenceIn({ ...pair, left: left.item, right: right.item, depth: pair.depth + 1 });
  if (!left && !right) return undefined;
  return `at ${pair.path}: ${left ? preview(left.item) : 'nothing'}, ${right ? preview(right.item) : 'nothing'}`;
}

/** `.name` at the very start is `name`. */
function trimmed(path: string): string {
  return path.startsWith('.') ? path.slice(1) : path;
}
