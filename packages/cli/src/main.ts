#!/usr/bin/env node
/** The command line. */
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty';
import { readFileSync } from 'node:fs';
import { checkCommand } from './commands/check.ts';
import { exitCodes } from './exit-codes.ts';
import { refuseUnknownOptions } from './refuse-unknown-options.ts';
import { UserError } from './user-error.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };

const subCommands: Readonly<Record<string, CommandDef>> = { check: checkCommand };

const main: CommandDef = defineCommand({ meta: { name: 'proviso', version, description: 'Executable contracts for TypeScript' }, subCommands: { ...subCommands } });

process.exitCode = await run(process.argv.slice(2));

async function run(rawArgs: string[]): Promise<number> {
  const [name] = rawArgs;
  const command = name === undefined ? undefined : subCommands[name];
  if (rawArgs.some((each) => each === '--help' || each === '-h') || name === undefined || name === 'help') return usage(command);
  if (name === '--version' || name === '-v') return write(`${version}\n`);
  try {
    if (!command) throw new UserError(`there is no command ${name}. There are: ${Object.keys(subCommands).join(', ')}`);
    refuseUnknownOptions(command, rawArgs.slice(1));
    const { result } = await runCommand(command, { rawArgs: rawArgs.slice(1) });
    return typeof result === 'number' ? result : exitCodes.fine;
  } catch (error) {
    return failed(error);
  }
}

async function usage(command: CommandDef | undefined): Promise<number> {
  const text = await (command ? renderUsage(command, main) : renderUsage(main));
  return write(`${text}\n\nExit codes: ${exitCodes.fine} nothing wrong, ${exitCodes.found} something was found, ${exitCodes.unusable} the command could not run.\n`);
}

function write(text: string): number {
  process.stdout.write(text);
  return exitCodes.fine;
}

function failed(error: unknown): number {
  // A mistake of whoever ran it: where we noticed it is no news to them.
  const isTheirs = error instanceof UserError || (error as { readonly name?: unknown }).name === 'CLIError';
  process.stderr.write(isTheirs ? `proviso: ${(error as Error).message}\n` : `proviso: this is a bug in Proviso, please report it with what follows.\n${(error as Error).stack ?? String(error)}\n`);
  return exitCodes.unusable;
}
