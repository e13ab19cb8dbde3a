/** An option with a slip in its name must not be passed over. */
import type { ArgDef, CommandDef } from 'citty';
import { UserError } from './user-error.ts';

/**
 * Looks for options that a command does not have.
 *
 * @throws {UserError} on the first of them.
 * @noContract it only throws
 */
export function refuseUnknownOptions({ args = {} }: CommandDef, rawArgs: readonly string[]): void {
  const rows = Object.entries(args as Record<string, ArgDef>).filter(([, { type }]) => type !== 'positional');
  const names = new Set(rows.flatMap(([name, { type, ...row }]) => [`--${name}`, ...(type === 'boolean' ? [`--no-${name}`] : []), ...aliases(row)]));
  const end = rawArgs.indexOf('--');
  const options = rawArgs.slice(0, end === -1 ? undefined : end).filter((each) => /^--?[A-Za-z]/.test(each));
  const unknown = options.map((each) => each.split('=')[0] ?? each).find((each) => !names.has(each));
  if (unknown !== undefined) throw new UserError(`there is no option ${unknown}. There are: ${rows.map(([name]) => `--${name}`).join(', ')}`);
}

function aliases(row: object): string[] {
  const { alias = [] } = row as { readonly alias?: string | readonly string[] };
  return [alias].flat().map((each) => `-${each}`);
}
