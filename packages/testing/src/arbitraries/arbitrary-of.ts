/** The arbitrary of a shape: it gives recipes of what the facts leave, with values at the edges among them. */
import * as fc from 'fast-check';
import { anything, isEmpty, narrow, type Narrowed } from '../facts/narrow.ts';
import type { Recipe } from '../recipe.ts';
import { sampleCount } from '../samples.ts';
import type { ClassShape, Definitions, Primitive, Shape, Slot } from '../shape.ts';
import type { Hint, Hints } from '../subject.ts';
import { all, among, anyOf, madeBy, mapped, oneOf, valuesFrom, wholeBetween, type Arbitrary } from './arbitrary.ts';
import { lengths, listArbitrary, listOf, unlike } from './lists.ts';
import { numberArbitrary, bigintArbitrary } from './numbers.ts';
import { objectArbitrary } from './objects.ts';
import { stringArbitrary } from './strings.ts';
import { typedArrayArbitrary } from './typed-arrays.ts';
import { isUnsupported, unsupported, unsupportedParameter, type UnsupportedShape } from './unsupported.ts';

/** What stays the same while the arbitraries of one subject are made. */
export interface ArbitraryContext {
  readonly definitions: Definitions;
  readonly registered: ReadonlyMap<string, fc.Arbitrary<unknown>>;
  /** Whether values at the edges alone are wanted, which are tried first; or only few, so that they come again. */
  readonly edges: boolean | 'few';
  /** Arbitraries of types that hold themselves, by name and level. */
  readonly made: Map<string, Arbitrary<Recipe>>;
  readonly spokenOf: Hints;
  /** Of these, what is tried among other values at this place; some come several times. */
  readonly hints: readonly Hint[];
  /** How many of those types are around this one. */
  readonly level: number;
  /** Only numbers near zero or the bounds that keep them from it, and short lists and texts. */
  readonly isNear: boolean;
  /** What becomes of NaN and the infinities. */
  readonly nonFinite: NonFinite;
}

/** They are left out, are values like others, or come so often that few inputs have none. */
export type NonFinite = 'never' | 'sometimes' | 'often';

/**
 * The arbitrary of a shape, of which facts leave what `narrowed` says.
 *
 * @throws {UnsupportedShape} where no value of the shape can be made up.
 * @throws {Contradiction} where the facts leave none.
 * @modifies context.made
 */
export function arbitraryOf(context: ArbitraryContext, shape: Shape, narrowed: Narrowed = anything): Arbitrary<Recipe> {
  if (isEmpty(narrowed)) throw new Contradiction();
  if (narrowed.values && shape.shape !== 'literal') return among(atLeastOne(narrowed.values));
  switch (shape.shape) {
    case 'never': throw unsupported('never', 'it has no value');
    case 'unsupported': throw unsupported(shape.type, shape.why);
    case 'literal': return among(atLeastOne(shape.values.filter((value) => isLeft(narrowed, value))));
    case 'number': return numberArbitrary(narrowed, context);
    case 'bigint': return bigintArbitrary(narrowed, context);
    case 'string': return stringArbitrary(narrowed, context);
    case 'template': return templateArbitrary(context, shape);
    case 'symbol': return mapped(among(['a', 'b']), (description): Recipe => ({ make: 'symbol', description }));
    case 'unknown': return unknownArbitrary(context, narrowed);
    case 'object-of-any-kind': return anyOf(objectArbitrary(context, { shape: 'object', properties: [] }, anything), mapped(listOf(numberArbitrary(anything, { edges: false, hints: [], isNear: context.isNear, nonFinite: context.nonFinite }), { minLength: 0, maxLength: 3 }), (items): Recipe => ({ make: 'array', items })));
    case 'date': return dateArbitrary;
    case 'regexp': return mapped(all<string>([among(['a', '^b+$', '[0-9]', '\\s', '(x)|y']), among(['', '', 'i', 'g'])]), ([source = 'a', flags = '']): Recipe => ({ make: 'regexp', source, flags }));
    case 'error': return mapped(anyOf<string>(among(['boom', '']), stringArbitrary(anything, context)), (message): Recipe => ({ make: 'error', message }));
    case 'array': return mapped(listArbitrary(context, shape.item, narrowed), (items): Recipe => ({ make: 'array', items }));
    case 'tuple': return mapped(slotsArbitrary(context, shape.slots, (slot) => narrowed.members?.[String(shape.slots.indexOf(slot))] ?? anything), (items): Recipe => ({ make: 'array', items }));
    case 'object': return objectArbitrary(context, shape, narrowed);
    case 'map': return mapArbitrary(context, shape, narrowed);
    case 'set': return mapped(listArbitrary(context, shape.item, { ...narrowed, members: { length: narrowed.members?.['size'] ?? anything }, isDistinct: true }), (items): Recipe => ({ make: 'set', items }));
    case 'typed-array': return typedArrayArbitrary(shape.name, narrowed, context);
    case 'sample': return mapped(wholeBetween(0, sampleCount(shape.of) - 1), (at): Recipe => ({ make: 'sample', of: shape.of, at }));
    case 'promise': return mapped(arbitraryOf(context, shape.value), (value): Recipe => ({ make: 'promise', value }));
    case 'iterable': return mapped(listArbitrary(context, shape.item, narrowed), (items): Recipe => ({ make: 'iterable', items, isAsync: shape.isAsync }));
    case 'function': return mapped(listOf(arbitraryOf(context, shape.result, narrow(shape.promises ?? [], 'result')), { minLength: 1, maxLength: shape.parameters === 0 ? 1 : 3 }), (results): Recipe => ({ make: 'function', results, ...(shape.isOfNumber === true ? { isByNumber: true } : {}) }));
    case 'class': return objectOfClass(context, shape);
    case 'union': return unionArbitrary(context, shape.of, narrowed);
    case 'reference': return referenceArbitrary(context, shape.to);
    case 'registered': return registeredArbitrary(context, shape.name);
  }
}

/** No input can meet the preconditions: what they leave of a place is nothing. */
export class Contradiction extends Error {
  override name = 'Contradiction';
}

/** Facts that contradict a type leave nothing. */
function atLeastOne(values: readonly Primitive[]): Primitive[] {
  if (values.length === 0) throw new Contradiction();
  return [...values];
}

function isLeft({ values, not, types, notTypes }: Narrowed, value: Primitive): boolean {
  if (values && !values.includes(value)) return false;
  if (not?.includes(value)) return false;
  if (types && !types.includes(typeof value)) return false;
  return notTypes?.includes(typeof value) !== true;
}

function templateArbitrary(context: ArbitraryContext, { texts, between }: Extract<Shape, { shape: 'template' }>): Arbitrary<Recipe> {
  const parts = between.map((each) => arbitraryOf(context, each, each.shape === 'number' ? { kinds: new Set(['safe-integer']) } : anything));
  return mapped(all(parts), (values) => texts.map((text, index) => `${text}${index < values.length ? String(values[index] as Primitive) : ''}`).join(''));
}

const dateArbitrary: Arbitrary<Recipe> = mapped(
  oneOf([{ weight: 1, arbitrary: among([0, 86_400_000, 951_782_400_000]) }, { weight: 2, arbitrary: valuesFrom(fc.date({ noInvalidDate: true, min: new Date(-1e12), max: new Date(4e12) }).map(Number)) }]),
  (time): Recipe => ({ make: 'date', time }),
);

function unknownArbitrary(context: ArbitraryContext, narrowed: Narrowed): Arbitrary<Recipe> {
  if (context.edges === 'few' && !narrowed.types && !narrowed.notTypes) return among(['a', 'b']);
  const kinds: Shape[] = [{ shape: 'number' }, { shape: 'string' }, { shape: 'literal', values: [false, true] }, { shape: 'literal', values: [null, undefined] }];
  return unionArbitrary(context, kinds, narrowed);
}

const typeofShape: Partial<Record<Shape['shape'], string>> = { number: 'number', string: 'string', template: 'string', bigint: 'bigint', symbol: 'symbol', function: 'function' };

function unionArbitrary(context: ArbitraryContext, shapes: readonly Shape[], narrowed: Narrowed): Arbitrary<Recipe> {
  const left = shapes.filter((each) => mayBe(each, narrowed));
  let obstacle: UnsupportedShape | TooDeep | undefined;
  const possible = left.flatMap((each) => {
    try {
      return [arbitraryOf(context, each, narrowed)];
    } catch (error) {
      if (error instanceof TooDeep) obstacle = error;
      else if (isUnsupported(error)) obstacle ??= error;
      else if (!(error instanceof Contradiction)) throw error;
      return [];
    }
  });
  if (possible.length === 0) throw obstacle ?? (context.level > 0 ? new TooDeep() : new Contradiction());
  return anyOf(...possible);
}

function mayBe(shape: Shape, narrowed: Narrowed): boolean {
  if (shape.shape === 'literal') return shape.values.some((value) => isLeft(narrowed, value));
  const type = typeofShape[shape.shape] ?? 'object';
  return narrowed.types?.includes(type) !== false && narrowed.notTypes?.includes(type) !== true;
}

/**
 * The arbitrary of a list of arguments.
 *
 * @throws {UnsupportedShape} where no value of one of them can be made up.
 * @modifies context.made
 */
export function slotsArbitrary(context: ArbitraryContext, slots: readonly Slot[], narrowedOf: (slot: Slot) => Narrowed): Arbitrary<Recipe[]> {
  const parts = slots.map((slot) => slotArbitrary(context, slot, narrowedOf(slot)));
  const each = all(parts) as Arbitrary<Recipe[]>;
  const isRest = slots.at(-1)?.rest === true;
  if (!isRest && slots.every(({ optional }) => !optional)) return each;
  return mapped(each, (args) => withoutTrailing(isRest ? [...args.slice(0, -1), ...(args.at(-1) as unknown as Recipe[])] : args, slots));
}

/**
 * For a place with a name: what the code puts beside that name is tried as often as all else that it speaks of.
 *
 * @ensures `result.spokenOf === context.spokenOf`
 */
export function atName(context: ArbitraryContext, name: string): ArbitraryContext {
  const hints = hintsAt(context.spokenOf, name);
  return hints ? { ...context, hints } : context;
}

/** By what the code speaks of and by name: what is made of the same hints is made once. */
const knownHints = new WeakMap<Hints, Map<string, readonly Hint[] | undefined>>();

function hintsAt(spokenOf: Hints, name: string): readonly Hint[] | undefined {
  const { all: others, beside } = spokenOf;
  if (!Object.hasOwn(beside, name)) return undefined;
  const known = knownHints.get(spokenOf) ?? new Map<string, readonly Hint[] | undefined>();
  knownHints.set(spokenOf, known);
  const own = beside[name] ?? [];
  const hints = known.get(name) ?? (own.length === 0 ? undefined : [...Array.from({ length: Math.ceil(others.length / own.length) }, () => own).flat(), ...others]);
  known.set(name, hints);
  return hints;
}

function slotArbitrary(around: ArbitraryContext, slot: Slot, narrowed: Narrowed): Arbitrary<Recipe | Recipe[]> {
  const context = atName(around, slot.name);
  try {
    if (slot.rest) return listArbitrary(context, slot.shape, narrowed);
    const value = slot.optional ? unlessTooDeep<Arbitrary<Recipe>>(() => arbitraryOf(context, slot.shape, narrowed), () => () => undefined) : arbitraryOf(context, slot.shape, narrowed);
    return slot.optional ? oneOf<Recipe>([{ weight: 1, arbitrary: () => undefined }, { weight: 3, arbitrary: value }]) : value;
  } catch (error) {
    throw isUnsupported(error) ? unsupportedParameter(slot, error) : error;
  }
}

/** What may be left out at the end is. */
function withoutTrailing(args: Recipe[], slots: readonly Slot[]): Recipe[] {
  const required = slots.findLastIndex(({ optional }) => !optional) + 1;
  let end = args.length;
  while (end > required && args[end - 1] === undefined) end--;
  return args.slice(0, end);
}

function objectOfClass(context: ArbitraryContext, of: ClassShape): Arbitrary<Recipe> {
  return mapped(slotsArbitrary(context, of.parameters, () => anything), (args): Recipe => ({ make: 'new', of, args }));
}

function mapArbitrary(context: ArbitraryContext, { key, value }: Extract<Shape, { shape: 'map' }>, narrowed: Narrowed): Arbitrary<Recipe> {
  const range = lengths(narrowed.members?.['size']);
  const entries = unlessTooDeep(
    () => {
      const [keys, values] = [arbitraryOf(context, key, narrowed.members?.['keys()']?.item), arbitraryOf(context, value, narrowed.members?.['values()']?.item)];
      return unlike((random) => [keys(random), values(random)] as const, { ...range, maxLength: Math.min(range.maxLength, range.minLength * 2 + 10) }, ([each]) => each);
    },
    (): Arbitrary<(readonly [Recipe, Recipe])[]> => () => [],
  );
  return (random) => ({ make: 'map', entries: entries(random) });
}

/** A type that holds itself has an arbitrary for each level, so that its values come to an end. */
function referenceArbitrary(context: ArbitraryContext, name: string): Arbitrary<Recipe> {
  const { made, definitions, level } = context;
  const key = `${name} at ${level}`;
  const known = made.get(key);
  if (known) return known;
  if (level === deepest) throw new TooDeep();
  const arbitrary = arbitraryOf({ ...context, level: level + 1 }, definitions[name] ?? { shape: 'never' });
  made.set(key, arbitrary);
  return arbitrary;
}

const deepest = 4;

/** Values of a type that holds itself have to end here: lists are empty, what may be left out is. */
class TooDeep extends Error {
  override name = 'TooDeep';
}

/**
 * What is made where values may still be deeper; otherwise what stands in its place.
 *
 * @throws {unknown} what making throws, but for depth.
 * @noContract it calls what it is given
 */
export function unlessTooDeep<Value>(make: () => Value, instead: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooDeep) return instead();
    throw error;
  }
}

function registeredArbitrary({ registered }: ArbitraryContext, name: string): Arbitrary<Recipe> {
  const arbitrary = registered.get(name);
  if (!arbitrary) throw unsupported(name, 'its arbitrary is not there');
  return (random) => registeredRecipe(name, arbitrary, madeBy(arbitrary, random));
}

function registeredRecipe(name: string, arbitrary: fc.Arbitrary<unknown>, { value, context }: fc.Value<unknown>): Recipe {
  const simpler = (): Iterable<Recipe> => arbitrary.shrink(value, context).map((each) => registeredRecipe(name, arbitrary, each));
  return { make: 'registered', name, value, simpler };
}
