import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../workspace.mjs';
import { withRegion } from './region.mjs';

const folder = 'docs/decisions';

/** One line per decision, from the heading of its file. */
export function decisionIndex() {
  const names = readdirSync(join(root, folder)).filter((name) => /^\d{4}-.*\.md$/.test(name)).sort();
  const lines = names.map((name) => {
    const heading = /^# (\d{4})\. (.+)$/m.exec(readFileSync(join(root, folder, name), 'utf8'));
    if (!heading || !name.startsWith(heading[1])) throw new Error(`${folder}/${name} needs a first line \`# ${name.slice(0, 4)}. Title\``);
    return `- [${heading[1]}](${name}) ${heading[2]}`;
  });
  return [withRegion(join(folder, 'README.md'), 'decisions', lines)];
}
