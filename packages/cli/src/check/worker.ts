/** A process in which code of the project runs. It does one thing at a time, and nothing that it was not told. */
import { checkSubject, installTurns, isInterleaving, modulesOf, type Report } from '@proviso/testing';
import { register } from '@proviso/unplugin/register';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { register as registerHooks } from 'node:module';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { loadConfig } from '../config.ts';
import { markWhatLoads } from './mark-what-loads.ts';
import { fromFile } from './from-file.ts';
import { globalsAsNow } from './globals.ts';
import { resolveRequired } from './resolve-required.ts';
import type { Answer, Task, WorkerSetup } from './protocol.ts';

// Functions run for a second at most: to compile them again with all that they call takes longer than is gained. A version of V8 without this option goes on without it.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');

const { root, config, interleavings, aliases, scripts = [] } = JSON.parse(process.env['PROVISO_WORKER'] ?? '{}') as WorkerSetup;

const modules = new Map<string, Record<string, unknown>>();

let failures: string[] = [];

/** Of modules that were loaded once more. */
let copies = 0;

process.chdir(root);
const arbitraries = await start().catch((error: unknown) => {
  say({ answer: 'failed', reason: textOf(error) });
  process.exit(1);
});

process.on('unhandledRejection', (reason) => fail(`a promise was rejected and nobody looked: ${textOf(reason)}`));
process.on('uncaughtException', (error) => fail(`an error was thrown outside of any call: ${textOf(error)}`));
process.on('message', (task: Task) => void answer(task));
say({ answer: 'ready' });

/** Makes this process load the project with its contracts; gives the arbitraries that the project registered. */
async function start(): Promise<ReadonlyMap<string, never>> {
  const found = config === undefined ? new Map<string, never>() : await registeredArbitraries();
  register({ profile: 'audit', include: [/\.(?:tsx?|[cm]ts)$/, ...(scripts.length > 0 ? [new RegExp(`^(?:${scripts.map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`)] : [])] });
  // Violations have places of their own, and stacks are read for each rejected call.
  process.setSourceMapsEnabled(false);
  registerHooks('./resolve-hooks.js', { parentURL: import.meta.url, data: aliases });
  resolveRequired(aliases);
  if (interleavings > 0) {
    installTurns();
    markWhatLoads(root);
  }
  return found;
}

/** Calls that overlap may be told of a rejection later than they would be without us. */
function fail(reason: string): void {
  if (!isInterleaving()) failures.push(reason);
}

function say(answer: Answer): void {
  process.send?.(answer);
}

async function registeredArbitraries(): Promise<ReadonlyMap<string, never>> {
  const { check } = await loadConfig(root, config);
  return new Map(Object.entries(check?.arbitraries ?? {}).map(([name, make]) => [name, make() as never]));
}

async function answer(task: Task): Promise<void> {
  failures = [];
  process.chdir(root);
  try {
    await load(task);
    const isWhole = globalsAsNow();
    const reports = await run(task);
    // What was rejected in the last call is told of after it.
    await new Promise((resolve) => setImmediate(resolve));
    say(failures.length === 0 ? { answer: 'reports', reports, isSpoiled: !isWhole() } : { answer: 'failed', reason: failures[0] ?? '' });
  } catch (error) {
    say({ answer: 'failed', reason: textOf(error) });
  }
}

async function load({ subject }: Task): Promise<void> {
  for (const file of modulesOf(subject)) {
    if (subject.kind !== 'skipped') modules.set(file, exportsOf((await import(isAbsolute(file) ? pathToFileURL(file).href : fromFile(file, subject.file))) as Record<string, unknown>));
  }
}

/** Node guesses from the text which members a CommonJS module has; the whole of it has them all. */
function exportsOf(found: Record<string, unknown>): Record<string, unknown> {
  const { default: whole } = found;
  return typeof whole === 'object' && whole !== null ? { ...whole, ...found } : found;
}

async function run({ subject, trace, ...options }: Task): Promise<Report[]> {
  const file = trace === undefined ? undefined : openSync(trace, 'w');
  try {
    return await checkSubject(subject, {
      ...options,
      registered: arbitraries,
      exportsOf: (name) => modules.get(name),
      freshExportsOf: async (name) => exportsOf((await import(`${pathToFileURL(name).href}?copy=${copies++}`)) as Record<string, unknown>),
      classOf: ({ module, exported }) => modules.get(module)?.[exported] as new (...args: unknown[]) => object,
      ...(file === undefined ? {} : { trace: (code) => write(file, code) }),
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** At once: the call after it may be the last thing that this process does. */
function write(file: number, code: string): void {
  ftruncateSync(file);
  writeSync(file, code, 0);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'ProvisoError' ? error.message.trim() : `${error.name}: ${error.message}`;
}
