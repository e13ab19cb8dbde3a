// Installs the dependencies with the pnpm that package.json names, unless node_modules is already in step.
// Runs before anything is installed, so it may import only what Node brings and scripts that do the same.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { root, workspacePackages } from './workspace.mjs';

const stampFile = join(root, 'node_modules/.install-stamp');
const folders = [root, ...workspacePackages().map(({ folder }) => folder)];

/** A hash of everything that decides what an installation holds. */
function stamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc'].map((name) => join(root, name));
  for (const file of [...files.filter((name) => existsSync(name)), ...folders.map((folder) => join(folder, 'package.json'))]) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether every dependency that a package names is there to be imported. */
function isLinked(folder) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.every((name) => existsSync(join(folder, 'node_modules', name, 'package.json')));
}

/** The stamp says what was asked for, pnpm's own copy of the lockfile what was done, the links what is still there. */
function isInStep() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(stampFile) || !existsSync(installed)) return false;
  if (readFileSync(stampFile, 'utf8') !== stamp()) return false;
  if (!readFileSync(installed).equals(readFileSync(join(root, 'pnpm-lock.yaml')))) return false;
  return folders.every(isLinked);
}

function install() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // There may be nobody to ask: a node_modules of another layout is replaced without a question.
  const install = ['install', '--frozen-lockfile', '--config.confirm-modules-purge=false'];
  const args = ['--yes', packageManager.split('+')[0], '--dir', root, ...install];
  // Started here, npx would take the pnpm in node_modules, which cannot replace the folder that it runs from.
  const options = { cwd: tmpdir(), stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }; // npx is a command file there
  const { status, error } = spawnSync('npx', args, options);
  if (error) console.error(`install: cannot run npx (${error.message}); it comes with Node`);
  if (status !== 0) return status ?? 1;
  writeFileSync(stampFile, stamp());
  return 0;
}

if (!isInStep()) process.exitCode = install();
