/** Runs the tests of a project so that they count, and remembers what was run. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { writeWhole } from '../report/write-whole.ts';
import { UserError } from '../user-error.ts';

/** A run of the tests that came to its end. */
export interface TestRun {
  /** As people would type it. */
  readonly command: string;
  /** What it ended with; 128 and the number of the signal where one ended it. */
  readonly status: number;
  /** When, in milliseconds since 1970. */
  readonly ended: number;
}

/** A line for a shell, or a program with its arguments. */
export type TestCommand = string | readonly [program: string, ...args: string[]];

/** What compilers and running code read. */
const folderVariable = 'PROVISO_COVERAGE';

interface Running {
  readonly root: string;
  /** Where counts go; what a run before left there is removed. */
  readonly folder: string;
  readonly command: TestCommand;
}

/**
 * Runs the tests. What they print goes to stderr: stdout is for the report.
 *
 * @throws {UserError} where the folder cannot be written, or the command cannot be started.
 * @noContract it runs a program of others
 */
export async function runTests({ root, folder, command }: Running): Promise<TestRun> {
  emptied(folder);
  const shown = typeof command === 'string' ? command : command.join(' ');
  process.stderr.write(`proviso: ${shown}\n`);
  const status = await ended(command, { cwd: root, env: { ...process.env, [folderVariable]: folder } });
  const run: TestRun = { command: shown, status, ended: Date.now() };
  writeWhole(`${folder}/run.json`, `${JSON.stringify(run)}\n`);
  return run;
}

function emptied(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UserError(`${folder} cannot be written: ${(error as Error).message}`);
  }
}

function ended(command: TestCommand, options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<number> {
  const [program, ...args] = typeof command === 'string' ? [command] : command;
  return new Promise((resolve, reject) => {
    // Without a terminal to read from, test runners that watch otherwise run once.
    const shell = typeof command === 'string' || process.platform === 'win32';
    const child = spawn(program, args, { ...options, shell, stdio: ['ignore', 2, 2] });
    child.once('error', (error) => reject(new UserError(`${program} cannot be started: ${error.message}`)));
    child.once('exit', (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/**
 * The run that a folder has the counts of.
 *
 * @throws {UserError} where there was none.
 * @noContract what it finds depends on the disk
 */
export function lastRun(folder: string): TestRun {
  const path = `${folder}/run.json`;
  if (!existsSync(path)) throw new UserError('no run of the tests has counted anything here yet. Leave out --no-run');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TestRun;
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as Error).message}. Leave out --no-run`);
  }
}

/**
 * What runs the tests, unless somebody says otherwise: the script `test`.
 *
 * @throws {UserError} where there is none.
 * @noContract what it finds depends on the disk
 */
export function usualCommand(root: string): TestCommand {
  const hint = 'Say what runs the tests: proviso coverage -- npx vitest run';
  const path = `${root}/package.json`;
  if (!existsSync(path)) throw new UserError(`there is no ${path}. ${hint}`);
  try {
    const { scripts } = JSON.parse(readFileSync(path, 'utf8')) as { readonly scripts?: Readonly<Record<string, string>> };
    if (typeof scripts?.['test'] === 'string') return 'npm test';
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as Error).message}`);
  }
  throw new UserError(`package.json has no script test. ${hint}`);
}
