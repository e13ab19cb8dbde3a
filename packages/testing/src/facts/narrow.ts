/** What facts about constants leave of a place's values, as a tree of places. */
import type { Comparison, Fact, NumberKind, Term, Where } from '../fact.ts';
import type { Primitive } from '../shape.ts';
import { holds } from './holds.ts';

/** What is left of the values of one place, and of its members; an empty one leaves everything. */
export interface Narrowed {
  readonly min?: Bound;
  readonly max?: Bound;
  readonly kinds?: ReadonlySet<NumberKind>;
  readonly values?: readonly Primitive[];
  readonly not?: readonly Primitive[];
  readonly multiple?: { readonly of: number; readonly remainder: number };
  readonly pattern?: { readonly source: string; readonly flags: string };
  readonly texts?: readonly { readonly at: 'start' | 'end' | 'inside'; readonly text: string }[];
  readonly types?: readonly string[];
  readonly notTypes?: readonly string[];
  readonly isDistinct?: boolean;
  readonly isRising?: boolean;
  readonly members?: Readonly<Record<string, Narrowed>>;
  readonly item?: Narrowed;
}

export interface Bound {
  readonly value: number | bigint;
  readonly isOpen: boolean;
}

/** Nothing is known. */
export const anything: Narrowed = {};

/**
 * What the facts leave of the place that `root` names.
 *
 * @pure
 */
export function narrow(facts: readonly Fact[], root: string): Narrowed {
  return facts.reduce((narrowed, fact) => withFact(narrowed, fact, root), anything);
}

/**
 * Whether facts contradict each other, so that nothing is left of a place or of a member of it.
 *
 * @pure
 */
export function isEmpty({ min, max, values, members = {} }: Narrowed): boolean {
  if (values?.length === 0) return true;
  if (min && max && (min.value > max.value || (min.value === max.value && (min.isOpen || max.isOpen)))) return true;
  return Object.values(members).some(isEmpty);
}

function withFact(narrowed: Narrowed, fact: Fact, root: string): Narrowed {
  switch (fact.fact) {
    case 'compare': return withComparison(withComparison(narrowed, fact, root), { left: fact.right, op: turned[fact.op], right: fact.left }, root);
    case 'kind': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, kinds: new Set([...(each.kinds ?? []), fact.kind]) }));
    case 'typeof': return at(narrowed, { root, where: fact.where }, (each) => (fact.not ? { ...each, notTypes: [...(each.notTypes ?? []), fact.type] } : { ...each, types: [...(each.types ?? []), fact.type] }));
    case 'one-of': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, values: each.values ? each.values.filter((value) => fact.values.includes(value)) : fact.values }));
    case 'multiple': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, multiple: fact }));
    case 'matches': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, pattern: fact }));
    case 'text': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, texts: [...(each.texts ?? []), fact] }));
    case 'distinct': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, isDistinct: true }));
    case 'rising': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, isRising: true }));
    case 'every': return at(narrowed, { root, where: fact.where }, (each) => ({ ...each, item: fact.facts.reduce((item, inner) => withFact(item, inner, fact.item), each.item ?? anything) }));
    case 'sum': return withSum(narrowed, fact, root);
    case 'member':
    case 'any': return narrowed;
  }
}

/** What comes to more or less than nothing is not empty. */
function withSum(narrowed: Narrowed, { where, op, to, within }: Extract<Fact, { fact: 'sum' }>, root: string): Narrowed {
  if (to.where || typeof to.constant !== 'number' || holds(0, op, to.constant) || Math.abs(to.constant) <= within) return narrowed;
  return at(narrowed, { root, where: { ...where, path: [...where.path, 'length'] } }, (each) => compared(each, '>=', 1));
}

const turned: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '===': '===', '!==': '!==' };

/** Changes the node of a place in the tree of its root. */
function at(narrowed: Narrowed, { root, where }: { readonly root: string; readonly where: Where }, change: (narrowed: Narrowed) => Narrowed): Narrowed {
  return where.root === root ? atPath(narrowed, where.path, change) : narrowed;
}

function atPath(narrowed: Narrowed, path: readonly string[], change: (narrowed: Narrowed) => Narrowed): Narrowed {
  const [name, ...rest] = path;
  if (name === undefined) return change(narrowed);
  const known = narrowed.members && Object.hasOwn(narrowed.members, name) ? narrowed.members[name] : undefined;
  return { ...narrowed, members: { ...narrowed.members, [name]: atPath(known ?? anything, rest, change) } };
}

function withComparison(narrowed: Narrowed, { left, op, right }: { readonly left: Term; readonly op: Comparison; readonly right: Term }, root: string): Narrowed {
  if (!left.where || right.where) return narrowed;
  const constant = typeof right.constant === 'number' && typeof left.constant === 'number' ? right.constant - left.constant : right.constant;
  return at(narrowed, { root, where: left.where }, (each) => compared(each, op, constant));
}

function compared(narrowed: Narrowed, op: Comparison, constant: Primitive): Narrowed {
  if (op === '===') return { ...narrowed, values: narrowed.values ? narrowed.values.filter((value) => value === constant) : [constant] };
  if (op === '!==') return { ...narrowed, not: [...(narrowed.not ?? []), constant] };
  if (typeof constant !== 'number' && typeof constant !== 'bigint') return narrowed;
  const bound: Bound = { value: constant, isOpen: op === '<' || op === '>' };
  return op === '<' || op === '<=' ? { ...narrowed, max: tighter(narrowed.max, bound, -1) } : { ...narrowed, min: tighter(narrowed.min, bound, 1) };
}

/** The bound that leaves less: the greater of two lower ones, the lesser of two upper ones. */
function tighter(known: Bound | undefined, bound: Bound, direction: 1 | -1): Bound {
  if (!known || known.value === bound.value) return known?.isOpen === true ? known : bound;
  const isMore = bound.value > known.value ? 1 : -1;
  return isMore === direction ? bound : known;
}
