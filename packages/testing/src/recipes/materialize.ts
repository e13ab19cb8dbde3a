/** Makes a value by its recipe: a new one each time. */
import type { Composed, Recipe } from '../recipe.ts';
import { sampleAt } from '../samples.ts';
import type { ClassShape, TypedArrayName } from '../shape.ts';

type Constructor = new (...args: unknown[]) => object;

/** What recipes need from where the code runs. */
export interface Surroundings {
  readonly classOf: (shape: ClassShape) => Constructor;
}

const typedArrays = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array } as unknown as Readonly<Record<TypedArrayName, new (items: readonly (number | bigint)[]) => object>>;

/**
 * The value of a recipe.
 *
 * @throws {unknown} what the constructor of a class throws.
 * @noContract constructors of the project run
 */
export function materialize(surroundings: Surroundings, recipe: Recipe): unknown {
  if (typeof recipe !== 'object' || recipe === null) return recipe;
  return composed(surroundings, recipe);
}

function composed(surroundings: Surroundings, recipe: Composed): unknown {
  const all = (recipes: readonly Recipe[]): unknown[] => recipes.map((each) => materialize(surroundings, each));
  switch (recipe.make) {
    case 'array': return all(recipe.items);
    case 'object': return objectOf(recipe.entries.map(([name, value]): [string, unknown] => [name, materialize(surroundings, value)]));
    case 'map': return new Map(recipe.entries.map(([key, value]) => [materialize(surroundings, key), materialize(surroundings, value)]));
    case 'set': return new Set(all(recipe.items));
    case 'date': return new Date(recipe.time);
    case 'regexp': return new RegExp(recipe.source, recipe.flags);
    case 'error': return new Error(recipe.message);
    case 'symbol': return Symbol.for(recipe.description);
    case 'typed-array': return new typedArrays[recipe.name](recipe.items);
    case 'sample': return sampleAt(recipe.of, recipe.at).make();
    case 'promise': return Promise.resolve(materialize(surroundings, recipe.value));
    case 'iterable': return recipe.isAsync ? asyncValues(all(recipe.items)) : all(recipe.items).values();
    case 'function': return stub(surroundings, recipe);
    case 'new': return made(surroundings.classOf(recipe.of), recipe.of, all(recipe.args));
    case 'registered': return recipe.value;
  }
}

function made(constructor: Constructor, { factory }: ClassShape, args: readonly unknown[]): unknown {
  if (factory === undefined) return new constructor(...args);
  return (constructor as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>)[factory]?.(...args);
}

/** `__proto__` is a property like others. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

// eslint-disable-next-line @typescript-eslint/require-await -- what it gives has to be awaited
async function* asyncValues(items: readonly unknown[]): AsyncGenerator<unknown> {
  yield* items;
}

/** The same argument gets the same answer, and each call an object of its own. */
function stub(surroundings: Surroundings, { results, isByNumber }: Extract<Composed, { make: 'function' }>): (...args: unknown[]) => unknown {
  const [only] = results;
  if (results.length === 1) return () => materialize(surroundings, only);
  const choice = isByNumber === true ? (first: unknown) => Math.abs((first as number) | 0) : (first: unknown) => String(first).length;
  return (first) => materialize(surroundings, results[choice(first) % results.length]);
}
