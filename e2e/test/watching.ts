/** Bundlers that go on, in processes of their own: each is followed until its bundle, or what it says, is as expected. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'vitest';
import { start } from './bundlers.ts';

export interface Watch {
  /** What it printed since the last change. */
  readonly said: () => string;
  /** Writes a file anew. */
  readonly change: (path: string, from: string, to: string) => Promise<void>;
  /** Gives a file another name. */
  readonly move: (from: string, to: string) => Promise<void>;
  /** Waits for a state; fails with what was printed where it does not come, or the process ends. */
  readonly until: (what: string, isSo: () => boolean | Promise<boolean>) => Promise<void>;
  readonly read: (path: string) => string;
}

interface Watching extends Pick<TestContext, 'onTestFinished'> {
  /** Puts a text in the place of a file; without it, into the file. */
  readonly write?: (path: string, text: string) => void;
}

/** As many editors save: the file is whole at any time. `node --watch` loses sight of one that another takes the place of. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

const patience = 120_000;
const pause = 50;

/** Watchers take a change for one with the last, if it comes too soon after. */
const settled = 200;

/** A file that is gone is looked for only once a bundle without it was written. */
const looked = 1500;

/** Starts a process in a project; it ends with the test, and so do those that it has started: a watcher that is ended leaves the program that it runs. */
export function startWatch({ onTestFinished, write = writeFileSync }: Watching, folder: string, command: readonly string[]): Watch {
  const child = start(folder, command, { leads: true });
  onTestFinished(() => endGroup(child));
  let said = '';
  let hasEnded = false;
  child.on('exit', () => (hasEnded = true));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const read = (path: string): string => textOf(join(folder, path));
  return {
    said: () => said,
    async change(path, from, to) {
      await sleep(settled);
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} has no ${from}.`);
      said = '';
      write(join(folder, path), text.replace(from, to));
    },
    async move(from, to) {
      await sleep(looked);
      said = '';
      renameSync(join(folder, from), join(folder, to));
    },
    async until(what, isSo) {
      for (const start = Date.now(); Date.now() - start < patience; await sleep(pause)) {
        if (await isSo()) return;
        if (hasEnded) throw new Error(`It ended before ${what}:\n${said}`);
      }
      throw new Error(`It did not come to ${what}:\n${said}`);
    },
    read,
  };
}

/** Nothing where there is no such file: a bundler may empty its folder at any time. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Ends what a process that leads its group has started, whether it is there still or not. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') return void child.kill('SIGKILL');
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
