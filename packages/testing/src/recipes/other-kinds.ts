/** Recipes that differ from another one by the kind of one part, where its type is a union: a list in the place of an object with the same items, nothing in the place of 0. */
import type { Recipe } from '../recipe.ts';
import type { Definitions, Shape } from '../shape.ts';

/**
 * The same value with a part of another kind.
 *
 * @noContract a generator promises nothing before it runs
 */
export function* otherKinds(shape: Shape, definitions: Definitions, recipe: Recipe): Generator<Recipe> {
  if (shape.shape === 'reference') {
    yield* otherKinds(definitions[shape.to] ?? { shape: 'never' }, definitions, recipe);
    return;
  }
  if (shape.shape === 'union') {
    for (const each of shape.of) yield* asKind(each, definitions, recipe);
    // Which of them it is of, nobody noted: what does not fit gives nothing.
    for (const each of shape.of) yield* inParts(each, definitions, recipe);
    return;
  }
  yield* inParts(shape, definitions, recipe);
}

function* asKind(shape: Shape, definitions: Definitions, recipe: Recipe): Generator<Recipe> {
  if (shape.shape === 'reference') {
    yield* asKind(definitions[shape.to] ?? { shape: 'never' }, definitions, recipe);
    return;
  }
  if (typeof recipe !== 'object' || recipe === null) {
    const like = recipe === null || recipe === undefined || recipe === 0 || recipe === '' || recipe === false;
    if (shape.shape === 'literal') yield* shape.values.filter((each) => each !== recipe && (!like || !each));
    if (shape.shape === 'number' && typeof recipe !== 'number') yield typeof recipe === 'string' && Number.isFinite(Number(recipe)) ? Number(recipe) : 0;
    if (shape.shape === 'string' && typeof recipe !== 'string') yield like ? '' : String(recipe);
    return;
  }
  if (recipe.make === 'array' && shape.shape === 'object' && shape.index && shape.properties.length === 0) yield { make: 'object', entries: recipe.items.map((item, index) => [String(index), item]) };
  if (recipe.make === 'object' && shape.shape === 'array') yield { make: 'array', items: recipe.entries.map(([, value]) => value) };
}

function* inParts(shape: Shape, definitions: Definitions, recipe: Recipe): Generator<Recipe> {
  if (typeof recipe !== 'object' || recipe === null) return;
  if (recipe.make === 'array' && shape.shape === 'array') {
    for (const [index, item] of recipe.items.entries()) for (const each of otherKinds(shape.item, definitions, item)) yield { ...recipe, items: recipe.items.with(index, each) };
  }
  if (recipe.make !== 'object' || shape.shape !== 'object') return;
  for (const [index, [name, value]] of recipe.entries.entries()) {
    const inner = shape.properties.find((each) => each.name === name)?.shape ?? shape.index?.value;
    if (inner) for (const each of otherKinds(inner, definitions, value)) yield { ...recipe, entries: recipe.entries.with(index, [name, each]) };
  }
}
