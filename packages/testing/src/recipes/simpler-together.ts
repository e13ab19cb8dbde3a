/** Changes of several parts at once, for what breaks a promise only where those parts fit each other. */
import type { Recipe } from '../recipe.ts';
import { changeValues, type Typed } from './change-values.ts';
import { isList, type List } from './is-list.ts';

/**
 * Lists of arguments in which lists of one length lose an item each, a list of indexes into itself loses one, numbers of a list come to the same sum
 * with less, or a value is replaced wherever it stands as any number or text.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* simplerTogether({ slots, definitions }: Typed, args: readonly Recipe[], simplerValues: (value: Recipe) => Iterable<Recipe>): Generator<Recipe[]> {
  yield* withoutColumn(args);
  for (const [index, arg] of args.entries()) for (const each of isList(arg) ? withSameSum(arg) : []) yield args.with(index, each);
  for (const [index, arg] of args.entries()) for (const each of isList(arg) ? withoutIndex(arg) : []) yield args.with(index, each);
  const counts = new Map<Recipe, number>();
  changeValues({ slots, definitions }, args, (value) => {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    return value;
  });
  for (const [value, count] of counts) {
    for (const places of count > 1 ? placesOf(count) : []) {
      for (const each of simplerValues(value)) {
        let at = 0;
        yield changeValues({ slots, definitions }, args, (found) => (Object.is(found, value) && places(at++) ? each : found));
      }
    }
  }
}

/** All places of a value; then each two of them, where they are few. */
function* placesOf(count: number): Generator<(at: number) => boolean> {
  yield () => true;
  if (count === 2 || count > 4) return;
  for (let first = 0; first < count; first++) for (let second = first + 1; second < count; second++) yield (at) => at === first || at === second;
}

/** Two numbers become one; then one becomes simple, and the first takes the rest. */
function* withSameSum(list: List): Generator<List> {
  const { items } = list;
  if (!items.every((each) => typeof each === 'number' && Number.isFinite(each))) return;
  const numbers = items as readonly number[];
  for (let at = 0; at + 1 < numbers.length; at++) yield { ...list, items: [...numbers.slice(0, at), (numbers[at] as number) + (numbers[at + 1] as number), ...numbers.slice(at + 2)] };
  for (const simple of [0, 1]) {
    for (const [from, number] of numbers.entries()) {
      if (from > 0 && Math.abs(number) > simple) yield { ...list, items: numbers.with(from, simple).with(0, (numbers[0] as number) + number - simple) };
    }
  }
}

/** Numbers from the index on move down with the items, as those of a graph do whose nodes are the indexes. */
function* withoutIndex(list: List): Generator<List> {
  const { items } = list;
  for (const at of items.keys()) {
    const moved = (item: Recipe): Recipe => (typeof item === 'number' && Number.isInteger(item) && item >= at && item < items.length && item > 0 ? item - 1 : isList(item) ? { ...item, items: item.items.map(moved) } : item);
    yield { ...list, items: items.toSpliced(at, 1).map(moved) };
  }
}

/** Of all rows of a list, and of all lists among the arguments. */
function* withoutColumn(args: readonly Recipe[]): Generator<Recipe[]> {
  const lists = args.filter(isList);
  for (const at of columnsOf(lists)) yield args.map((arg) => (isList(arg) ? without(arg, at) : arg));
  for (const [index, arg] of args.entries()) for (const each of withoutInnerColumn(arg)) yield args.with(index, each);
}

function* withoutInnerColumn(recipe: Recipe): Generator<Recipe> {
  if (isList(recipe)) {
    if (recipe.items.every(isList)) for (const at of columnsOf(recipe.items)) yield { ...recipe, items: recipe.items.map((row) => without(row, at)) };
  } else if (typeof recipe === 'object' && recipe !== null && recipe.make === 'object') {
    const lists = recipe.entries.map(([, value]) => value).filter(isList);
    for (const at of columnsOf(lists)) yield { ...recipe, entries: recipe.entries.map(([name, value]) => [name, isList(value) ? without(value, at) : value] as const) };
    for (const [index, [name, value]] of recipe.entries.entries()) for (const each of withoutInnerColumn(value)) yield { ...recipe, entries: recipe.entries.with(index, [name, each]) };
  }
}

/** The places that all of several lists have, where they are as long as each other. */
function columnsOf(lists: readonly List[]): number[] {
  const length = lists[0]?.items.length ?? 0;
  return lists.length < 2 || lists.some(({ items }) => items.length !== length) ? [] : [...Array(length).keys()];
}

function without(list: List, at: number): List {
  return { ...list, items: list.items.toSpliced(at, 1) };
}
