import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { publicPackages, root } from '../workspace.mjs';

/** The licence goes into every tarball, so every public package has a copy of the one at the root. */
export function licences() {
  const text = readFileSync(join(root, 'LICENSE'), 'utf8');
  return publicPackages().map(({ folder }) => ({ path: join(relative(root, folder), 'LICENSE'), text }));
}
