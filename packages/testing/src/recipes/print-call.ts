/** Writes calls as statements that can be pasted. */
import type { Recipe } from '../recipe.ts';
import type { ClassShape } from '../shape.ts';
import type { FunctionSubject } from '../subject.ts';
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
export function printCall({ path, symbol, file, isAsync }: FunctionSubject, args: readonly Recipe[], variables: ReadonlyMap<number, string> = new Map()): PrintedCall {
  const classes = new Set<ClassShape>();
  const [exported = 'default', ...members] = path;
  const name = exported === 'default' ? (isName(symbol) ? symbol : 'subject') : exported;
  const called = [name, ...members].reduce((code, member) => `${code}${/^[A-Za-z_$][\w$]*$/.test(member) ? `.${member}` : `[${JSON.stringify(member)}]`}`);
  const code = `${isAsync ? 'await ' : ''}${called}(${args.map((each, at) => variables.get(at) ?? printRecipe(each, { classes })).join(', ')})`;
  return { code: [code], imports: [{ name, module: file, exported }, ...importsOf(classes)] };
}

/**
 * Where classes that code names come from.
 *
 * @ensures `result.length === classes.size`
 */
export function importsOf(classes: ReadonlySet<ClassShape>): Import[] {
  return [...classes].map(({ name, module, exported }) => ({ name, module, exported }));
}
