/** Changes numbers of a list, so that they come to what a precondition says. */
import { isLeftNumber } from '../arbitraries/numbers.ts';
import type { Comparison, Fact } from '../fact.ts';
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
  const numbers = numbersIn(list.items, of);
  if (!numbers) return;
  const total = sumOf(numbers);
  if (isMet(total, { op, to, within })) return;
  const narrowed = of.reduce<Narrowed>((inner, name) => inner.members?.[name] ?? {}, narrowedAt(facts, where).item ?? {});
  const exactly = wantedOf(total, { op, to, within });
  for (const wanted of [exactly, withRoom(exactly, op)]) {
    for (const step of stepsOf(wanted, narrowed)) {
      const fit = spread(numbers, { wanted, step, narrowed });
      if (!isMet(sumOf(fit), { op, to, within })) continue;
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

/** Numbers in about the same proportions, each one that facts leave, which come to `wanted` if any such do. */
function spread(numbers: readonly number[], { wanted, step, narrowed }: Spread): number[] {
  const [low, high] = boundsOf(narrowed, step);
  const parts = numbers.map((each) => (Number.isFinite(each) ? Math.min(Math.abs(each), 1e6) : 1));
  const whole = sumOf(parts);
  const fit = parts.map((part) => clamped(Math.trunc((whole === 0 ? 0 : (part / whole) * wanted) / step) * step, low, high));
  const first = Math.trunc(whole) % fit.length;
  for (let count = 0, total = sumOf(fit); count < fit.length && total !== wanted; count++, total = sumOf(fit)) {
    const at = (first + count) % fit.length;
    fit[at] = clamped((fit[at] as number) + wanted - total, low, high);
  }
  return fit.every((each) => isLeftNumber(narrowed, each)) ? fit : [...numbers];
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
function sumOf(numbers: readonly number[]): number {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}

/** The numbers that are added; undefined where one of them is none. */
function numbersIn(items: readonly Recipe[], path: readonly string[]): number[] | undefined {
  const numbers: number[] = [];
  for (const item of items) {
    const value = path.reduce<unknown>((recipe, name) => memberOf(recipe as Recipe, name), item);
    if (typeof value !== 'number') return undefined;
    numbers.push(value);
  }
  return numbers;
}

function withNumbers(list: List, path: readonly string[], numbers: readonly number[]): List {
  return { ...list, items: list.items.map((item, index) => withMember(item, path, numbers[index])?.recipe) };
}
