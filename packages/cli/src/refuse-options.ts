/** An option with a slip in its name, or one that lost its value, must not be passed over. */
import type { ArgDef, CommandDef } from 'citty';
import { UserError } from './user-error.ts';

/**
 * Looks for options that a command does not have, and for those that need a value and have none.
 *
 * @throws {UserError} on the first of them.
 * @noContract it only throws
 */
export function refuseOptions({ args = {} }: CommandDef, rawArgs: readonly string[]): void {
  const rows = Object.entries(args as Record<string, ArgDef>).filter(([, { type }]) => type !== 'positional');
  const names = new Set(rows.flatMap(([name, { type, ...row }]) => [`--${name}`, ...(type === 'boolean' ? [`--no-${name}`] : []), ...aliases(row)]));
  const end = rawArgs.indexOf('--');
  const given = rawArgs.slice(0, end === -1 ? undefined : end);
  const unknown = given.filter(isOption).map(nameOf).find((each) => !names.has(each));
  if (unknown !== undefined) throw new UserError(`there is no option ${unknown}. There are: ${rows.map(([name]) => `--${name}`).join(', ')}`);
  const valued = new Map(rows.flatMap(([name, { type, ...row }]) => (type === 'boolean' ? [] : [`--${name}`, ...aliases(row)].map((each) => [each, row as Valued] as const))));
  // What a shell makes of a variable that is not set is an empty text, or nothing at all: the next option is then no value.
  const lost = given.find((each, index) => valued.has(nameOf(each)) && (each.includes('=') ? each.endsWith('=') : given[index + 1] === undefined || given[index + 1] === '' || isOption(given[index + 1] ?? '')));
  if (lost !== undefined) throw new UserError(`${nameOf(lost)} has no value. It takes one: ${nameOf(lost)} <${valued.get(nameOf(lost))?.valueHint ?? 'value'}>`);
}

interface Valued {
  readonly valueHint?: string;
}

function isOption(arg: string): boolean {
  return /^--?[A-Za-z]/.test(arg);
}

function nameOf(arg: string): string {
  return arg.split('=')[0] ?? arg;
}

function aliases(row: object): string[] {
  const { alias = [] } = row as { readonly alias?: string | readonly string[] };
  return [alias].flat().map((each) => `-${each}`);
}
