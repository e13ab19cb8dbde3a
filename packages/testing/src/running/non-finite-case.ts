/** What is said of a promise that only NaN, an infinity or a whole number that is not exact breaks. */
import type { Recipe } from '../recipe.ts';
import { isList } from '../recipes/is-list.ts';
import { nonFiniteIn } from '../recipes/non-finite.ts';
import type { Slot } from '../shape.ts';
import type { Counterexample, NonFiniteCase } from '../verdict.ts';

interface Given {
  readonly number: number;
  readonly parameters: readonly Slot[];
  readonly args: readonly Recipe[];
}

/**
 * The case, with a precondition that turns it away, where the number is a parameter or an item of one.
 *
 * @ensures `result.number === String(given.number)`
 */
export function nonFiniteCase(counterexample: Counterexample, given: Given): NonFiniteCase {
  const { number, parameters, args } = given;
  const index = args.findIndex((arg) => nonFiniteIn(arg) !== undefined);
  const slot = parameters[index];
  const remedy = slot && !slot.rest ? remedyFor(slot.name, { arg: args[index], number }) : undefined;
  return { counterexample, number: String(number), ...(remedy === undefined ? {} : { remedy }) };
}

function remedyFor(name: string, { arg, number }: { readonly arg: Recipe; readonly number: number }): string | undefined {
  const asked = (place: string): string => (Number.isNaN(number) ? `!Number.isNaN(${place})` : Number.isFinite(number) ? `Number.isSafeInteger(${place})` : `Number.isFinite(${place})`);
  if (typeof arg === 'number') return `@requires \`${asked(name)}\``;
  return isList(arg) && arg.items.every((item) => typeof item === 'number') ? `@requires \`${name}.every((each) => ${asked('each')})\`` : undefined;
}
