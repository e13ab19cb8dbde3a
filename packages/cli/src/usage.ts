/** The text of `--help`. */
import type { ArgDef, CommandDef, CommandMeta } from 'citty';
import type { Paint } from './report/paint.ts';

/**
 * What a command does, how it is called and what it takes.
 *
 * @ensures `result.endsWith('\n')`
 */
export function commandUsage({ meta, args = {} }: CommandDef, paint: Paint): string {
  const { name = '', description = '' } = meta as CommandMeta;
  const rows = Object.entries(args as Readonly<Record<string, ArgDef>>);
  const positional = rows.filter(([, { type }]) => type === 'positional');
  const options = rows.filter(([, { type }]) => type !== 'positional');
  const shown = positional.map(([each, { required }]) => (required === true ? `<${each}>` : `[${each}]`));
  const isBehind = (each: string): boolean => each.startsWith('[--');
  return [
    `${description}.`, '',
    `${paint('bold', 'Usage:')} proviso ${[name, ...shown.filter((each) => !isBehind(each)), '[options]', ...shown.filter(isBehind)].join(' ')}`, '',
    ...table(positional.map(([each, { description: said = '' }]) => [each, said]), paint),
    ...(positional.length > 0 ? [''] : []),
    paint('bold', 'Options:'),
    ...table(options.map(([each, row]) => [optionOf(each, row), row.description ?? '']), paint), '',
  ].join('\n');
}

/**
 * What commands there are.
 *
 * @ensures `result.endsWith('\n')`
 */
export function mainUsage(description: string, commands: Readonly<Record<string, CommandDef>>, paint: Paint): string {
  return [
    `${description}.`, '',
    `${paint('bold', 'Usage:')} proviso <command> [options]`, '',
    paint('bold', 'Commands:'),
    ...table(Object.entries(commands).map(([name, { meta }]) => [name, (meta as CommandMeta).description ?? '']), paint), '',
    'proviso <command> --help says more of a command, proviso --version which one this is.', '',
  ].join('\n');
}

function optionOf(name: string, row: ArgDef): string {
  const { alias, valueHint, type } = row as { readonly alias?: string; readonly valueHint?: string; readonly type?: string };
  return `${alias === undefined ? '' : `-${alias}, `}--${name}${type === 'boolean' ? '' : ` <${valueHint ?? 'value'}>`}`;
}

function table(rows: readonly (readonly [name: string, description: string])[], paint: Paint): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, description]) => `  ${paint('cyan', name.padEnd(width))}  ${description}`);
}
