#!/usr/bin/env node
/** The command line. */
import { runCommand, type CommandDef } from 'citty';
import { checkCommand } from './commands/check.ts';
import { coverageCommand } from './commands/coverage.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { mergeCommand } from './commands/merge.ts';
import { exitCodes } from './exit-codes.ts';
import { ownManifest } from './own-manifest.ts';
import { refuseOptions } from './refuse-options.ts';
import { paintFor } from './report/paint.ts';
import { commandUsage, mainUsage } from './usage.ts';
import { UserError } from './user-error.ts';

const subCommands: Readonly<Record<string, CommandDef>> = { check: checkCommand, merge: mergeCommand, coverage: coverageCommand, explain: explainCommand, doctor: doctorCommand };

// Whoever reads what is printed may stop in the middle, as `head` does: what was found is told by the exit code all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await run(process.argv.slice(2));

async function run(rawArgs: string[]): Promise<number> {
  const isHelp = rawArgs[0] === 'help' || rawArgs.some((each) => each === '--help' || each === '-h');
  const name = rawArgs[0] === 'help' ? rawArgs[1] : rawArgs[0];
  const command = name !== undefined && Object.hasOwn(subCommands, name) ? subCommands[name] : undefined;
  if (name === undefined || (isHelp && (command !== undefined || name.startsWith('-')))) return usage(command);
  if (name === '--version' || name === '-v') return write(`${ownManifest.version}\n`);
  try {
    if (!command) throw new UserError(`there is no command ${name}. There are: ${Object.keys(subCommands).join(', ')}`);
    refuseOptions(command, rawArgs.slice(1));
    const { result } = await runCommand(command, { rawArgs: rawArgs.slice(1) });
    return typeof result === 'number' ? result : exitCodes.fine;
  } catch (error) {
    return failed(error);
  }
}

function usage(command: CommandDef | undefined): number {
  const paint = paintFor(process.stdout);
  const text = command ? commandUsage(command, paint) : mainUsage('Executable contracts for TypeScript', subCommands, paint);
  return write(`${text}\nExit codes: ${exitCodes.fine} nothing wrong, ${exitCodes.found} something was found, ${exitCodes.unusable} the command could not run.\n`);
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
