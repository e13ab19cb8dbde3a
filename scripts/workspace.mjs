// The packages of the workspace, from the globs in pnpm-workspace.yaml. Works before anything is installed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The entries under `packages:`, each a path whose segments are names or `*`. */
function globs() {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const list = /^packages:\n((?: +- .*\n)+)/m.exec(text);
  if (!list) throw new Error('pnpm-workspace.yaml has no `packages:` list');
  return list[1].trim().split('\n').map((line) => line.replace(/^ *- */, '').replaceAll(/["']/g, ''));
}

function expand(directory, segments) {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [directory];
  if (segment !== '*') return expand(join(directory, segment), rest);
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map((entry) => entry.name);
  return names.sort().flatMap((name) => expand(join(directory, name), rest));
}

/** Every workspace package with its folder (absolute) and its parsed package.json; the root is not one of them. */
export function workspacePackages() {
  const folders = globs().flatMap((glob) => expand(root, glob.split('/')));
  const withManifest = folders.filter((folder) => existsSync(join(folder, 'package.json')));
  return withManifest.map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }));
}

/** The packages that are published. */
export function publicPackages() {
  return workspacePackages().filter(({ manifest }) => manifest.private !== true);
}
