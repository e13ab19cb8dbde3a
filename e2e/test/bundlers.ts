/** TABLE: the bundlers, with the set-ups of `docs/hosts`, as people copy them. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { filesOnPage } from './host-pages.ts';
import { packageFolder, project, type Project } from './project.ts';

interface BundlerRow {
  /** The program that runs the build, and what it is given: Node and a script of the bundler, unless the page has a script of its own. */
  readonly command: (mode: Mode) => readonly string[];
  /** What makes it watch; absent where it cannot, or is not tested. */
  readonly watch?: readonly string[];
  /** What it reads may not be written whole yet, and it hears of nothing further. */
  readonly readsTooSoon?: true;
  readonly output: string;
  /** Every build is one for production to it. */
  readonly onlyProduction?: true;
  /** Its maps have no more than a place a line. */
  readonly mapsLines?: true;
}

type Mode = 'development' | 'production';

const bin = (name: string, script: string): readonly string[] => [process.execPath, join(packageFolder(name), script)];

/** The command of Vite. */
export const viteBin = bin('vite', 'bin/vite.js');

export const bundlers: Readonly<Record<string, BundlerRow>> = {
  vite: { command: (mode) => [...viteBin, 'build', '--ssr', 'src/main.ts', '--sourcemap', '--mode', mode], watch: ['--watch'], output: 'dist/main.js' },
  rollup: { command: () => [...bin('rollup', 'dist/bin/rollup'), '-c'], watch: ['--watch'], output: 'dist/main.js' },
  rolldown: { command: () => [...bin('rolldown', 'bin/cli.mjs'), '-c'], watch: ['--watch'], output: 'dist/main.js' },
  webpack: { command: (mode) => [...bin('webpack', 'bin/webpack.js'), '--mode', mode], watch: ['--watch'], output: 'dist/main.cjs' },
  rspack: { command: (mode) => [...bin('@rspack/cli', 'bin/rspack.js'), 'build', '--mode', mode], watch: ['--watch'], output: 'dist/main.cjs' },
  esbuild: { command: () => [process.execPath, 'build.mjs'], watch: [], output: 'dist/main.js' },
  farm: { command: () => [process.execPath, 'build.mjs'], watch: [], readsTooSoon: true, output: 'dist/main.js', onlyProduction: true, mapsLines: true },
  bun: { command: () => [bunBinary(), 'build.ts'], output: 'dist/main.js' },
};

/** Its package puts it in place by a script at installation, which does not run here. */
export function bunBinary(): string {
  const home = join(dirname(createRequire(import.meta.url).resolve('bun/package.json')), '../@oven');
  const found = readdirSync(home).map((name) => join(home, name, 'bin', process.platform === 'win32' ? 'bun.exe' : 'bun')).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`There is no bun for this machine in ${home}.`);
  return found;
}

export interface Built {
  readonly project: Project;
  readonly status: number | null;
  /** What the bundler printed, on both streams. */
  readonly said: string;
  /** What it wrote, by name, but for source maps. */
  readonly written: Readonly<Record<string, string>>;
  /** Runs the bundle, with its source map. */
  readonly run: () => Promise<string>;
}

export interface Build {
  readonly name: string;
  readonly files: Readonly<Record<string, string | object>>;
  readonly mode?: Mode;
  /** The options of the plugin, as they are written. */
  readonly options?: string;
  /** Changes what the page shows further. */
  readonly edit?: (text: string) => string;
}

/** Writes a project with the set-up of a page. */
export function projectWith(bundler: string, { name, files, options = '', edit = (text) => text }: Build): Project {
  const configured = Object.fromEntries(Object.entries(filesOnPage(bundler)).map(([path, text]) => [path, edit(text.replace('proviso()', `proviso(${options})`))]));
  return project(`${bundler}-${name}`, { ...files, ...configured });
}

/** Builds a project with the set-up of a page in a process of its own, and says what came of it. */
export async function buildWith(bundler: string, build: Build): Promise<Built> {
  const row = bundlers[bundler];
  if (!row) throw new Error(`There is no bundler ${bundler}.`);
  const { mode = 'development' } = build;
  const made = projectWith(bundler, build);
  const { status, output } = await runIn(made.folder, row.command(mode), mode);
  const folder = join(made.folder, dirname(row.output));
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w*js$/.test(name)) : [];
  return {
    project: made, status, said: output,
    written: Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    run: async () => (await runIn(made.folder, [process.execPath, '--enable-source-maps', row.output], mode)).output,
  };
}

interface Started {
  readonly mode?: Mode;
  /** It leads a group of processes: what it starts can be ended with it. */
  readonly leads?: boolean;
}

/** Starts a command in a folder, as people do: without what the tests themselves run with. */
export function start(cwd: string, [command = '', ...args]: readonly string[], { mode = 'development', leads = false }: Started = {}): ChildProcessByStdio<null, Readable, Readable> {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  return spawn(command, args, { cwd, env: { ...env, NODE_ENV: mode, NO_COLOR: '1', FORCE_COLOR: undefined }, detached: leads, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a command in a folder. */
export async function runIn(cwd: string, command: readonly string[], mode: Mode = 'development'): Promise<{ status: number | null; output: string }> {
  const child = start(cwd, command, { mode });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output: output.replaceAll(`${cwd}/`, '').trim() };
}
