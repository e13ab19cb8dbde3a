/** Small projects on the disk, on which the built command line runs in processes of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';

/** Below it the packages that this one depends on are installed. */
const inPackage = fileURLToPath(new URL('../.tmp', import.meta.url));
const command = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

// Each run opens a project and starts processes: a busy machine takes its time, and that is no failure.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const patient = ['--timeout', '300'];

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly folder: string;
  readonly write: (path: string, content: string | object) => void;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  /** Runs `proviso` with arguments, and with these variables besides; what it prints is without the project's own path. */
  readonly proviso: (args: readonly string[], env?: Readonly<Record<string, string>>) => Ran;
  readonly vitest: (...args: readonly string[]) => Ran;
}

/** The manifest of a package that opted in. */
export const manifest = { name: 'shop', type: 'module', dependencies: { '@proviso/runtime': '*' } };

export const tsconfig = {
  compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', noEmit: true, skipLibCheck: true, types: [] },
  include: ['src'],
};

let number = 0;

/** Writes a project with these files, and with links to folders. In `home` something else may be installed, or nothing. */
export function project(files: Readonly<Record<string, string | object>>, links: Readonly<Record<string, string>> = {}, home: string = inPackage): Project {
  const folder = join(home, `proviso-cli-${process.pid}-${number++}`);
  made.push(folder);
  const write = (path: string, content: string | object): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  };
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) write(path, content);
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path), 'dir');
  }
  const run = (script: string, args: readonly string[], given: Readonly<Record<string, string>> = {}): Ran => {
    const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, CI: ____, GITHUB_ACTIONS: _____, GITHUB_WORKSPACE: ______, FORCE_COLOR: _______, NO_COLOR: ________, ...env } = process.env;
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env: { ...env, ...given } });
    if (error) throw error;
    const clean = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, '<project>');
    return { status, stdout: clean(stdout), stderr: clean(stderr) };
  };
  return {
    folder,
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    has: (path) => existsSync(join(folder, path)),
    proviso: (args, env) => run(command, args[0] === 'check' ? [...args, ...patient] : args, env),
    vitest: (...args) => run(vitest, ['run', ...args], { NO_COLOR: '1' }),
  };
}

/** A package of this repository, to be linked into a project. */
export function packageFolder(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
