/** Arguments that come again in a later call: what was put in under a long name is only asked for where that name comes again. */
import type * as fc from 'fast-check';
import type { Recipe } from '../recipe.ts';
import type { Step } from '../recipes/print-sequence.ts';
import type { Shape } from '../shape.ts';

/**
 * The same calls, of whose arguments half are those of an earlier call, where there is one of the same type.
 *
 * @ensures `result.length === steps.length`
 */
export function repeated(steps: readonly Step[], random: fc.Random): Step[] {
  const earlier = new Map<string, Recipe[]>();
  return steps.map((step) => {
    const { parameters } = step.member;
    const args = step.args.map((arg, index) => {
      const known = earlierOf(earlier, parameters[Math.min(index, parameters.length - 1)]?.shape);
      if (known.length > 0 && random.nextInt(0, 1) === 0) return known[random.nextInt(0, known.length - 1)];
      known.push(arg);
      return arg;
    });
    return { ...step, args };
  });
}

function earlierOf(earlier: Map<string, Recipe[]>, shape: Shape | undefined): Recipe[] {
  const type = JSON.stringify(shape, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)) ?? '';
  const known = earlier.get(type) ?? [];
  earlier.set(type, known);
  return known;
}
