/** Small projects in a folder of their own, on which the real tools run in child processes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../work', import.meta.url));
const require = createRequire(import.meta.url);

export interface Project {
  readonly folder: string;
  readonly read: (name: string) => string;
  /** Runs a package's command on Node; `output` is what it printed, without the project's own path. */
  readonly run: (bin: Bin, ...args: readonly string[]) => { readonly status: number | null; readonly output: string };
}

/** A package and the script in it that its command runs. */
export type Bin = readonly [packageName: string, script: string];

/** Writes a project with these files, in place of an older one of the same name. */
export function project(name: string, files: Readonly<Record<string, string | object>>): Project {
  const folder = join(home, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return {
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    run: (bin, ...args) => {
      const { status, error, stdout, stderr } = spawnSync(process.execPath, [scriptOf(bin), ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
      if (error) throw error;
      return { status, output: `${stdout}${stderr}`.replaceAll(`${folder}/`, '').trim() };
    },
  };
}

function scriptOf([packageName, script]: Bin): string {
  return join(packageFolder(packageName), script);
}

/** Where a package that these tests depend on is installed. */
export function packageFolder(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      readFileSync(join(folder, name, 'package.json'));
      return join(folder, name);
    } catch {
      continue;
    }
  }
  throw new Error(`${name} is not installed`);
}

/** The manifest of a package that opted in. */
export const manifest = { name: 'shop', type: 'module', dependencies: { '@proviso/runtime': '*' } };
