/** Lists of items: their length, and whether an item may come twice. */
import type * as fc from 'fast-check';
import { anything, type Bound, type Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import type { Shape } from '../shape.ts';
import { arbitraryOf, unlessTooDeep, type ArbitraryContext } from './arbitrary-of.ts';
import { among, mapped, type Arbitrary } from './arbitrary.ts';
import { mostly } from './mostly.ts';

/** Lists are this much longer than they have to be, at most. */
const spare = 10;

/** And so much where small inputs alone are wanted. */
const littleSpare = 4;

export interface Lengths {
  readonly minLength: number;
  readonly maxLength: number;
  /** Lengths that the code may speak of; some lists are that long. */
  readonly spokenOf?: readonly number[];
}

/**
 * How long a list or a text may be, where facts leave `narrowed` of its length.
 *
 * @ensures `0 <= result.minLength`
 */
export function lengths({ min, max, values }: Narrowed = anything): Lengths {
  const [exactly] = values ?? [];
  if (typeof exactly === 'number') return { minLength: Math.max(0, exactly), maxLength: Math.max(0, exactly) };
  const minLength = Math.max(0, wholeFrom(min));
  const most = max === undefined ? minLength + spare : Math.ceil(Number(max.value)) - (max.isOpen || !Number.isInteger(max.value) ? 1 : 0);
  return { minLength, maxLength: Math.min(Math.max(minLength, most), minLength + spare * 3) };
}

/**
 * The same, and little longer than it has to be.
 *
 * @ensures `result.minLength === given.minLength && result.maxLength <= given.maxLength`
 */
export function shortened(given: Lengths): Lengths {
  return { ...given, maxLength: Math.min(given.maxLength, given.minLength + littleSpare) };
}

/**
 * Lengths near numbers that the code speaks of, as far as facts leave them: a piece, a page or a counter is full there.
 *
 * @ensures `result.every((length) => length <= longest)`
 */
export function spokenLengths({ hints, isNear, level }: Pick<ArbitraryContext, 'hints' | 'isNear'> & { readonly level?: number }, narrowed: Narrowed = anything): readonly number[] {
  if (isNear || (level ?? 0) > 0 || narrowed.values) return [];
  const least = Math.max(3, wholeFrom(narrowed.min));
  const most = Math.min(longest, Math.floor(Number(narrowed.max?.value ?? longest)) - (narrowed.max?.isOpen === true ? 1 : 0));
  return hints.flatMap((hint) => (typeof hint === 'number' && Number.isInteger(hint) && hint > 2 ? [hint, hint + 1].filter((length) => length >= least && length <= most) : []));
}

/** What is tried with each list may take long with longer ones. */
const longest = 20;

function wholeFrom(min: Bound | undefined): number {
  if (min === undefined) return 0;
  const least = Math.ceil(Number(min.value));
  return min.isOpen && least === Number(min.value) ? least + 1 : least;
}

/**
 * Lists of items of a shape.
 *
 * @throws {UnsupportedShape} where no item can be made up.
 * @modifies context.made
 */
export function listArbitrary(context: ArbitraryContext, item: Shape, narrowed: Narrowed): Arbitrary<Recipe[]> {
  const given = lengths(narrowed.members?.['length']);
  const { minLength, maxLength } = context.isNear ? shortened(given) : given;
  const most = minLength * 2 + Math.ceil(spare / (context.level + 1));
  const spokenOf = context.edges === false ? spokenLengths(context, narrowed.members?.['length']) : [];
  const range = { minLength, maxLength: Math.min(maxLength, context.edges !== false ? minLength + 2 : most), spokenOf };
  return unlessTooDeep(
    () => {
      const each = arbitraryOf(context, item, narrowed.item);
      const isRising = narrowed.isRising === true;
      const items = narrowed.isDistinct === true ? unlike(each, range, keyOf) : isRising ? listOf(each, range) : sometimesOfFew(each, range);
      return isRising ? mapped(items, inOrder) : items;
    },
    () => () => [],
  );
}

/**
 * Lists of values of an arbitrary.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function listOf<Value>(item: Arbitrary<Value>, range: Lengths): Arbitrary<Value[]> {
  return (random) => {
    const items: Value[] = [];
    for (let left = lengthWithin(range, random); left > 0; left--) items.push(item(random));
    return items;
  };
}

/**
 * Lists of values of an arbitrary, every sixth of which has one to three different ones alone: by chance equal ones are rare, and much depends on them.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function sometimesOfFew<Value>(item: Arbitrary<Value>, range: Lengths): Arbitrary<Value[]> {
  const any = listOf(item, range);
  const few = listOf(item, { minLength: 1, maxLength: 3 });
  return (random) => (random.nextInt(0, 5) > 0 ? any : listOf(among(few(random)), range))(random);
}

/** One in eight is hardly longer than it has to be. */
function lengthWithin({ minLength, maxLength, spokenOf = [] }: Lengths, random: fc.Random): number {
  if (spokenOf.length > 0 && random.nextInt(0, 7) === 0) return spokenOf[random.nextInt(0, spokenOf.length - 1)] as number;
  const most = random.nextInt(0, 7) === 0 ? Math.min(maxLength, minLength + 3) : maxLength;
  return random.nextInt(minLength, most);
}

/**
 * Lists without two values of the same key. There may be fewer different ones than are wanted.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function unlike<Value>(item: Arbitrary<Value>, range: Lengths, keyOf: (value: Value) => unknown): Arbitrary<Value[]> {
  const some: Arbitrary<Value[]> = (random) => {
    const items = new Map<unknown, Value>();
    const wanted = lengthWithin(range, random);
    for (let left = wanted * 3; left > 0 && items.size < wanted; left--) {
      const value = item(random);
      const key = keyOf(value);
      if (!items.has(key)) items.set(key, value);
    }
    return [...items.values()];
  };
  return mostly(some, ({ length }) => length >= range.minLength);
}

/** Numbers and texts in rising order; what has none stays where it is. */
function inOrder(items: readonly Recipe[]): Recipe[] {
  return [...items].sort((a, b) => (isBelow(a, b) ? -1 : isBelow(b, a) ? 1 : 0));
}

function isBelow(a: Recipe, b: Recipe): boolean {
  return typeof a === typeof b && (typeof a === 'number' || typeof a === 'string' || typeof a === 'bigint') && a < (b as typeof a);
}

/** Items of a set are the same where `===` says so, which for recipes of objects it never does of the values. */
function keyOf(recipe: Recipe): unknown {
  return typeof recipe === 'object' && recipe !== null ? Symbol('an object of its own') : recipe;
}
