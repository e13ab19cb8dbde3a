// The JSON reports that vitest leaves: `reports/vitest*.json` in a workspace package.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { root, workspacePackages } from './workspace.mjs';

function reportsIn(folder) {
  const directory = join(folder, 'reports');
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => /^vitest.*\.json$/.test(name)).map((name) => join(directory, name));
}

/** Each package that tests with vitest, with the reports that it left: at least one, if its tests ran. */
export function testedPackages() {
  const tested = workspacePackages().filter(({ manifest }) => manifest.scripts?.test?.includes('vitest'));
  return tested.map(({ folder }) => ({ name: relative(root, folder), reports: reportsIn(folder) }));
}
