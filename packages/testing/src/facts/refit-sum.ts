/** Changes numbers of a list, so that they come to what a precondition says. */
import { isLeftNumber } from '../arbitraries/numbers.ts';
import type { Comparison, Fact, Where } from '../fact.ts';
import type { Recipe } from '../recipe.ts';
import { isList, type List } from '../recipes/is-list.ts';
import { holds } from './holds.ts';
import type { Narrowed } from './narrow.ts';
import { memberOf, narrowedAt, numberAt, put, valueAt, withMember, type Arguments } from './places.ts';

type Sum = Extract<Fact, { fact: 'sum' }>;

/**
 * Makes a list come to what is said of its sum, as far as that can be done: all numbers become less or greater alike, and what is missing then goes to
 * those that can take it.
 *
 * @modifies args.values
 */
export function refitSum(facts: readonly Fact[], args: Arguments, sum: Sum): void {
  const { where, of, op, within } = sum;
  const list = valueAt(args, where) as Recipe;
  const to = numberAt(args, sum.to);
  if (!isList(list) || to === undefined || list.items.length === 0) return;
  const wanted: Wanted = { op, to, within };
  const numbers = numbersIn(list.items, of);
  if (numbers && !isMet(sumOf(numbers), wanted)) mend(facts, args, { list, where, of, numbers, wanted });
}

interface Unmet {
  readonly list: List;
  readonly where: Where;
  readonly of: readonly string[];
  readonly numbers: Float64Array;
  readonly wanted: Wanted;
}

function mend(facts: readonly Fact[], args: Arguments, { list, where, of, numbers, wanted }: Unmet): void {
  const narrowed = of.reduce<Narrowed>((inner, name) => inner.members?.[name] ?? {}, narrowedAt(facts, where).item ?? {});
  const exactly = wantedOf(sumOf(numbers), wanted);
  for (const total of [exactly, withRoom(exactly, wanted.op)]) {
    for (const step of stepsOf(total, narrowed)) {
      const fit = spread(numbers, { wanted: total, step, narrowed });
      if (!isMet(sumOf(fit), wanted)) continue;
      put(args, where, withNumbers(list, of, fit));
      return;
    }
  }
}

/** Numbers so large that they have no units add up to a bound and a little more: a little on the right side of it there is room. */
function withRoom(wanted: number, op: Comparison): number {
  const room = Math.abs(wanted) * 2 ** -40;
  return op.startsWith('<') ? wanted - room : op.startsWith('>') ? wanted + room : wanted;
}

interface Wanted {
  readonly op: Comparison;
  readonly to: number;
  readonly within: number;
}

function isMet(total: number, { op, to, within }: Wanted): boolean {
  return holds(total, op, to) || (op === '===' && Math.abs(total - to) <= within);
}

/** A sum on the right side of a bound: one in four near it, the others far below one that is large, since what adds up to much may take long. */
function wantedOf(total: number, { op, to }: Wanted): number {
  const distance = Number.isFinite(total) ? Math.abs(Math.trunc(total)) % 4 : 0;
  if (op === '===') return to;
  if (op === '>=') return to + distance;
  if (op === '>' || op === '!==') return to + distance + 1;
  const most = op === '<' ? to - 1 : to;
  return most >= 1000 ? Math.trunc(most / 10 ** distance) : most - (most >= 0 ? Math.min(distance, Math.trunc(most)) : distance);
}

/** What numbers are multiples of: whole ones add up without a loss, and so do halves and their halves. */
function stepsOf(wanted: number, { kinds, multiple }: Narrowed): readonly number[] {
  const step = multiple ? Math.abs(multiple.of) : 1;
  if (multiple || kinds?.has('integer') === true || kinds?.has('safe-integer') === true) return [step];
  return Number.isInteger(wanted) && Math.abs(wanted) > 1 ? [1, 1 / 8, 1 / 1024] : [1 / 8, 1 / 1024, 1];
}

interface Spread {
  readonly wanted: number;
  readonly step: number;
  readonly narrowed: Narrowed;
}

/** Numbers in about the same proportions, each one that facts leave, which come to `wanted` if any such do. Loops over one kind of list: V8 compiles them soon, and once. */
function spread(numbers: Float64Array, { wanted, step, narrowed }: Spread): Float64Array {
  const [low, high] = boundsOf(narrowed, step);
  const fit = new Float64Array(numbers.length);
  for (let at = 0; at < fit.length; at++) fit[at] = partOf(numbers[at] as number);
  const whole = sumOf(fit);
  for (let at = 0; at < fit.length; at++) fit[at] = clamped(Math.trunc((whole === 0 ? 0 : ((fit[at] as number) / whole) * wanted) / step) * step, low, high);
  const first = Math.trunc(whole) % fit.length;
  for (let count = 0, total = sumOf(fit); count < fit.length && total !== wanted; count++, total = sumOf(fit)) {
    const at = (first + count) % fit.length;
    fit[at] = clamped((fit[at] as number) + wanted - total, low, high);
  }
  for (const each of fit) if (!isLeftNumber(narrowed, each)) return numbers;
  return fit;
}

function partOf(number: number): number {
  return Number.isFinite(number) ? Math.min(Math.abs(number), 1e6) : 1;
}

/** The least and the greatest multiple of a step that facts leave. */
function boundsOf({ min, max }: Narrowed, step: number): readonly [number, number] {
  const least = Math.ceil(Number(min?.value ?? -Infinity) / step) * step;
  const most = Math.floor(Number(max?.value ?? Infinity) / step) * step;
  return [min?.isOpen === true && least === Number(min.value) ? least + step : least, max?.isOpen === true && most === Number(max.value) ? most - step : most];
}

/** Zero has no sign here. */
function clamped(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high) + 0;
}

/** In the order of the list, as a program adds them. */
function sumOf(numbers: Float64Array): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at++) total += numbers[at] as number;
  return total;
}

/** The numbers that are added; undefined where one of them is none. */
function numbersIn(items: readonly Recipe[], path: readonly string[]): Float64Array | undefined {
  const numbers = new Float64Array(items.length);
  for (let at = 0; at < items.length; at++) {
    const value = path.length === 0 ? items[at] : path.reduce<unknown>((recipe, name) => memberOf(recipe as Recipe, name), items[at]);
    if (typeof value !== 'number') return undefined;
    numbers[at] = value;
  }
  return numbers;
}

function withNumbers(list: List, path: readonly string[], numbers: Float64Array): List {
  return { ...list, items: list.items.map((item, index) => withMember(item, path, numbers[index])?.recipe) };
}
