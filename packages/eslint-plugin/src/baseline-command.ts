#!/usr/bin/env node
/** `proviso-baseline`: writes the baseline of require-contract with the project's own ESLint. */
import { existsSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ESLint, Linter, loadESLint } from 'eslint';
import { baselineAbove, collectSetting, defaultBaseline, entryName, parseCollected, printBaseline, readBaseline, type Baseline } from './require-contract/baseline.ts';

const help = `Usage: proviso-baseline [--grow] [--baseline <file>] [<file or glob> ...]

Brings the baseline of the rule require-contract up to date: the list of
functions that may do without a contract until their signature changes.
It runs the ESLint of the working directory, with its configuration, and
looks at the given files only (default: all).

  --grow             adds functions that have no contract and are not listed;
                     without it the baseline only shrinks
  --baseline <file>  the baseline (default: the option \`baseline\` of the
                     rule, else ${defaultBaseline})
  --help             prints this

Exit codes:
  0  the baseline is up to date, or was brought up to date
  1  it was not, and why is on stderr; the file is as it was
  2  the command line is wrong
`;

/** What a user has to mend; its message says how. Nothing was written. */
class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface Arguments {
  readonly grow: boolean;
  readonly baseline: string | undefined;
  readonly patterns: readonly string[];
}

/** What ESLint found: the functions without a contract, by file. */
interface Collected {
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The option `baseline` of the rule, if the files agree on one. */
  readonly option: string | undefined;
}

async function main(): Promise<void> {
  const args = readArguments();
  if (!args) return void process.stdout.write(help);
  const collected = await collect(args.patterns);
  const path = resolve(args.baseline ?? collected.option ?? defaultBaseline);
  const old = readOld(path, args.grow);
  const { next, missing } = update(path, { old, collected, grow: args.grow });
  const text = printBaseline(next);
  const above = existsSync(path) ? undefined : baselineAbove(path);
  if (!existsSync(path) || printBaseline(old) !== text) writeAtomically(path, text);
  process.stdout.write(summary(relative('.', path) || path, { old, next, missing }));
  if (above !== undefined) process.stdout.write(`It is one beside ${relative('.', above)}, which ESLint reads where it runs in ${relative('.', dirname(above))}: neither knows what the other lists.\n`);
  if (collected.option === undefined && next.size > 0) process.stdout.write(`Set the option of the rule: { baseline: '${relative('.', path).replaceAll('\\', '/')}' }\n`);
}

function readArguments(): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { grow: { type: 'boolean' }, baseline: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    return values.help === true ? undefined : { grow: values.grow === true, baseline: values.baseline, patterns: positionals.length > 0 ? positionals : ['.'] };
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\nSee proviso-baseline --help.`, 2);
  }
}

function readOld(path: string, grow: boolean): Baseline {
  if (!existsSync(path)) {
    if (grow) return new Map();
    const above = baselineAbove(path);
    throw new CommandError(above === undefined ? `There is no baseline ${relative('.', path)} yet. Write it with --grow.` : `There is no baseline ${relative('.', path)} here, but ${relative('.', above)}. Run this in ${relative('.', dirname(above))}, or write one for this folder alone with --grow.`);
  }
  const reading = readBaseline(path);
  if ('problem' in reading) throw new CommandError(reading.problem);
  return reading.baseline;
}

const ruleName = /(?:^|\/)require-contract$/;

async function collect(patterns: readonly string[]): Promise<Collected> {
  const FlatESLint = await (await importEslint()).loadESLint();
  const eslint = new FlatESLint({ cwd: process.cwd(), ruleFilter: ({ ruleId }) => ruleName.test(ruleId), overrideConfig: [{ settings: { [collectSetting]: true } }] });
  const results = await explain(() => eslint.lintFiles([...patterns]));
  const fatal = results.flatMap(({ filePath, messages }) => messages.filter((message) => message.fatal === true).map((message) => ({ filePath, message })))[0];
  if (fatal) throw new CommandError(`${[relative('.', fatal.filePath), fatal.message.line].filter((each) => each !== undefined).join(':')}: ${fatal.message.message}`);
  const options = await ruleOptions(eslint, results);
  if (options.length === 0) throw new CommandError('The rule require-contract is on for none of these files. Extend @proviso/contracts-required in the configuration of ESLint.');
  const [option, ...others] = new Set(options.map(({ baseline }) => baseline));
  if (others.length > 0) throw new CommandError('The option `baseline` of require-contract differs between these files. Run the command once for each, with --baseline and the files.');
  return { files: new Map(results.map(({ filePath, messages }) => [filePath, new Map(messages.flatMap(collectedOf))])), option };
}

function collectedOf({ ruleId, message, messageId }: Linter.LintMessage): [string, string][] {
  if (ruleId === null || !ruleName.test(ruleId) || messageId !== 'collected') return [];
  const { key, hash } = parseCollected(message);
  return [[key, hash]];
}

interface EslintModule {
  readonly loadESLint: typeof loadESLint;
}

/** ESLint is the project's: it is looked up from the working directory. */
async function importEslint(): Promise<EslintModule> {
  let path;
  try {
    path = createRequire(join(process.cwd(), 'package.json')).resolve('eslint');
  } catch {
    throw new CommandError(`There is no eslint to be found from ${process.cwd()}. Run this where ESLint is installed.`);
  }
  return (await import(pathToFileURL(path).href)) as EslintModule;
}

/** What ESLint throws of a configuration or a pattern is said without its stack. */
async function explain<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new CommandError(`ESLint: ${(error as Error).message}`);
  }
}

/** The options of the rule for every file for which it is on. */
async function ruleOptions(eslint: ESLint, results: readonly ESLint.LintResult[]): Promise<{ readonly baseline?: string }[]> {
  const found: { readonly baseline?: string }[] = [];
  for (const { filePath } of results) {
    const config = (await eslint.calculateConfigForFile(filePath)) as { readonly rules?: Readonly<Record<string, unknown>> } | undefined;
    for (const [name, entry] of Object.entries(config?.rules ?? {})) {
      const [severity, options = {}] = (Array.isArray(entry) ? entry : [entry]) as [unknown, ({ readonly baseline?: string } | undefined)?];
      if (ruleName.test(name) && severity !== 0 && severity !== 'off') found.push(options);
    }
  }
  return found;
}

interface Update {
  readonly next: Baseline;
  /** How many functions are neither listed nor contracted. */
  readonly missing: number;
}

/** Drops what was looked at and needs no entry any more; adds only if told to. Entries of files that were not looked at stay. */
function update(path: string, { old, collected, grow }: { readonly old: Baseline; readonly collected: Collected; readonly grow: boolean }): Update {
  const found = new Map([...collected.files].flatMap(([file, functions]) => [...functions].map(([key, hash]) => [entryName(path, file, key), hash] as const)));
  const linted = new Set([...collected.files.keys()].map((file) => entryName(path, file, '')));
  const stays = ([name, hash]: readonly [string, string]): boolean => {
    const file = name.slice(0, name.indexOf('#') + 1);
    return linted.has(file) ? found.get(name) === hash : existsSync(resolve(dirname(path), file.slice(0, -1)));
  };
  const kept = new Map([...old].filter(stays));
  const missing = [...found].filter(([name]) => !kept.has(name));
  return grow ? { next: new Map([...kept, ...missing]), missing: 0 } : { next: kept, missing: missing.length };
}

/** Writes beside the file and renames: readers see the old text or the new one. */
function writeAtomically(path: string, text: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new CommandError(`${relative('.', path)} cannot be written: ${(error as Error).message}`);
  }
}

function summary(path: string, { old, next, missing }: Update & { readonly old: Baseline }): string {
  const removed = [...old].filter(([name, hash]) => next.get(name) !== hash).length;
  const added = [...next].filter(([name, hash]) => old.get(name) !== hash).length;
  const lines = [`${path}: ${functions(next.size)} listed, ${removed} removed, ${added} added`];
  if (missing > 0) lines.push(`${functions(missing)} without a contract not listed: write contracts, or add with --grow`);
  return `${lines.join('\n')}\n`;
}

function functions(count: number): string {
  return count === 1 ? '1 function' : `${count} functions`;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`proviso-baseline: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
