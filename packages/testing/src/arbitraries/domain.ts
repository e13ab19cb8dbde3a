/** Small domains: all of their values, where there are few enough to try each. */
import { anything, type Narrowed } from '../facts/narrow.ts';
import { narrowedAt } from '../facts/places.ts';
import type { Fact } from '../fact.ts';
import type { Recipe } from '../recipe.ts';
import type { Shape, Slot } from '../shape.ts';

/**
 * Every list of arguments; undefined where there are more than `most`, or where nobody knows how many. Preconditions still decide about each.
 *
 * @requires `most >= 1`
 * @ensures `result === undefined || result.length <= most`
 */
export function everyCall(parameters: readonly Slot[], facts: readonly Fact[], most: number): Recipe[][] | undefined {
  const lists = parameters.map((slot) => (slot.rest ? undefined : withNothing(slot, valuesOf(slot.shape, narrowedAt(facts, { root: slot.name, path: [] }), most))));
  return productOf(lists, most);
}

function withNothing({ optional }: Slot, values: Recipe[] | undefined): Recipe[] | undefined {
  return values && optional && !values.includes(undefined) ? [undefined, ...values] : values;
}

function productOf(lists: readonly (Recipe[] | undefined)[], most: number): Recipe[][] | undefined {
  let rows: Recipe[][] = [[]];
  for (const list of lists) {
    if (!list || rows.length * list.length > most) return undefined;
    rows = rows.flatMap((row) => list.map((value) => [...row, value]));
  }
  return rows;
}

function valuesOf(shape: Shape, narrowed: Narrowed, most: number): Recipe[] | undefined {
  switch (shape.shape) {
    case 'never': return [];
    case 'literal': return [...shape.values];
    case 'number': return numbersOf(narrowed, most);
    case 'union': return together(shape.of.map((each) => valuesOf(each, narrowed, most)), most);
    case 'tuple': return shape.slots.some(({ rest }) => rest) ? undefined : productOf(shape.slots.map((slot) => withNothing(slot, valuesOf(slot.shape, anything, most))), most)?.map((items): Recipe => ({ make: 'array', items }));
    case 'object': return shape.index ? undefined : objectsOf(shape, narrowed, most);
    default: return undefined;
  }
}

function together(lists: readonly (Recipe[] | undefined)[], most: number): Recipe[] | undefined {
  const all = lists.flatMap((list) => list ?? []);
  return lists.includes(undefined) || all.length > most ? undefined : all;
}

/** Whole numbers between two bounds, or the values that a precondition names. */
function numbersOf({ min, max, kinds, values }: Narrowed, most: number): Recipe[] | undefined {
  if (values) return [...values];
  const isWhole = kinds?.has('integer') === true || kinds?.has('safe-integer') === true;
  if (!isWhole || min === undefined || max === undefined) return undefined;
  const [low, high] = [Math.ceil(Number(min.value)), Math.floor(Number(max.value))];
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high - low >= most) return undefined;
  const whole = Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
  return whole.includes(0) ? [...whole, -0] : whole;
}

function objectsOf({ properties }: Extract<Shape, { shape: 'object' }>, narrowed: Narrowed, most: number): Recipe[] | undefined {
  const absent = Symbol('absent');
  const lists = properties.map(({ name, shape, optional }) => {
    const values: (Recipe | typeof absent)[] | undefined = valuesOf(shape, narrowed.members?.[name] ?? anything, most);
    return values && optional ? [absent, ...values] : values;
  });
  const rows = productOf(lists as (Recipe[] | undefined)[], most) as (Recipe | typeof absent)[][] | undefined;
  return rows?.map((row): Recipe => ({ make: 'object', entries: row.flatMap((value, index): [string, Recipe][] => (value === absent ? [] : [[properties[index]?.name ?? '', value]])) }));
}
