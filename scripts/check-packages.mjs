// Packs every public package as it would be published and checks the tarball with publint and arethetypeswrong.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { publicPackages, root } from './workspace.mjs';

/** Packages that must resolve from ES modules and from CommonJS alike; all others are ES modules only. */
const dual = new Set(['@proviso/runtime']);

/** Runs a tool on one package; what it says is shown if it fails. */
function passes(folder, binary, ...args) {
  const result = spawnSync(join(root, 'node_modules/.bin', binary), args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (result.status === 0) return true;
  console.error(`${binary}:\n${result.error?.message ?? ''}${result.stdout}${result.stderr}`);
  return false;
}

function check(name, folder, destination) {
  if (!passes(folder, 'pnpm', 'pack', '--pack-destination', destination)) return false;
  const tarball = join(destination, readdirSync(destination)[0]);
  // node16: everything but the resolution that knows no `exports`, which TypeScript itself has given up.
  const profile = dual.has(name) ? 'node16' : 'esm-only';
  const publint = passes(folder, 'publint', 'run', tarball, '--strict');
  const attw = passes(folder, 'attw', tarball, '--profile', profile, '--no-emoji');
  return publint && attw;
}

function isFit({ folder, manifest }) {
  const destination = mkdtempSync(join(tmpdir(), 'proviso-pack-'));
  try {
    const fit = check(manifest.name, folder, destination);
    console.log(`${manifest.name}: ${fit ? 'fit' : 'NOT FIT'} to be published`);
    return fit;
  } finally {
    rmSync(destination, { recursive: true });
  }
}

const unfit = publicPackages().filter((entry) => !isFit(entry));
process.exitCode = unfit.length > 0 ? 1 : 0;
