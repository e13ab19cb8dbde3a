/** Runs tasks in processes of their own: what one of them does to its process ends that task alone. */
import type { Report, Subject } from '@proviso/testing';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Task, WorkerSetup } from './protocol.ts';
import { watchMemory } from './watch-memory.ts';

export interface RunOptions extends WorkerSetup, Omit<Task, 'subject' | 'trace' | 'isNear'> {
  readonly jobs: number;
  /** Milliseconds that one subject may take. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory: number;
  /** Is told of each subject that was checked. */
  readonly onReports: (reports: readonly Report[], subject: Subject) => void;
}

interface Worker {
  readonly child: ChildProcess;
  /** Whether it can be given tasks; if not, why. */
  readonly ready: Promise<Ending | undefined>;
  /** What it wrote last, for when it dies. */
  said: string;
}

/** How a task ended that gave no reports. */
type Ending = { readonly reports: readonly Report[]; readonly isSpoiled: boolean } | { readonly reason: string; readonly isFatal: boolean; readonly isTooMuch?: boolean };

/**
 * Checks subjects side by side; `onReports` is told in the order in which they end.
 *
 * @requires `options.jobs >= 1`
 * @noContract it runs code in other processes
 */
export async function runTasks(subjects: readonly Subject[], options: RunOptions): Promise<void> {
  const waiting = [...subjects];
  const folder = mkdtempSync(join(tmpdir(), 'proviso-check-'));
  try {
    await Promise.all(Array.from({ length: Math.min(options.jobs, waiting.length) }, (_, index) => lane(waiting, options, join(folder, `call-${index}`))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lane(waiting: Subject[], options: RunOptions, trace: string): Promise<void> {
  let worker: Worker | undefined;
  try {
    for (let subject = waiting.shift(); subject; subject = waiting.shift()) {
      worker ??= start(options);
      const ending = await run(worker, taskOf(subject, options), options);
      // What one function did to its process is no fault of the next one.
      if (!('reports' in ending) || ending.isSpoiled) {
        worker.child.kill('SIGKILL');
        worker = undefined;
      }
      if ('reports' in ending) options.onReports(ending.reports, subject);
      else options.onReports(await explained(subject, options, { ending, trace }), subject);
    }
  } finally {
    // Where something failed, the other lanes have nothing left to do, and no process is waited for.
    waiting.length = 0;
    if (worker?.child.connected === true) worker.child.disconnect();
  }
}

function taskOf(subject: Subject, { runs, exhaustive, seed, patience, interleavings, nonFinite }: RunOptions): Task {
  return { subject, runs, exhaustive, seed, patience, interleavings, nonFinite };
}

function start({ root, config, interleavings, aliases, scripts, memory }: RunOptions): Worker {
  const child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), [], {
    cwd: root,
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memory}`],
    env: { ...process.env, PROVISO_WORKER: JSON.stringify({ root, config, interleavings, aliases, scripts } satisfies WorkerSetup), NODE_OPTIONS: '', NODE_ENV: process.env['NODE_ENV'] ?? 'test' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const worker: Worker = { child, ready: readiness(child, () => worker.said), said: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (worker.said = `${worker.said}${text.toString()}`.slice(-mostKept)));
  return worker;
}

const mostKept = 4000;

/** Loading TypeScript and the configuration takes a while, which is not the project's fault. */
function readiness(child: ChildProcess, said: () => string): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    child.once('message', (answer: Answer) => resolve(answer.answer === 'failed' ? { reason: answer.reason, isFatal: true } : undefined));
    child.once('close', (code, signal) => resolve({ reason: `${endOf(said(), code, signal).reason} before it could begin`, isFatal: true }));
  });
}

async function run(worker: Worker, task: Task, { timeout, memory }: Pick<RunOptions, 'timeout' | 'memory'>): Promise<Ending> {
  const { child } = worker;
  const failed = await worker.ready;
  if (failed) return failed;
  return new Promise((resolve) => {
    const timer = setTimeout(() => end({ reason: `it did not come to an end within ${timeout / 1000} s`, isFatal: true, isTooMuch: true }, true), timeout);
    const watch = watchMemory(child, memory, () => end({ reason: tooMuchMemory, isFatal: true, isTooMuch: true }, true));
    const end = (ending: Ending, isStuck = false): void => {
      clearTimeout(timer);
      watch.stop();
      child.off('message', hear).off('exit', leave);
      if (isStuck) child.kill('SIGKILL');
      resolve(ending);
    };
    const hear = (answer: Answer): void => {
      if (answer.answer === 'reports') end({ reports: answer.reports, isSpoiled: answer.isSpoiled });
      else if (answer.answer === 'failed') end({ reason: answer.reason, isFatal: false });
    };
    const leave = (code: number | null, signal: string | null): void => end({ ...endOf(worker.said, code, signal), isFatal: true });
    child.on('message', hear).on('exit', leave);
    child.send(task);
  });
}

const tooMuchMemory = 'it took more memory than it may have';

function endOf(said: string, code: number | null, signal: string | null): { readonly reason: string; readonly isTooMuch?: boolean } {
  if (/heap out of memory|Allocation failed|invalid array length Allocation/i.test(said)) return { reason: tooMuchMemory, isTooMuch: true };
  return { reason: signal === null ? `it ended the process with code ${code}` : `its process was ended by ${signal}` };
}

interface Unfinished {
  readonly ending: Exclude<Ending, { readonly reports: unknown }>;
  readonly trace: string;
}

/** What took too much with large inputs is judged by small ones; what ends the process with those as well is an error, at a small call. */
async function explained(subject: Subject, options: RunOptions, { ending, trace }: Unfinished): Promise<readonly Report[]> {
  const { reason, isFatal, isTooMuch } = ending;
  if (!isFatal) return errorReports(subject, options, { reason, call: undefined });
  const near = await traced(subject, options, { trace, isNear: true });
  if (!('reports' in near.ending)) return errorReports(subject, options, { reason: near.ending.reason, call: near.call });
  const { reports } = near.ending;
  if (isTooMuch === true && !reports.some(({ verdict: { verdict } }) => verdict === 'passed')) return reports;
  const { call } = await traced(subject, options, { trace });
  if (isTooMuch !== true) return errorReports(subject, options, { reason, call });
  return reports.map((each) => (each.verdict.verdict !== 'passed' ? each : { ...each, beyond: { reason, ...(call === undefined ? {} : { call }) } }));
}

/** Runs a subject that ended its process once more, to see at which call it does so. */
async function traced(subject: Subject, options: RunOptions, { trace, isNear = false }: { readonly trace: string; readonly isNear?: boolean }): Promise<{ readonly ending: Ending; readonly call: string | undefined }> {
  writeFileSync(trace, '');
  const worker = start(options);
  const ending = await run(worker, { ...taskOf(subject, options), isNear, trace }, options);
  if (worker.child.connected) worker.child.kill('SIGKILL');
  return { ending, call: 'reports' in ending || !ending.isFatal ? undefined : textIn(trace) };
}

function textIn(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

function errorReports(subject: Subject, { seed }: RunOptions, { reason, call }: { readonly reason: string; readonly call: string | undefined }): Report[] {
  const named = subject.kind === 'class' ? [subject, ...subject.members].filter(({ clauses }) => clauses.length > 0) : [subject];
  return named.map(({ symbol, file, line, clauses }) => ({
    symbol, file, line, clauses, seed,
    verdict: { verdict: 'error', reason, ...(call === undefined ? {} : { call }) },
    counts: { accepted: 0, rejected: 0, threw: 0 },
    duration: 0,
  }));
}
