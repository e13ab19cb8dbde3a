// Installs, builds, tests every package and example, and closes with one line that counts the tests.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { testedPackages } from './reports.mjs';
import { root } from './workspace.mjs';

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return status ?? 1;
}

function test() {
  for (const report of testedPackages().flatMap(({ reports }) => reports)) rmSync(report); // an earlier run counts for nothing
  if (run('install.mjs') !== 0) return 1;
  const force = process.env.UPDATE ? ['--force'] : []; // a task taken from the cache would not write the fixtures anew
  const failed = run('turbo.mjs', 'run', 'test', '--continue=dependencies-successful', '--output-logs=errors-only', ...force) !== 0;
  return run('summary.mjs', ...(failed ? ['test'] : []));
}

process.exitCode = test();
