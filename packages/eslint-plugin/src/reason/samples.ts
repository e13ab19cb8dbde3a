/** Values that stand for all values: comparisons with the given constants, and among a few terms, cannot tell others from them. */
import type { ValueKind } from './kinds.ts';

/** What the conditions ask of values: only that decides which values they can tell apart. */
export interface Question {
  /** The constants that values are compared with. */
  readonly constants: readonly unknown[];
  /** How many terms may be compared with each other. */
  readonly terms: number;
  /** Integers and others are told apart. */
  readonly asksForIntegers: boolean;
  /** Objects, arrays and functions are told apart. */
  readonly asksForShapes: boolean;
  /** Terms are put in an order, by `<` and the like. */
  readonly orders: boolean;
}

/** Gives the values of some kinds that have to be tried. Terms share them, since two terms may be the same object. */
export function createSamples(question: Question): (kinds: readonly ValueKind[]) => unknown[] {
  const byKind = new Map<Kind, readonly unknown[]>();
  const ofKind = (kind: Kind): readonly unknown[] => {
    const found = byKind.get(kind) ?? samples[kind](question);
    byKind.set(kind, found);
    return found;
  };
  return (kinds) => [...new Set(kinds.flatMap((kind) => ('all' in kind ? ofKind(kind.all) : [kind.only]))), ...(hasZero(kinds) ? [-0] : [])];
}

/** A few of the samples of some kinds: those that conditions are mostly true for. */
export function simpleSamples(kinds: readonly ValueKind[], constants: ReadonlySet<unknown>): unknown[] {
  return kinds.flatMap((kind) => ('all' in kind ? [...simple[kind.all], ...[...constants].filter((each) => typeof each === kind.all)] : [kind.only]));
}

const simple: Readonly<Record<Kind, readonly unknown[]>> = {
  number: [1, 0],
  count: [1, 0],
  bigint: [],
  string: ['x', ''],
  boolean: [true, false],
  object: [converting({}, '[object]'), converting(() => undefined, '[object]')],
  symbol: [],
};

type Kind = Extract<ValueKind, { all: string }>['all'];

/** `Set` takes `-0` for `0`. */
function hasZero(kinds: readonly ValueKind[]): boolean {
  return kinds.some((kind) => ('all' in kind ? kind.all === 'number' : Object.is(kind.only, -0)));
}

const samples: Readonly<Record<Kind, (question: Question) => unknown[]>> = {
  number: numbers,
  count: (question) => numbers({ ...question, asksForIntegers: true }).filter((each) => Number.isInteger(each) && each >= 0),
  bigint: bigints,
  string: strings,
  boolean: () => [true, false],
  object: objects,
  symbol: ({ orders, terms }) => (orders ? [] : Array.from({ length: terms }, () => Symbol('sample'))),
};

/** Every constant as a number, those that booleans, empty strings and `null` convert to included. */
function numericConstants({ constants, asksForIntegers }: Question): number[] {
  const found = constants.flatMap((each) => {
    if (typeof each === 'bigint') return [Number(each)];
    const value = typeof each === 'string' ? Number(each) : each;
    return typeof value === 'number' && !Number.isNaN(value) ? [value] : [];
  });
  const always = [-Infinity, -Number.MAX_VALUE, 0, 1, Number.MAX_VALUE, Infinity];
  const safe = asksForIntegers ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] : [];
  return [...new Set([...always, ...safe, ...found.map((each) => each + 0)])].sort((a, b) => a - b);
}

function numbers(question: Question): number[] {
  const constants = numericConstants(question);
  const between = constants.flatMap((low, index) => (index + 1 < constants.length ? inGap([low, constants[index + 1] ?? Infinity], question) : []));
  return [NaN, ...constants, ...between];
}

/**
 * Numbers strictly between two constants: as many as there are terms, in every order with integers where these are told apart. They
 * are taken from the end near zero, since far from it there are only integers.
 */
function inGap([low, high]: readonly [number, number], question: Question): number[] {
  if (high <= 0 && low < 0) return inGap([-high, -low], question).map((each) => -each);
  const { terms, asksForIntegers } = question;
  if (!asksForIntegers) return successors([low, high], terms);
  const first = Math.floor(low) + 1;
  const integers = Array.from({ length: terms }, (_, index) => first + index).filter((each) => each > low && each < high);
  // Beside an integer there may be every other number only that is none.
  return [low, ...integers].flatMap((each) => successors([each, high], 2 * terms)).concat(integers);
}

/** The numbers next above `low`, below `high`. */
function successors([low, high]: readonly [number, number], count: number): number[] {
  const found: number[] = [];
  for (let next = nextUp(low); found.length < count && next < high; next = nextUp(next)) found.push(next);
  return found;
}

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The least number above a number. */
function nextUp(value: number): number {
  if (value === Infinity) return value;
  if (value === -Infinity) return -Number.MAX_VALUE;
  if (value === 0) return Number.MIN_VALUE;
  float[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return float[0];
}

/** Every integer near a constant, and some beyond all numbers. */
function bigints(question: Question): bigint[] {
  const reach = question.terms;
  const near = Array.from({ length: 2 * reach + 1 }, (_, index) => BigInt(index - reach));
  const exact = question.constants.filter((each) => typeof each === 'bigint');
  const integers = numericConstants(question).filter((each) => Number.isFinite(each)).map((each) => BigInt(Math.floor(each)));
  const beyond = 10n ** 400n;
  return [...new Set([...exact, ...integers, beyond, -beyond].flatMap((each) => near.map((offset) => each + offset)))];
}

/** The constants and what comes next behind them; and what converts to every sample of a number. */
function strings(question: Question): string[] {
  const constants = ['', ...question.constants.filter((each) => typeof each === 'string')];
  const behind = constants.flatMap((each) => Array.from({ length: question.terms }, (_, index) => each + '\0'.repeat(index + 1)));
  const numeric = question.constants.some((each) => typeof each !== 'string') ? numbers(question).flatMap((each) => [String(each), ` ${each}`]) : [];
  return [...constants, ...behind, 'x', ...numeric];
}

/** Things with an identity, and things that convert to numbers and strings. */
function objects(question: Question): object[] {
  const { terms, orders, constants, asksForShapes } = question;
  const isConverted = orders || constants.length > 0;
  const values = ['[object]', ...(isConverted ? [...numbers(question), ...strings(question)] : [])];
  const shapes = asksForShapes ? [() => ({}), () => [], () => () => undefined] : [() => ({})];
  return [...values, ...Array.from({ length: terms }, () => '[object]')].flatMap((value) => shapes.map((shape) => converting(shape(), value)));
}

function converting(shape: object, value: unknown): object {
  return Object.assign(shape, { [Symbol.toPrimitive]: () => value });
}
