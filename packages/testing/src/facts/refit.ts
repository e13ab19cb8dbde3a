/** Changes arguments that do not fit each other, so that what a precondition says of two of them holds: `i < xs.length`, `keys.includes(k)`. */
import { isLeftNumber } from '../arbitraries/numbers.ts';
import type { Comparison, Fact, Term } from '../fact.ts';
import type { Composed, Recipe } from '../recipe.ts';
import { isList } from '../recipes/is-list.ts';
import { holds } from './holds.ts';
import type { Narrowed } from './narrow.ts';
import { narrowedAt, numberAt, put, valueAt, type Arguments } from './places.ts';
import { refitSum } from './refit-sum.ts';

/**
 * Makes arguments fit what relates them, as far as that can be done.
 *
 * @modifies args.values
 */
export function refit(facts: readonly Fact[], args: Arguments): void {
  for (const fact of relationsIn(facts)) {
    if (fact.fact === 'compare' && fact.left.where && fact.right.where) refitComparison(facts, args, fact);
    else if (fact.fact === 'member') refitMember(args, fact);
    else if (fact.fact === 'every') refitEvery(args, fact);
    else if (fact.fact === 'sum') refitSum(facts, args, fact);
  }
}

/** They are asked for with every input. */
const known = new WeakMap<readonly Fact[], readonly Fact[]>();

/**
 * The facts that are about several places; what is about one is made so.
 *
 * @noContract what it found before is kept
 */
export function relationsIn(facts: readonly Fact[]): readonly Fact[] {
  const relations = known.get(facts) ?? facts.filter(isRelation);
  known.set(facts, relations);
  return relations;
}

function isRelation(fact: Fact): boolean {
  if (fact.fact === 'every') return fact.facts.some(isRelation);
  return fact.fact === 'member' || fact.fact === 'sum' || (fact.fact === 'compare' && fact.left.where !== undefined && fact.right.where !== undefined);
}

type Every = Extract<Fact, { fact: 'every' }>;

/** Items are changed one by one, each beside those before it; one that cannot be made to fit is left out. */
function refitEvery(args: Arguments, { where, item, index, facts }: Every): void {
  const list = valueAt(args, where) as Recipe;
  if (!isList(list)) return;
  let { items } = list;
  for (let at = 0; at < items.length; ) {
    const values = new Map([...args.values, [item, items[at]], [index, at]]);
    const inner: Arguments = args.receiver ? { values, receiver: args.receiver } : { values };
    refit(facts, inner);
    const isFit = facts.every((fact) => isKept(inner, fact));
    items = isFit ? items.with(at, values.get(item)) : items.toSpliced(at, 1);
    for (const [name, value] of values) if (name !== item && name !== index) args.values.set(name, value);
    if (!put(args, where, { ...list, items })) return;
    if (isFit) at++;
  }
}

function isKept(args: Arguments, fact: Fact): boolean {
  if (fact.fact !== 'compare') return true;
  const [a, b] = [numberAt(args, fact.left), numberAt(args, fact.right)];
  return a === undefined || b === undefined || holds(a, fact.op, b);
}

type Related = Extract<Fact, { fact: 'compare' }>;

function refitComparison(facts: readonly Fact[], args: Arguments, { left, op, right }: Related): void {
  const [a, b] = [numberAt(args, left), numberAt(args, right)];
  if (a === undefined || b === undefined || holds(a, op, b)) return;
  if (change(facts, args, { term: left, op, other: b })) return;
  change(facts, args, { term: right, op: turned[op], other: a });
}

const turned: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '===': '===', '!==': '!==' };

interface Change {
  readonly term: Term;
  readonly op: Comparison;
  readonly other: number;
}

/** Puts a number on the right side of another: near it, or as far from it as the number itself is from zero. */
function change(facts: readonly Fact[], args: Arguments, { term, op, other }: Change): boolean {
  const { where } = term;
  if (!where || (where.root === 'this' && args.receiver) || where.root.startsWith('index of ')) return false;
  const offset = Number(term.constant);
  const now = numberAt(args, { where, constant: 0 }) ?? 0;
  const limit = other - offset;
  const distance = Number.isFinite(now) ? Math.abs(Math.trunc(now)) % 10 : 0;
  const direction = op === '<' || op === '<=' ? -1 : 1;
  const narrowed = narrowedAt(facts, where);
  const left = candidates(op, { limit, direction, distance, narrowed }).find((value) => isLeftNumber(narrowed, value) && holds(value + offset, op, other));
  return left !== undefined && put(args, where, left);
}

interface Reach {
  readonly limit: number;
  readonly direction: 1 | -1;
  readonly distance: number;
  readonly narrowed: Narrowed;
}

function candidates(op: Comparison, { limit, direction, distance, narrowed }: Reach): number[] {
  if (op === '===') return [limit];
  const bound = direction === 1 ? narrowed.max : narrowed.min;
  const middle = bound === undefined ? [] : [(Number(bound.value) + limit) / 2, Number(bound.value)];
  const whole = direction === 1 ? Math.floor(limit) : Math.ceil(limit);
  // A step away from a large number is that number.
  return [whole + direction * (distance + 1), whole + direction, limit, ...middle, 0, limit / 2, limit * 2];
}

function refitMember(args: Arguments, { where, of }: Extract<Fact, { fact: 'member' }>): void {
  const list = valueAt(args, of);
  const item = valueAt(args, where) as Recipe;
  const items = itemsOf(list as Recipe);
  if (!items || items.some((each) => each === item)) return;
  if (items.length > 0) put(args, where, items[positionOf(item) % items.length]);
  else put(args, of, { ...(list as Extract<Composed, { make: 'array' }>), items: [item] });
}

function itemsOf(recipe: Recipe): readonly Recipe[] | undefined {
  if (typeof recipe === 'string') return recipe === '' ? undefined : [...recipe];
  if (typeof recipe !== 'object' || recipe === null) return undefined;
  if (recipe.make === 'array' || recipe.make === 'set') return recipe.items;
  if (recipe.make === 'map') return recipe.entries.length > 0 ? recipe.entries.map(([key]) => key) : undefined;
  return recipe.make === 'object' && recipe.entries.length > 0 ? recipe.entries.map(([name]) => name) : undefined;
}

/** Which item of a list takes the place of this one: always the same. */
function positionOf(recipe: Recipe): number {
  return typeof recipe === 'number' && Number.isFinite(recipe) ? Math.abs(Math.trunc(recipe)) % 1000 : typeof recipe === 'string' ? recipe.length : 0;
}
