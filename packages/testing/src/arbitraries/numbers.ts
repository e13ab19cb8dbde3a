/** Numbers: within bounds, whole or not, with those at the edges among them. */
import * as fc from 'fast-check';
import type { Narrowed } from '../facts/narrow.ts';
import type { Hint } from '../subject.ts';
import type { ArbitraryContext } from './arbitrary-of.ts';
import { among, mapped, oneOf, valuesFrom, wholeBetween, type Arbitrary } from './arbitrary.ts';
import { mostly } from './mostly.ts';

const edgesOfAll = [0, 1, -1, -0, 2, 0.5, -0.5, 10, 100, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 0.1, Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity, NaN];

/** The range of whole numbers in which most mistakes are. */
const closest = 100;

/** Those that no code takes long for. */
const nearest = 10;

interface Range {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly isMinOpen: boolean;
  readonly isMaxOpen: boolean;
}

/** Each number is asked about that might be left. */
const known = new WeakMap<Narrowed, Range>();

function rangeOf(narrowed: Narrowed): Range {
  const range = known.get(narrowed) ?? newRange(narrowed);
  known.set(narrowed, range);
  return range;
}

function newRange({ min, max, kinds, multiple }: Narrowed): Range {
  const isSafe = kinds?.has('safe-integer') === true;
  const isFinite = isSafe || kinds?.has('finite') === true || kinds?.has('integer') === true;
  const limit = isSafe ? Number.MAX_SAFE_INTEGER : isFinite ? Number.MAX_VALUE : Infinity;
  return {
    min: Math.max(-limit, Number(min?.value ?? -Infinity)),
    max: Math.min(limit, Number(max?.value ?? Infinity)),
    isWhole: isSafe || kinds?.has('integer') === true || multiple !== undefined,
    isMinOpen: min?.isOpen === true,
    isMaxOpen: max?.isOpen === true,
  };
}

/** What is left of a range near its number that is nearest to zero. */
function nearRange(range: Range): Range {
  const start = nearestToZero(range.min, range.max);
  const [min, max] = [start - nearest, start + nearest];
  return { ...range, min: Math.max(min, range.min), max: Math.min(max, range.max), isMinOpen: range.isMinOpen && range.min >= min, isMaxOpen: range.isMaxOpen && range.max <= max };
}

function fits({ min, max, isWhole, isMinOpen, isMaxOpen }: Range, value: number): boolean {
  if (isWhole && !Number.isInteger(value)) return false;
  return (isMinOpen ? value > min : value >= min) && (isMaxOpen ? value < max : value <= max);
}

/**
 * Whether a number is one of those that facts leave.
 *
 * @pure
 */
export function isLeftNumber(narrowed: Narrowed, value: number): boolean {
  const { not, kinds, min, max } = narrowed;
  if (not?.some((each) => each === value) === true) return false;
  if (narrowed.multiple && value % narrowed.multiple.of !== narrowed.multiple.remainder) return false;
  if (Number.isNaN(value)) return kinds === undefined && min === undefined && max === undefined;
  return fits(rangeOf(narrowed), value);
}

/**
 * Numbers that facts leave; those at the edges alone where that is wanted.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function numberArbitrary(narrowed: Narrowed, { edges, hints, isNear, nonFinite }: Pick<ArbitraryContext, 'edges' | 'hints' | 'isNear' | 'nonFinite'>): Arbitrary<number> {
  if (nonFinite === 'sometimes') return numbersOf(narrowed, { edges, hints, isNear });
  const finite = numbersOf(finiteOf(narrowed), { edges, hints, isNear });
  const others = nonFinite === 'never' ? [] : unusualOf(narrowed).filter((value) => isLeftNumber(narrowed, value));
  return others.length === 0 ? finite : oneOf([{ weight: 2, arbitrary: among(others) }, { weight: 1, arbitrary: finite }]);
}

/** The same facts are asked for again, for inputs of another kind. */
const knownFinite = new WeakMap<Narrowed, Narrowed>();

function finiteOf(narrowed: Narrowed): Narrowed {
  const finite = knownFinite.get(narrowed) ?? newFinite(narrowed);
  knownFinite.set(narrowed, finite);
  return finite;
}

/** Finite numbers, and of whole ones those that are exact, unless the bounds want others. */
function newFinite(narrowed: Narrowed): Narrowed {
  const { min, max } = rangeOf(narrowed);
  const isExact = narrowed.kinds?.has('integer') === true && min <= Number.MAX_SAFE_INTEGER && max >= Number.MIN_SAFE_INTEGER;
  return { ...narrowed, kinds: new Set([...(narrowed.kinds ?? []), isExact ? 'safe-integer' : 'finite'] as const) };
}

/** Numbers of which hardly any contract says that they are not meant. */
function unusualOf({ kinds }: Narrowed): readonly number[] {
  return kinds?.has('integer') === true ? [2 ** 53, -(2 ** 53), 2 ** 53 + 4, -(2 ** 53) - 4] : [NaN, Infinity, -Infinity];
}

interface Special {
  readonly atEdges: readonly number[];
  readonly hinted: readonly number[];
}

const knownSpecial = new WeakMap<Narrowed, WeakMap<readonly Hint[], Special>>();

/** The numbers at the edges, and those that the code speaks of. */
function specialOf(narrowed: Narrowed, hints: readonly Hint[]): Special {
  const known = knownSpecial.get(narrowed) ?? new WeakMap<readonly Hint[], Special>();
  knownSpecial.set(narrowed, known);
  const special = known.get(hints) ?? newSpecial(narrowed, hints);
  known.set(hints, special);
  return special;
}

function newSpecial(narrowed: Narrowed, hints: readonly Hint[]): Special {
  const { min, max } = rangeOf(narrowed);
  const bounds = [min, max].filter((bound) => Number.isFinite(bound)).flatMap((bound) => [bound, bound - 1, bound + 1]);
  const spokenOf = hints.filter((hint) => typeof hint === 'number');
  const near = spokenOf.flatMap((hint) => [hint, hint - 1, hint + 1, -hint]);
  const isLeft = (value: number): boolean => isLeftNumber(narrowed, value);
  return { atEdges: [...new Set([...edgesOfAll, ...bounds, ...near])].filter(isLeft), hinted: [...near, ...spokenOf.flatMap(asOften)].filter(isLeft) };
}

function numbersOf(narrowed: Narrowed, { edges: onlyEdges, hints, isNear }: Pick<ArbitraryContext, 'edges' | 'hints' | 'isNear'>): Arbitrary<number> {
  const range = isNear ? nearRange(rangeOf(narrowed)) : rangeOf(narrowed);
  const special = specialOf(narrowed, hints);
  const atEdges = isNear ? nearEdges(narrowed, hints, range) : special.atEdges;
  if (onlyEdges !== false && atEdges.length > 0) return among(onlyEdges === 'few' ? atEdges.slice(0, 2) : atEdges);
  const within = range.isWhole ? wholes(narrowed, range) : decimals(narrowed, range, isNear);
  const inside = narrowed.not ? mostly(within, (value) => isLeftNumber(narrowed, value)) : within;
  const others = [{ weight: 1, values: atEdges }, { weight: 2, values: isNear ? [] : special.hinted }].filter(({ values }) => values.length > 0);
  return oneOf([{ weight: 5, arbitrary: inside }, ...others.map(({ weight, values }) => ({ weight, arbitrary: among(values) }))]);
}

/** The bounds of what is near are edges of it too. */
function nearEdges(narrowed: Narrowed, hints: readonly Hint[], range: Range): readonly number[] {
  const bounds = [range.min, range.max].flatMap((bound) => [bound, bound - 1, bound + 1]).filter((value) => isLeftNumber(narrowed, value));
  return [...new Set([...specialOf(narrowed, hints).atEdges, ...bounds])].filter((value) => fits(range, value) && !isTiny(value));
}

/** Code compares with a number for the most part; it also looks whether another is a multiple of it, or counts in it. */
function asOften(hint: number): number[] {
  return Number.isInteger(hint) && hint > 2 ? [hint, hint, hint * 2, hint * 3, hint * 5, hint * 10] : [hint];
}

/** It takes as many steps as a large one, where it is a step. */
function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < 0.1;
}

function wholes(narrowed: Narrowed, range: Range): Arbitrary<number> {
  const { multiple } = narrowed;
  const step = multiple ? Math.abs(multiple.of) : 1;
  const limit = Number.MAX_SAFE_INTEGER;
  const low = Math.max(-limit, range.isMinOpen && Number.isInteger(range.min) ? range.min + 1 : Math.ceil(range.min));
  const high = Math.min(limit, range.isMaxOpen && Number.isInteger(range.max) ? range.max - 1 : Math.floor(range.max));
  if (low > high) return () => low;
  const whole = (from: number, to: number): Arbitrary<number> => {
    const each = wholeBetween(Math.ceil(from / step), Math.floor(to / step));
    return step === 1 && !multiple?.remainder ? each : mapped(each, (value) => value * step + (multiple?.remainder ?? 0));
  };
  const start = nearestToZero(low, high);
  const close = whole(Math.max(low, start - closest), Math.min(high, start + closest));
  const isBounded = range.min > -limit && range.max < limit;
  return high - low <= closest * 2 ? close : oneOf([{ weight: isBounded ? 3 : 4, arbitrary: close }, { weight: isBounded ? 2 : 1, arbitrary: whole(low, high) }]);
}

function nearestToZero(low: number, high: number): number {
  return Math.min(Math.max(0, low), high);
}

function decimals(narrowed: Narrowed, range: Range, isNear: boolean): Arbitrary<number> {
  const { min, max, isMinOpen, isMaxOpen } = range;
  if (min > max || (min === max && (isMinOpen || isMaxOpen))) return () => min;
  const noNaN = !isLeftNumber(narrowed, NaN);
  const any = valuesFrom(fc.double({ min, max, minExcluded: isMinOpen && Number.isFinite(min), maxExcluded: isMaxOpen && Number.isFinite(max), noNaN, noDefaultInfinity: !isLeftNumber(narrowed, Infinity) && !isLeftNumber(narrowed, -Infinity) }));
  const low = Math.ceil(min) + (isMinOpen && Number.isInteger(min) ? 1 : 0);
  const high = Math.floor(max) - (isMaxOpen && Number.isInteger(max) ? 1 : 0);
  if (low > high) return any;
  const start = nearestToZero(low, high);
  const whole = wholeBetween(Math.max(low, start - closest, -Number.MAX_SAFE_INTEGER), Math.min(high, start + closest, Number.MAX_SAFE_INTEGER));
  const halves = mostly(mapped(whole, (value) => value + 0.5), (value) => isLeftNumber(narrowed, value));
  return oneOf([{ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: halves }, ...(isNear ? [] : [{ weight: 2, arbitrary: any }])]);
}

const bigEdges = [0n, 1n, -1n, 2n, 10n, 2n ** 31n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 64n - 1n, 2n ** 64n, -(2n ** 63n)];

/**
 * Big integers that facts leave; those at the edges alone where that is wanted.
 *
 * @noContract an arbitrary says nothing of itself
 */
export function bigintArbitrary({ min, max, not }: Narrowed, { edges: onlyEdges, hints, isNear }: Pick<ArbitraryContext, 'edges' | 'hints' | 'isNear'>): Arbitrary<bigint> {
  const low = min === undefined ? undefined : BigInt(min.value) + (min.isOpen ? 1n : 0n);
  const high = max === undefined ? undefined : BigInt(max.value) - (max.isOpen ? 1n : 0n);
  const isLeft = (value: bigint): boolean => (low === undefined || value >= low) && (high === undefined || value <= high) && not?.includes(value) !== true;
  const bounds = [low, high].flatMap((bound) => (bound === undefined ? [] : [bound, bound + 1n, bound - 1n]));
  const spokenOf = hints.flatMap((hint) => (typeof hint === 'number' && Number.isInteger(hint) ? [BigInt(hint), BigInt(hint) - 1n, BigInt(hint) + 1n] : []));
  const atEdges = [...new Set([...bounds, ...(isNear ? bigEdges.slice(0, 4) : [...bigEdges, ...spokenOf])])].filter(isLeft);
  if (onlyEdges !== false && atEdges.length > 0) return among(onlyEdges === 'few' ? atEdges.slice(0, 2) : atEdges);
  const start = low !== undefined && low > 0n ? low : high !== undefined && high < 0n ? high : 0n;
  const close = mostly(mapped(wholeBetween(-closest, closest), (distance) => start + BigInt(distance)), isLeft);
  const any = mostly(valuesFrom(fc.bigInt({ ...(low === undefined ? {} : { min: low }), ...(high === undefined ? {} : { max: high }) })), isLeft);
  const special = atEdges.length > 0 ? [{ weight: 1, arbitrary: among(atEdges) }] : [];
  return isNear ? oneOf([{ weight: 1, arbitrary: close }, ...special]) : oneOf([{ weight: 3, arbitrary: close }, { weight: 2, arbitrary: any }, ...special]);
}
