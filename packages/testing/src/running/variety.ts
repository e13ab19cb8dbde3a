/** Whether calls had different inputs: a hundred calls with the same empty list say no more than one. */
import type { Recipe } from '../recipe.ts';
import { printRecipe } from '../recipes/print-recipe.ts';
import type { Few } from '../verdict.ts';

/** What is known of the inputs so far. */
export interface Variety {
  readonly seen: Set<string>;
  /** Inputs at the edges, which are alike for the most part: they are looked at where the others are few. */
  readonly atEdges: (readonly Recipe[])[];
  /** So many different inputs are enough to look no further. */
  readonly enough: number;
  /** There was a list, a map or a set; and one that was not empty. */
  hasList: boolean;
  hasItems: boolean;
}

/**
 * Nothing is known.
 *
 * @requires `runs >= 1`
 * @ensures `result.enough >= 1`
 */
export function noVariety(runs: number): Variety {
  return { seen: new Set(), atEdges: [], enough: Math.ceil(runs / 10), hasList: false, hasItems: false };
}

/**
 * Looks at one more input.
 *
 * @modifies variety.seen, variety.atEdges, variety.hasList, variety.hasItems
 */
export function noteInput(variety: Variety, args: readonly Recipe[], isAtEdge = false): void {
  if (isAtEdge) variety.atEdges.push(args);
  else if (variety.seen.size < variety.enough) variety.seen.add(keyOfAll(args));
  if (!variety.hasItems) for (const each of args) noteLists(variety, each);
}

function keyOfAll(args: readonly Recipe[]): string {
  return args.map(keyOf).join();
}

/** Numbers, texts and lists of them are told apart without their code, which takes longer than many calls. */
function keyOf(recipe: Recipe): string {
  if (typeof recipe === 'number') return Object.is(recipe, -0) ? '-0' : String(recipe);
  if (typeof recipe === 'string') return `${recipe.length}:${recipe}`;
  if (typeof recipe === 'object' && recipe !== null && recipe.make === 'array') return `[${recipe.items.map(keyOf).join()}]`;
  return printRecipe(recipe, { classes: new Set() });
}

function noteLists(variety: Variety, recipe: Recipe): void {
  if (typeof recipe !== 'object' || recipe === null) return;
  const parts = partsOf(recipe);
  if (isCollection(recipe)) {
    variety.hasList = true;
    // A list of empty lists has no items that anything could be true of.
    if (parts.some((each) => typeof each !== 'object' || each === null || !isCollection(each))) variety.hasItems = true;
  }
  for (const each of parts) noteLists(variety, each);
}

function isCollection({ make }: Extract<Recipe, object>): boolean {
  return make === 'array' || make === 'map' || make === 'set';
}

function partsOf(recipe: Extract<Recipe, object>): readonly Recipe[] {
  if ('items' in recipe) return recipe.items;
  if ('args' in recipe) return recipe.args;
  return 'entries' in recipe ? recipe.entries.map(([, value]) => value) : [];
}

/**
 * What has to be said of so many calls; undefined where they were different.
 *
 * @pure
 */
export function fewOf({ seen: others, atEdges, enough, hasList, hasItems }: Variety): Few | undefined {
  const seen = others.size < enough ? new Set([...others, ...atEdges.map(keyOfAll)]) : others;
  const areListsEmpty = hasList && !hasItems;
  return seen.size < enough || areListsEmpty ? { inputs: seen.size, areListsEmpty } : undefined;
}
