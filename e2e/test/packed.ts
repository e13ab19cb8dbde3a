/** Before all tests: what their projects find in `node_modules` is what would be published, and its dependencies, all of it copied. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, 'e2e/work');

/** Those that are published. */
const packages = ['runtime', 'compiler', 'transformer', 'unplugin', 'eslint-plugin', 'testing', 'cli'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Called by Vitest. */
export default async function install(): Promise<void> {
  rmSync(join(home, 'node_modules'), { recursive: true, force: true });
  const sources = packages.map((each) => join(root, 'packages', each));
  const installed = await Promise.all(sources.map(unpack));
  installed.forEach((folder, index) => copyDependencies(sources[index] ?? '', folder));
}

/** Packs a package and unpacks it where projects find it. */
async function unpack(source: string): Promise<string> {
  const folder = join(home, 'node_modules', manifestIn(source).name);
  const packed = mkdtempSync(join(tmpdir(), 'proviso-packed-'));
  try {
    await run(join(root, 'node_modules/.bin/pnpm'), ['pack', '--pack-destination', packed], { cwd: source });
    mkdirSync(folder, { recursive: true });
    await run('tar', ['-xzf', join(packed, readdirSync(packed)[0] ?? ''), '--strip-components=1', '-C', folder]);
    return folder;
  } finally {
    rmSync(packed, { recursive: true });
  }
}

/** As npm does: beside each other, and below the one that needs it where another version is there. `source` is where the workspace has the package. */
function copyDependencies(source: string, folder: string): void {
  for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) {
    const found = findPackage(source, name);
    const shared = join(home, 'node_modules', name);
    if (existsSync(shared) && manifestIn(shared).version === manifestIn(found).version) continue;
    const target = existsSync(shared) ? join(folder, 'node_modules', name) : shared;
    cpSync(found, target, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    copyDependencies(found, target);
  }
}

/** Where Node finds a package from a folder. */
function findPackage(from: string, name: string): string {
  const found = join(from, 'node_modules', name);
  if (existsSync(found)) return realpathSync(found);
  if (dirname(from) === from) throw new Error(`${name} is not installed`);
  return findPackage(dirname(from), name);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
