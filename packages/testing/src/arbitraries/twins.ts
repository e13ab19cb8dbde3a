/** Arguments that are equal to another one of the same type, or differ from it by little: what compares depends on such, and by chance there are none. */
import type * as fc from 'fast-check';
import type { Recipe } from '../recipe.ts';
import { otherKinds } from '../recipes/other-kinds.ts';
import { simplerValues } from '../recipes/simpler.ts';
import type { Typed } from '../recipes/change-values.ts';
import type { Slot } from '../shape.ts';

/** Two parameters, by their positions. */
export type Pair = readonly [first: number, second: number];

/** Of those that differ so many are looked at. */
const mostVariants = 8;

/**
 * The parameters that have the same type, if that is one of more than a number or a text.
 *
 * @ensures `result.every(([first, second]) => first < second && second < slots.length)`
 */
export function pairsOf(slots: readonly Slot[]): Pair[] {
  const texts = slots.map(({ shape, rest }) => (rest || simple.has(shape.shape) ? undefined : JSON.stringify(shape, bigints)));
  return texts.flatMap((text, second) => texts.slice(0, second).flatMap((other, first): Pair[] => (text !== undefined && text === other ? [[first, second]] : [])));
}

const simple: ReadonlySet<string> = new Set(['never', 'literal', 'number', 'string', 'bigint', 'symbol', 'template', 'date', 'regexp', 'error', 'sample', 'function', 'promise', 'iterable', 'registered', 'unsupported']);

function isComposed(recipe: Recipe): boolean {
  return typeof recipe === 'object' && recipe !== null;
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/**
 * Arguments of which one is a copy of another one, or differs from it by little: by what it has less, or by the kind of one part.
 *
 * @noContract it changes where chance comes from
 */
export function twinned({ slots, definitions }: Typed, pairs: readonly Pair[], { args, random }: { readonly args: readonly Recipe[]; readonly random: fc.Random }): Recipe[] {
  const [first, second] = pairs[random.nextInt(0, pairs.length - 1)] ?? [0, 0];
  if (second >= args.length) return [...args];
  // Of a number or a text there is little that differs.
  const [from, to] = isComposed(args[first]) === isComposed(args[second]) ? (random.nextInt(0, 1) === 0 ? [first, second] : [second, first]) : isComposed(args[first]) ? [first, second] : [second, first];
  const slot = slots[from];
  const variants: Recipe[] = [args[from]];
  const how = random.nextInt(0, 3);
  if (slot && how > 0) for (const each of (how === 1 ? simplerValues : otherKinds)(slot.shape, definitions, args[from])) if (variants.push(each) === mostVariants) break;
  return args.with(to, variants[random.nextInt(Math.min(1, variants.length - 1), variants.length - 1)]);
}
