/** Reads and changes places of arguments. */
import type { Fact, Term, Where } from '../fact.ts';
import type { Recipe } from '../recipe.ts';
import { anything, narrow, type Narrowed } from './narrow.ts';

/** Arguments by the names of their parameters; `this` is read, and never changed. */
export interface Arguments {
  readonly values: Map<string, Recipe>;
  /** The value of a place of `this`. */
  readonly receiver?: (path: readonly string[]) => unknown;
}

/**
 * What facts about constants leave of a place.
 *
 * @pure
 */
export function narrowedAt(facts: readonly Fact[], { root, path }: Where): Narrowed {
  return path.reduce<Narrowed>((narrowed, name) => (narrowed.members && Object.hasOwn(narrowed.members, name) ? (narrowed.members[name] ?? anything) : anything), narrowedRoot(facts, root));
}

/** It is asked for again and again of the same facts. */
const known = new WeakMap<readonly Fact[], Map<string, Narrowed>>();

function narrowedRoot(facts: readonly Fact[], root: string): Narrowed {
  const roots = known.get(facts) ?? new Map<string, Narrowed>();
  if (roots.size === 0) known.set(facts, roots);
  const narrowed = roots.get(root) ?? narrow(facts, root);
  roots.set(root, narrowed);
  return narrowed;
}

/**
 * The number that a term is; undefined where it is none.
 *
 * @noContract places of the receiver may be getters
 */
export function numberAt(args: Arguments, { where, constant }: Term): number | undefined {
  const value = where ? valueAt(args, where) : 0;
  return typeof value === 'number' && typeof constant === 'number' ? value + constant : undefined;
}

/**
 * What is at a place.
 *
 * @noContract places of the receiver may be getters
 */
export function valueAt({ values, receiver }: Arguments, { root, path }: Where): unknown {
  if (root === 'this' && receiver) return receiver(path);
  return path.reduce<unknown>((recipe, name) => memberOf(recipe as Recipe, name), values.get(root));
}

/**
 * A member of what a recipe makes, as a recipe; of lists and texts also their length.
 *
 * @pure
 */
export function memberOf(recipe: Recipe, name: string): unknown {
  if (typeof recipe === 'string') return name === 'length' ? recipe.length : undefined;
  if (typeof recipe !== 'object' || recipe === null) return undefined;
  if (name === 'length') return 'items' in recipe && recipe.make !== 'set' ? recipe.items.length : undefined;
  if (name === 'size') return recipe.make === 'set' ? recipe.items.length : recipe.make === 'map' ? recipe.entries.length : undefined;
  if (recipe.make === 'array') return recipe.items[Number(name)];
  return recipe.make === 'object' ? recipe.entries.find(([known]) => known === name)?.[1] : undefined;
}

/**
 * Changes a place; false where it cannot be changed so.
 *
 * @modifies args.values
 */
export function put(args: Arguments, { root, path }: Where, value: Recipe): boolean {
  const { values } = args;
  const changed = withMember(values.get(root), path, value);
  if (changed === undefined) return false;
  values.set(root, changed.recipe);
  return true;
}

/**
 * A recipe with another member; undefined where it cannot have that.
 *
 * @pure
 */
export function withMember(recipe: Recipe, [name, ...rest]: readonly string[], value: Recipe): { readonly recipe: Recipe } | undefined {
  if (name === undefined) return { recipe: value };
  if (name === 'length' || name === 'size') return typeof value === 'number' ? withLength(recipe, value) : undefined;
  if (typeof recipe !== 'object' || recipe === null) return undefined;
  if (recipe.make === 'array') {
    const inner = Number(name) < recipe.items.length ? withMember(recipe.items[Number(name)], rest, value) : undefined;
    return inner && { recipe: { ...recipe, items: recipe.items.with(Number(name), inner.recipe) } };
  }
  if (recipe.make !== 'object') return undefined;
  const inner = withMember(recipe.entries.find(([known]) => known === name)?.[1], rest, value);
  if (!inner) return undefined;
  const isThere = recipe.entries.some(([known]) => known === name);
  const entries = recipe.entries.map((entry): (typeof recipe.entries)[number] => (entry[0] === name ? [name, inner.recipe] : entry));
  return { recipe: { ...recipe, entries: isThere ? entries : [...entries, [name, inner.recipe]] } };
}

/** A list gets shorter, or longer by items that it has. */
function withLength(recipe: Recipe, length: number): { readonly recipe: Recipe } | undefined {
  if (!Number.isInteger(length) || length < 0 || length > longest) return undefined;
  if (typeof recipe === 'string') return recipe.length >= length || recipe.length > 0 ? { recipe: recipe.repeat(Math.ceil(length / Math.max(1, recipe.length))).slice(0, length) } : { recipe: 'a'.repeat(length) };
  if (typeof recipe !== 'object' || recipe === null || recipe.make !== 'array') return undefined;
  const { items } = recipe;
  if (items.length === 0 && length > 0) return undefined;
  return { recipe: { ...recipe, items: Array.from({ length }, (_, index) => items[index % items.length]) } };
}

const longest = 1000;
