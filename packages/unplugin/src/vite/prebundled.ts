/** Packages of the workspace that Vite's dev server bundles before any plugin sees their sources. */
import { packageFinder, type TypeScript } from '@proviso/compiler';
import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { slashed } from '../build.ts';

/**
 * Of what `optimizeDeps.include` names, the packages whose sources would be compiled otherwise: linked ones that name the runtime.
 *
 * @noContract what it finds depends on the disk alone
 */
export function prebundledWithContracts(ts: TypeScript, root: string, include: readonly string[]): readonly string[] {
  const packageOf = packageFinder(ts);
  const names = new Set(include.map((each) => packageNameOf(each)));
  return [...names].filter((name) => {
    const folder = folderOf(root, name);
    return folder !== undefined && !folder.includes('/node_modules/') && packageOf(`${folder}/index.ts`)?.optedIn === true;
  });
}

/** Of `a > @b/c/d` it is `@b/c`. */
function packageNameOf(written: string): string {
  const specifier = written.slice(written.lastIndexOf('>') + 1).trim();
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function folderOf(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const path = `${folder}/node_modules/${name}`;
    if (existsSync(path)) return slashed(realpathSync(path));
    if (dirname(folder) === folder) return undefined;
  }
}
