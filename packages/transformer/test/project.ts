/** Temporary projects on disk, and the real `tspc` in a process of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

const packageRoot = fileURLToPath(new URL('..', import.meta.url));
const home = `${packageRoot}.tmp`;
const installed = `${packageRoot}node_modules`;
export const tspcPath = `${installed}/ts-patch/bin/tspc.js`;

/** Contents by path; what is not text is written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

export interface Finished {
  readonly status: number | null;
  /** What it printed, on either stream. */
  readonly output: string;
}

/** An error of plain tsc output: `src/a.ts(3,15): error TS2304: Cannot find name 'n'.` */
export interface PrintedError {
  readonly at: string;
  readonly code: number;
  readonly text: string;
}

export interface Project {
  readonly root: string;
  write(files: Files): void;
  read(file: string): string;
  exists(file: string): boolean;
  /** The files below a folder with the times they were written at. */
  times(folder: string): Record<string, number>;
  /** Runs `tspc`. No mistake of a user may come out as a stack trace, so none is let through here. */
  tspc(...args: readonly string[]): Finished;
  /** Runs the compiler without ts-patch. */
  tsc(...args: readonly string[]): Finished;
  node(script: string, ...args: readonly string[]): Finished;
  /** Starts `tspc --watch`. Who starts it stops it. */
  watch(...args: readonly string[]): Watch;
}

function project(root: string, files: Files): Project {
  const path = (file: string): string => join(root, file);
  const write = (contents: Files): void => {
    for (const [file, content] of Object.entries(contents)) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    }
  };
  rmSync(root, { recursive: true, force: true });
  write(files);
  return {
    root,
    write,
    read: (file) => readFileSync(path(file), 'utf8'),
    exists: (file) => existsSync(path(file)),
    times(folder) {
      const list = (readdirSync(path(folder), { recursive: true }) as string[]).sort();
      return Object.fromEntries(list.map((file) => [file, statSync(path(`${folder}/${file}`)).mtimeMs]));
    },
    tspc(...args) {
      const finished = run(root, tspcPath, args);
      expect(finished.output, 'a stack trace').not.toMatch(/^ {4}at /m);
      return finished;
    },
    tsc: (...args) => run(root, `${installed}/typescript/bin/tsc`, args),
    node: (script, ...args) => run(root, script, args),
    watch: (...args) => watch(spawn(process.execPath, [tspcPath, '--watch', '--preserveWatchOutput', ...args], { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })),
  };
}

function run(cwd: string, script: string, args: readonly string[]): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, env: environment(), encoding: 'utf8', timeout: 30_000 });
  return { status, output: stdout + stderr };
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: '' };
}

/** A watching compiler. */
export interface Watch {
  /** Makes a change and gives what is printed up to the end of the next build; throws if none ends in time. */
  nextBuild(change?: () => void): Promise<string>;
  stop(): Promise<unknown>;
}

function watch(child: ChildProcess): Watch {
  let output = '';
  let read = 0;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    async nextBuild(change) {
      change?.();
      for (let tries = 0; tries < 400; tries++) {
        if (output.includes('Watching for file changes.', read)) {
          await pause(250); // what belongs to the build but comes after that line
          const build = output.slice(read);
          read = output.length;
          return build;
        }
        await pause(50);
      }
      throw new Error(`No build ended. The watcher printed:\n${output}`);
    },
    stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A project from which Proviso, TypeScript and ts-patch resolve. It goes away with the test file. */
export function createProject(name: string, files: Files): Project {
  link(`${home}/node_modules/@proviso/transformer`, packageRoot);
  const created = project(`${home}/${name}-${process.pid}`, { 'package.json': { name, type: 'module', dependencies: { '@proviso/runtime': '*' } }, ...files });
  removeLater(created.root);
  return created;
}

/** A project outside of this repository, with nothing installed but the transformer. */
export function createDistantProject(name: string, files: Files): Project {
  const created = project(join(tmpdir(), `proviso-${name}-${process.pid}`), files);
  link(`${created.root}/node_modules/@proviso/transformer`, packageRoot);
  removeLater(created.root);
  return created;
}

/** `KEEP=1` leaves the projects for a look at them. */
function removeLater(root: string): void {
  if (process.env['KEEP'] !== '1') afterAll(() => rmSync(root, { recursive: true, force: true }));
}

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    symlinkSync(target, path, 'dir');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A tsconfig under a preset, or with plugin entries of one's own, or without any. */
export function tsconfig({ profile, plugins, options }: { profile?: string; plugins?: readonly object[]; options?: object } = {}): object {
  return {
    ...(profile === undefined ? {} : { extends: [`@proviso/transformer/${profile}.json`] }),
    compilerOptions: {
      target: 'es2022', module: 'nodenext', lib: ['es2022'], types: [], strict: true, skipLibCheck: true, rootDir: 'src', outDir: 'out',
      ...(plugins ? { plugins } : {}), ...options,
    },
    include: ['src'],
  };
}

/** The errors in plain output, in order. */
export function errorsIn(output: string): PrintedError[] {
  return [...output.matchAll(/^(?:(\S+\(\d+,\d+\)): )?error TS(\d+): (.*)$/gm)].map(([, at = '', code, text = '']) => ({ at, code: Number(code), text }));
}
