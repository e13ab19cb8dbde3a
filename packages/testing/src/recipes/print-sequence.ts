/** Writes a sequence of calls on an object as statements that can be pasted. */
import type { Recipe } from '../recipe.ts';
import type { ClassShape } from '../shape.ts';
import type { ClassSubject, Member } from '../subject.ts';
import type { PrintedCall } from './print-call.ts';
import { importsOf, printEnded } from './print-call.ts';
import { isReserved } from './names.ts';
import { printMaking, printRecipe } from './print-recipe.ts';

/** A call of a member. */
export interface Step {
  readonly member: Member;
  readonly args: readonly Recipe[];
  /** The call ended with an error that no clause speaks of, and the sequence goes on. */
  readonly throws?: boolean;
}

/**
 * The code that makes an object and calls its members.
 *
 * @ensures `result.code.length === steps.length + 1`
 */
export function printSequence({ of }: ClassSubject, made: readonly Recipe[], steps: readonly Step[]): PrintedCall {
  const classes = new Set<ClassShape>();
  const print = (args: readonly Recipe[]): string => args.map((each) => printRecipe(each, { classes })).join(', ');
  const name = variableFor(of.name);
  const creation = printMaking(of, print(made));
  const code = [
    steps.length === 0 ? creation : `const ${name} = ${creation}`,
    ...steps.map(({ member, args, throws }) => {
      const call = printEnded(member, printStep(`${name}.${member.name}`, member, print(args)));
      return throws === true ? `try { ${call}; } catch {}` : call;
    }),
  ];
  return { code, imports: importsOf(new Set([of, ...classes])) };
}

function printStep(place: string, { access }: Member, args: string): string {
  if (access === 'get') return place;
  return access === 'set' ? `${place} = ${args}` : `${place}(${args})`;
}

/**
 * What an object of a class is called: one of `LruCache` is `cache`, its last word.
 *
 * @ensures `result !== name`
 */
export function variableFor(name: string): string {
  const [last = name] = /[A-Z][a-z0-9]*$/.exec(name) ?? [];
  const variable = `${last.charAt(0).toLowerCase()}${last.slice(1)}`;
  return variable === name || isReserved(variable) ? `the${name}` : variable;
}
