/** Writes a recipe as code that makes the same value. */
import type { Composed, Recipe } from '../recipe.ts';
import { sampleAt } from '../samples.ts';
import type { ClassShape, Primitive } from '../shape.ts';

/** What printed code names, so that whoever pastes it can import it. */
export interface Printing {
  /** Classes that are named. */
  readonly classes: Set<ClassShape>;
}

/**
 * The code of a recipe. What it names is added to `printing`.
 *
 * @modifies printing.classes
 */
export function printRecipe(recipe: Recipe, printing: Printing): string {
  if (typeof recipe !== 'object' || recipe === null) return printPrimitive(recipe);
  return printComposed(recipe, printing);
}

/**
 * The code of a value that is its own code.
 *
 * @pure
 */
function printPrimitive(value: Primitive): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Half a pair of surrogates is written by its number, so that the code survives a file. */
function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replace(/[\u0080-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}

function printComposed(recipe: Composed, printing: Printing): string {
  const all = (recipes: readonly Recipe[]): string => recipes.map((each) => printRecipe(each, printing)).join(', ');
  switch (recipe.make) {
    case 'array': return `[${all(recipe.items)}]`;
    case 'object': return recipe.entries.length === 0 ? '{}' : `{ ${recipe.entries.map(([name, value]) => `${printName(name)}: ${printRecipe(value, printing)}`).join(', ')} }`;
    case 'map': return recipe.entries.length === 0 ? 'new Map()' : `new Map([${recipe.entries.map(([key, value]) => `[${printRecipe(key, printing)}, ${printRecipe(value, printing)}]`).join(', ')}])`;
    case 'set': return recipe.items.length === 0 ? 'new Set()' : `new Set([${all(recipe.items)}])`;
    case 'date': return `new Date(${Number.isNaN(recipe.time) ? 'NaN' : quoted(new Date(recipe.time).toISOString())})`;
    case 'regexp': return `/${recipe.source}/${recipe.flags}`;
    case 'error': return `new Error(${quoted(recipe.message)})`;
    case 'symbol': return `Symbol.for(${quoted(recipe.description)})`;
    case 'typed-array': return `new ${recipe.name}([${all(recipe.items)}])`;
    case 'sample': return sampleAt(recipe.of, recipe.at).code;
    case 'promise': return `Promise.resolve(${printRecipe(recipe.value, printing)})`;
    case 'iterable': return recipe.isAsync ? `(async function* () { yield* [${all(recipe.items)}]; })()` : `[${all(recipe.items)}].values()`;
    case 'function': return printStub(recipe, printing);
    case 'new': printing.classes.add(recipe.of); return printMaking(recipe.of, all(recipe.args));
    case 'registered': return printRegistered(recipe.value);
  }
}

/**
 * The code that makes an object of a class.
 *
 * @ensures `result.includes(args)`
 */
export function printMaking({ name, factory }: ClassShape, args: string): string {
  return factory === undefined ? `new ${name}(${args})` : `${name}.${factory}(${args})`;
}

function printName(name: string): string {
  if (name === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

function printStub({ results, isByNumber }: Extract<Composed, { make: 'function' }>, printing: Printing): string {
  const [only] = results;
  const printed = (recipe: Recipe): string => {
    const code = printRecipe(recipe, printing);
    return code.startsWith('{') ? `(${code})` : code;
  };
  if (results.length === 1) return `() => ${printed(only)}`;
  const by = isByNumber === true ? 'Math.abs(first | 0)' : 'String(first).length';
  const choice = results.slice(0, -1).map((each, index) => `${by} % ${results.length} === ${index} ? ${printRecipe(each, printing)} : `);
  return `(first) => ${choice.join('')}${printRecipe(results.at(-1), printing)}`;
}

/** What an arbitrary of the user gave has no code of its own. */
function printRegistered(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
