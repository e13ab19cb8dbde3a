// Checks the changesets without a network: each is well-formed, names packages of the workspace and says something;
// and a branch that changes what a public package ships brings one.
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';

import getReleasePlan from '@changesets/get-release-plan';

import { publicPackages, root } from './workspace.mjs';

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The commit where this branch left the main one; undefined on the main branch, in a shallow clone and without git. */
function branchPoint() {
  const base = ['origin/main', 'main'].find((ref) => git('rev-parse', '--verify', '--quiet', ref) !== undefined);
  const fork = base && git('merge-base', base, 'HEAD');
  return fork && fork !== git('rev-parse', 'HEAD') ? fork : undefined;
}

/** The public packages whose shipped files a branch changed without a changeset that the branch itself added. */
function unannounced(fork) {
  const changed = git('diff', '--name-only', fork, 'HEAD').split('\n');
  const added = git('diff', '--name-only', '--diff-filter=AM', fork, 'HEAD', '--', '.changeset/*.md');
  if (added !== '') return [];
  const shipped = publicPackages().filter(({ folder }) => {
    const path = relative(root, folder).replaceAll('\\', '/');
    return changed.some((file) => file.startsWith(`${path}/src/`) || file === `${path}/package.json`);
  });
  return shipped.map(({ manifest }) => manifest.name);
}

async function check() {
  const { changesets, releases } = await getReleasePlan(root);
  const complaints = changesets.filter(({ summary }) => summary.trim() === '').map(({ id }) => `.changeset/${id}.md says nothing to users`);
  const fork = branchPoint();
  const silent = fork ? unannounced(fork) : [];
  if (silent.length > 0) complaints.push(`changed without a changeset: ${silent.join(', ')}. Run \`npm run changeset\``);
  for (const { name, oldVersion, newVersion } of releases) console.log(`${name} ${oldVersion} -> ${newVersion}`);
  return complaints;
}

const complaints = await check().catch((error) => [error.message]);
for (const complaint of complaints) console.error(`changesets: ${complaint}`);
process.exitCode = complaints.length > 0 ? 1 : 0;
