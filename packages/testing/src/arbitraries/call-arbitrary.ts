/** The arguments of calls that fulfil the preconditions, as far as those are understood. */
import type * as fc from 'fast-check';
import type { Fact } from '../fact.ts';
import { narrowedAt, type Arguments } from '../facts/places.ts';
import { refit, relationsIn } from '../facts/refit.ts';
import type { Recipe } from '../recipe.ts';
import { changeValues, type Typed } from '../recipes/change-values.ts';
import type { Definitions, Slot } from '../shape.ts';
import { noHints } from '../hints.ts';
import type { Hints } from '../subject.ts';
import { anyOf, mapped, type Arbitrary } from './arbitrary.ts';
import { Contradiction, slotsArbitrary, type ArbitraryContext, type NonFinite } from './arbitrary-of.ts';
import { pairsOf, twinned } from './twins.ts';
import { isUnsupported, type UnsupportedShape } from './unsupported.ts';

/** What is called. */
export interface Called {
  readonly parameters: readonly Slot[];
  readonly definitions: Definitions;
  readonly facts: readonly Fact[];
  readonly hints?: Hints;
}

export interface CallOptions {
  readonly registered: ReadonlyMap<string, fc.Arbitrary<unknown>>;
  /** Values at the edges alone; or only few of them, so that they come again. */
  readonly edges: boolean | 'few';
  /** Only small inputs: what takes long with large ones comes to its end with them. */
  readonly isNear?: boolean | undefined;
  /** What becomes of NaN and the infinities; left out unless it says otherwise. */
  readonly nonFinite?: NonFinite | undefined;
}

/**
 * What becomes of NaN and the infinities where nobody looks for them.
 *
 * @ensures `result !== 'often'`
 */
export function nonFiniteOf({ speaksOfNonFinite }: { readonly speaksOfNonFinite: boolean }, isWanted: boolean | undefined): NonFinite {
  return isWanted === true || speaksOfNonFinite ? 'sometimes' : 'never';
}

/** Of several ways to fulfil preconditions so many are taken. */
const mostWays = 16;

/**
 * Lists of arguments.
 *
 * @throws {UnsupportedShape} where an argument cannot be made up.
 * @throws {Contradiction} where no arguments can meet the preconditions.
 * @noContract an arbitrary says nothing of itself
 */
export function callArbitrary(called: Called, { registered, edges, isNear = false, nonFinite = 'never' }: CallOptions): Arbitrary<Recipe[]> {
  const { parameters, definitions } = called;
  const arbitraries: Arbitrary<Recipe[]>[] = [];
  let why: UnsupportedShape | undefined;
  for (const { facts, free } of waysFor(called)) {
    const context: ArbitraryContext = { definitions, registered, edges, made: new Map(), spokenOf: called.hints ?? noHints, hints: called.hints?.all ?? [], level: 0, isNear, nonFinite };
    try {
      const made = sometimesAlike({ slots: free, definitions }, slotsArbitrary(context, parameters, ({ name }) => narrowedAt(facts, { root: name, path: [] })), edges === 'few');
      arbitraries.push(relationsIn(facts).length > 0 ? mapped(made, (args) => fitted({ facts, parameters }, args)) : made);
    } catch (error) {
      if (error instanceof Contradiction) continue;
      if (!isUnsupported(error)) throw error;
      why = error;
    }
  }
  if (arbitraries.length === 0) throw why ?? new Contradiction();
  return anyOf(...arbitraries);
}

/** One way to fulfil preconditions. */
interface Way {
  readonly facts: readonly Fact[];
  /** The parameters, of which those that the facts speak of are left as they are. */
  readonly free: readonly Slot[];
}

/** Arguments of a function are made in several ways, for which its facts stay the same. */
const known = new WeakMap<Called, readonly Way[]>();

function waysFor(called: Called): readonly Way[] {
  const ways = known.get(called) ?? waysOf(called.facts).map((facts): Way => ({ facts, free: freeSlots(called.parameters, facts) }));
  known.set(called, ways);
  return ways;
}

/** Of what preconditions speak of, values are as those say. */
function freeSlots(slots: readonly Slot[], facts: readonly Fact[]): Slot[] {
  const text = JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return slots.map((slot) => (text.includes(JSON.stringify(slot.name)) ? { ...slot, shape: { shape: 'never' } } : slot));
}

/** Numbers and texts that are equal by chance alone are rare, and much depends on equal ones: so every seventh input has one or two different ones alone; and arguments that are equal to each other as a whole are rarer still. */
function sometimesAlike(typed: Typed, made: Arbitrary<Recipe[]>, areFew: boolean): Arbitrary<Recipe[]> {
  if (areFew) return made;
  const pairs = pairsOf(typed.slots);
  const areFixed = typed.slots.every(({ shape }) => shape.shape === 'never');
  return (random) => {
    const args = made(random);
    const chance = random.nextInt(0, 13);
    if (areFixed) return args;
    if (chance <= 1) return alike(typed, args, chance + 1);
    return chance <= 4 && pairs.length > 0 ? twinned(typed, pairs, { args, random }) : args;
  };
}

function alike(typed: Typed, args: readonly Recipe[], kinds: number): Recipe[] {
  const seen: Record<string, Recipe[]> = {};
  return changeValues(typed, args, (value) => {
    const known = (seen[typeof value] ??= []);
    known.push(value);
    return known[(known.length - 1) % kinds];
  });
}

/**
 * Every way to fulfil facts of which some can be fulfilled in several.
 *
 * @ensures `result.length >= 1`
 */
function waysOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  return facts.reduce<readonly (readonly Fact[])[]>((ways, fact) => {
    if (fact.fact !== 'any') return ways.map((way) => [...way, fact]);
    const more = fact.of.flatMap((each) => waysOf(each));
    return ways.flatMap((way) => more.map((each) => [...way, ...each])).slice(0, mostWays);
  }, [[]]);
}

/**
 * Arguments that fit each other, and what the receiver says.
 *
 * @noContract places of the receiver may be getters
 */
export function fitted({ facts, parameters }: Pick<Called, 'facts' | 'parameters'>, args: readonly Recipe[], receiver?: Arguments['receiver']): Recipe[] {
  if (relationsIn(facts).length === 0) return [...args];
  const values = new Map<string, Recipe>();
  for (const [index, { name, rest }] of parameters.entries()) if (!rest && index < args.length) values.set(name, args[index]);
  refit(facts, receiver ? { values, receiver } : { values });
  return args.map((arg, index) => {
    const slot = parameters[index];
    return slot && !slot.rest ? values.get(slot.name) : arg;
  });
}
