// Publishes what `changeset version` has prepared, with provenance: outside of a CI that can attest it, this fails.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from './workspace.mjs';

const { status } = spawnSync(join(root, 'node_modules/.bin/changeset'), ['publish'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NPM_CONFIG_PROVENANCE: 'true' },
});
process.exitCode = status ?? 1;
