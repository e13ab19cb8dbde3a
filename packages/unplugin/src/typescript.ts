/** Finds a TypeScript that can be asked: the project's own, or the one that comes with this package. */
import type { TypeScript } from '@proviso/compiler';
import { createRequire } from 'node:module';

/**
 * What it may be called, first the project's: TypeScript 7 has no functions to call. Our own is a plain dependency: npm has the commands of other
 * names for it among those of the project, where its `tsc` would take the place of the project's.
 */
const packages = ['typescript', '@typescript/typescript6'];

const oldest = [5, 7] as const;
const firstWithout = 7;

/**
 * Loads TypeScript for a project.
 *
 * @throws {Error} where there is none that can parse, with what to install.
 * @ensures `typeof result.createSourceFile === 'function'`
 */
export function findTypeScript(root: string): TypeScript {
  const seen: string[] = [];
  for (const from of [`${root}/package.json`, import.meta.url]) {
    for (const name of packages) {
      const found = load(from, name);
      if (found && isUsable(found)) return found;
      if (found) seen.push(`${name} ${found.version}`);
    }
  }
  const there = seen.length > 0 ? ` What is installed cannot be used: ${[...new Set(seen)].join(', ')}.` : '';
  throw new Error(`@proviso/unplugin needs TypeScript 5.7 to 6.0 to parse contracts, and found none.${there} Install @proviso/unplugin anew, with its dependencies.`);
}

function load(from: string, name: string): TypeScript | undefined {
  const require = createRequire(from);
  try {
    return require(name) as TypeScript;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' || (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    throw error;
  }
}

function isUsable({ version, createSourceFile }: Partial<TypeScript>): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const isOldEnough = major < firstWithout;
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return isOldEnough && isNewEnough && typeof createSourceFile === 'function';
}
