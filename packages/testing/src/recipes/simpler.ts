/** Recipes that are simpler than another one and of the same shape: what is tried once something broke a promise. */
import { isLeftNumber } from '../arbitraries/numbers.ts';
import { narrow } from '../facts/narrow.ts';
import type { Composed, Recipe } from '../recipe.ts';
import type { Definitions, Primitive, Shape, Slot } from '../shape.ts';
import { simplerNumbers } from './simpler-numbers.ts';
import { simplerTimes } from './simpler-times.ts';
import { simplerTogether } from './simpler-together.ts';

/**
 * Simpler lists of arguments, the simplest first.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* simplerCalls(slots: readonly Slot[], definitions: Definitions, args: readonly Recipe[]): Generator<Recipe[]> {
  const required = slots.filter(({ optional, rest }) => !optional && !rest).length;
  if (args.length > required) yield args.slice(0, -1);
  for (const [index, arg] of args.entries()) {
    const slot = slots[Math.min(index, slots.length - 1)];
    if (slot) for (const each of simplerValues(slot.shape, definitions, arg)) yield args.with(index, each);
  }
  yield* simplerTogether({ slots, definitions }, args, simplerPrimitive);
}

export interface TypedCall {
  readonly slots: readonly Slot[];
  readonly definitions: Definitions;
  readonly args: readonly Recipe[];
}

/**
 * Simpler arguments of calls that follow each other, where a value stands in several of them.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* simplerSeries(calls: readonly TypedCall[]): Generator<Recipe[][]> {
  const slots = calls.flatMap((call) => call.args.flatMap((_, index) => call.slots[Math.min(index, call.slots.length - 1)] ?? []));
  const definitions = calls.reduce<Definitions>((all, call) => ({ ...all, ...call.definitions }), {});
  for (const args of simplerTogether({ slots, definitions }, calls.flatMap((call) => call.args), simplerPrimitive)) {
    let at = 0;
    yield calls.map((call) => args.slice(at, (at += call.args.length)));
  }
}

/**
 * Simpler values of a shape, the simplest first.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* simplerValues(shape: Shape, definitions: Definitions, recipe: Recipe): Generator<Recipe> {
  switch (shape.shape) {
    case 'literal': yield* shape.values.slice(0, Math.max(0, shape.values.indexOf(recipe as Primitive))); return;
    case 'reference': yield* simplerValues(definitions[shape.to] ?? { shape: 'never' }, definitions, recipe); return;
    case 'union': yield* simplerOfUnion(shape.of, definitions, recipe); return;
    case 'number':
    case 'string':
    case 'bigint':
    case 'unknown': yield* simplerPrimitive(recipe); return;
    default: if (typeof recipe === 'object' && recipe !== null) yield* simplerComposed(shape, definitions, recipe);
  }
}

function* simplerOfUnion(shapes: readonly Shape[], definitions: Definitions, recipe: Recipe): Generator<Recipe> {
  const literals = shapes.flatMap((each) => (each.shape === 'literal' ? each.values : []));
  const position = literals.indexOf(recipe as Primitive);
  yield* literals.slice(0, position === -1 ? literals.length : position);
  const own = position === -1 ? shapes.find((each) => isOf(each, recipe)) : undefined;
  if (own) yield* simplerValues(own, definitions, recipe);
}

const makes: Partial<Record<Shape['shape'], Composed['make']>> = { array: 'array', tuple: 'array', object: 'object', map: 'map', set: 'set', class: 'new', function: 'function', iterable: 'iterable', promise: 'promise' };

/** By the form of the recipe; of several objects the one that has its properties. */
function isOf(shape: Shape, recipe: Recipe): boolean {
  if (typeof recipe !== 'object' || recipe === null) return shape.shape === typeof recipe;
  if (makes[shape.shape] !== recipe.make) return false;
  if (shape.shape !== 'object' || recipe.make !== 'object') return true;
  const names = new Set(recipe.entries.map(([name]) => name));
  return shape.properties.every(({ name, optional, shape: inner }) => {
    const value = recipe.entries.find(([known]) => known === name)?.[1];
    return names.has(name) ? inner.shape !== 'literal' || inner.values.includes(value as Primitive) : optional;
  });
}

function simplerPrimitive(recipe: Recipe): Iterable<Recipe> {
  if (typeof recipe === 'number') return simplerNumbers(recipe);
  if (typeof recipe === 'string') return simplerTexts(recipe);
  if (typeof recipe === 'bigint') return [0n, 1n, recipe / 2n, recipe > 0n ? recipe - 1n : recipe + 1n].filter((each) => abs(each) < abs(recipe));
  return [];
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Groups of a pattern can be left out as a whole alone, and its digits have to stay digits. */
function* simplerTexts(text: string): Generator<string> {
  if (text.length > 1) yield text.slice(0, text.length / 2);
  for (const count of [1, 2, 3, 4, 5]) for (let index = 0; index + count <= text.length; index++) yield text.slice(0, index) + text.slice(index + count);
  for (const [first, second] of apart(text.length)) yield text.slice(0, first) + text.slice(first + 1, second) + text.slice(second + 1);
  for (let index = 0; index < text.length; index++) if (text[index] !== 'a') yield `${text.slice(0, index)}a${text.slice(index + 1)}`;
  for (let index = 0; index < text.length; index++) if (/[1-9]/.test(text.charAt(index))) yield `${text.slice(0, index)}0${text.slice(index + 1)}`;
  for (let index = 0; index < text.length; index++) if (/[2-9]/.test(text.charAt(index))) yield `${text.slice(0, index)}1${text.slice(index + 1)}`;
}

/** Two characters that belong together need not stand side by side, as brackets do. Of a long text there are too many. */
function* apart(length: number): Generator<[first: number, second: number]> {
  if (length > 20) return;
  for (let first = 0; first < length; first++) for (let second = first + 2; second < length; second++) yield [first, second];
}

function* simplerComposed(shape: Shape, definitions: Definitions, recipe: Composed): Generator<Recipe> {
  switch (recipe.make) {
    case 'array': yield* simplerArrays(shape, definitions, recipe); return;
    case 'set':
      for (const items of simplerItems(shape.shape === 'set' ? shape.item : undefined, definitions, recipe.items)) if (areDistinct(items)) yield { ...recipe, items };
      return;
    case 'iterable':
      for (const items of simplerItems(shape.shape === 'iterable' ? shape.item : undefined, definitions, recipe.items)) yield { ...recipe, items };
      return;
    case 'typed-array':
      for (const items of shorter(recipe.items)) yield { ...recipe, items };
      return;
    case 'map':
      for (const entries of shorter(recipe.entries)) yield { ...recipe, entries };
      if (shape.shape === 'map') yield* simplerEntries(shape, definitions, recipe);
      return;
    case 'date':
      for (const time of simplerTimes(recipe.time)) yield { ...recipe, time };
      return;
    case 'promise':
      for (const value of shape.shape === 'promise' ? simplerValues(shape.value, definitions, recipe.value) : []) yield { ...recipe, value };
      return;
    case 'function': yield* simplerStubs(shape, definitions, recipe); return;
    case 'object': yield* simplerObjects(shape, definitions, recipe); return;
    case 'new':
      for (const args of simplerCalls(recipe.of.parameters, definitions, recipe.args)) yield { ...recipe, args };
      return;
    case 'registered': yield* recipe.simpler(); return;
    case 'error':
      for (const message of simplerTexts(recipe.message)) yield { ...recipe, message };
      return;
    case 'sample':
      for (let at = 0; at < recipe.at; at++) yield { ...recipe, at };
      return;
    case 'regexp':
    case 'symbol':
  }
}

/** None, half, and each without one. */
function* shorter<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) return;
  yield [];
  if (items.length > 3) yield items.slice(0, items.length / 2);
  for (let index = 0; index < items.length; index++) yield items.toSpliced(index, 1);
}

function* simplerArrays(shape: Shape, definitions: Definitions, recipe: Extract<Composed, { make: 'array' }>): Generator<Recipe> {
  const { items } = recipe;
  if (shape.shape === 'tuple') for (const each of simplerCalls(shape.slots, definitions, items)) yield { ...recipe, items: each };
  if (shape.shape !== 'array') return;
  for (const each of simplerItems(shape.item, definitions, items)) yield { ...recipe, items: each };
}

/** Fewer items, then simpler ones. */
function* simplerItems(shape: Shape | undefined, definitions: Definitions, items: readonly Recipe[]): Generator<Recipe[]> {
  yield* shorter(items);
  for (const [index, item] of items.entries()) for (const each of shape ? simplerValues(shape, definitions, item) : []) yield items.with(index, each);
}

function* simplerEntries(shape: Extract<Shape, { shape: 'map' }>, definitions: Definitions, recipe: Extract<Composed, { make: 'map' }>): Generator<Recipe> {
  const { entries } = recipe;
  for (const [index, [key, value]] of entries.entries()) {
    const others = entries.flatMap(([other], at) => (at === index ? [] : [other]));
    for (const each of simplerValues(shape.key, definitions, key)) if (areDistinct([each, ...others])) yield { ...recipe, entries: entries.with(index, [each, value]) };
    for (const each of simplerValues(shape.value, definitions, value)) yield { ...recipe, entries: entries.with(index, [key, each]) };
  }
}

/** What is composed is an object of its own each time. */
function areDistinct(values: readonly Recipe[]): boolean {
  return new Set(values).size === values.length;
}

function* simplerStubs(shape: Shape, definitions: Definitions, recipe: Extract<Composed, { make: 'function' }>): Generator<Recipe> {
  const { results } = recipe;
  if (results.length > 1) for (const each of results) yield { ...recipe, results: [each] };
  if (shape.shape !== 'function') return;
  const promised = shape.promises ? narrow(shape.promises, 'result') : undefined;
  for (const [index, result] of results.entries()) {
    // What it stands for promises something: numbers can be told to keep it.
    for (const each of simplerValues(shape.result, definitions, result)) if (!promised || (typeof each === 'number' && isLeftNumber(promised, each))) yield { ...recipe, results: results.with(index, each) };
  }
}

function* simplerObjects(shape: Shape, definitions: Definitions, recipe: Extract<Composed, { make: 'object' }>): Generator<Recipe> {
  if (shape.shape !== 'object') return;
  const { entries } = recipe;
  for (const [index, [name, value]] of entries.entries()) {
    const property = shape.properties.find((each) => each.name === name);
    if (!property || property.optional) yield { ...recipe, entries: entries.toSpliced(index, 1) };
    const inner = property?.shape ?? shape.index?.value;
    if (inner) for (const each of simplerValues(inner, definitions, value)) yield { ...recipe, entries: entries.with(index, [name, each]) };
  }
}
