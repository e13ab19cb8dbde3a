// Runs turbo with the arguments given. turbo starts `pnpm`, so the workspace's own pnpm goes first on PATH,
// as an absolute entry: with the relative one of `pnpm exec` every task fails.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const binaries = join(root, 'node_modules/.bin');
const turbo = join(root, 'node_modules/turbo/bin/turbo');

const { status, error } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
});
if (error) console.error(`turbo: ${error.message}`);
process.exitCode = status ?? 1;
