/** Writes calls as statements that can be pasted. */
import type { Recipe } from '../recipe.ts';
import type { ClassShape } from '../shape.ts';
import type { Callable, FunctionSubject } from '../subject.ts';
import type { Import } from '../verdict.ts';
import { isName } from './names.ts';
import { printRecipe } from './print-recipe.ts';

export interface PrintedCall {
  readonly code: readonly string[];
  readonly imports: readonly Import[];
}

/**
 * The code of a call of a function. Arguments that have a variable are named by it.
 *
 * @ensures `result.code.length === 1`
 */
export function printCall(subject: FunctionSubject, args: readonly Recipe[], variables: ReadonlyMap<number, string> = new Map()): PrintedCall {
  const { path, symbol, file, takesThis } = subject;
  const classes = new Set<ClassShape>();
  const [exported = 'default', ...members] = path;
  const name = exported === 'default' ? (isName(symbol) ? symbol : 'subject') : exported;
  const called = [name, ...members].reduce((code, member) => `${code}${/^[A-Za-z_$][\w$]*$/.test(member) ? `.${member}` : `[${JSON.stringify(member)}]`}`);
  const code = printEnded(subject, `${called}${takesThis === true ? '.call' : ''}(${args.map((each, at) => variables.get(at) ?? printRecipe(each, { classes })).join(', ')})`);
  return { code: [code], imports: [{ name, module: file, exported }, ...importsOf(classes)] };
}

/**
 * A call that comes to its end: its promise is waited for, its generator is asked for all values.
 *
 * @ensures `result.includes(call)`
 */
export function printEnded({ isAsync, generator }: Pick<Callable, 'isAsync' | 'generator'>, call: string): string {
  if (generator === 'async') return `for await (const _ of ${call}) {}`;
  if (generator === 'sync') return `[...${call}]`;
  return isAsync ? `await ${call}` : call;
}

/**
 * Where classes that code names come from.
 *
 * @ensures `result.length === classes.size`
 */
export function importsOf(classes: ReadonlySet<ClassShape>): Import[] {
  return [...classes].map(({ name, module, exported }) => ({ name, module, exported }));
}
