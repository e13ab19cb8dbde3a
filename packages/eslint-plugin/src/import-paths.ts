/** Where imports lead where no program tells. What takes no resolution to see is seen without one. */
import { modulePaths, type PackageInfo } from '@proviso/compiler';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Installed } from './installed.ts';
import { once } from './once.ts';
import { typescript } from './source.ts';

/** The file that an import in a folder leads to; undefined where that is of no interest. */
export type PathsFrom = (folder: string) => (specifier: string) => string | undefined;

/** What is known of the disk. */
interface Disk {
  readonly fileExists: (fileName: string) => boolean;
  readonly packageOf: (fileName: string) => PackageInfo | undefined;
  /** Whether a file is of a package that has no contracts and leads to none. */
  readonly standsAlone: (fileName: string) => boolean;
  readonly installed: Installed;
}

/** Looks each import up once. */
export function importPaths(disk: Disk): PathsFrom {
  const resolve = modulePaths(typescript, {});
  return once((folder) =>
    once((specifier) => {
      // A `.ts` file of the name comes before all others.
      const path = specifier.startsWith('.') ? posix.join(folder, specifier.replace(/(?:\.js|\.ts)?$/, '.ts')) : '';
      if (path && disk.fileExists(path)) return path;
      return leadsNowhere(disk, specifier, folder) ? undefined : resolve(specifier, `${folder}/from`);
    }),
  );
}

/** Whether a specifier names what is built in, a package that is not there or has no contracts, or nothing: what comments quote looks like an import too. */
function leadsNowhere({ packageOf, standsAlone, installed }: Disk, specifier: string, folder: string): boolean {
  if (isBuiltin(specifier)) return true;
  if (/^(?:[./#]|[a-z]:)/i.test(specifier)) return false;
  const [name] = /^(?:@[\w.~-]+\/)?[\w.~-]+(?=\/|$)/.exec(specifier) ?? [];
  if (name === undefined) return true;
  const own = packageOf(`${folder}/from`);
  if (own?.name === name && own.namesItself === true) return false;
  const root = installed(name, folder) ?? installed(`@types/${name.replace(/^@(.*)\//, '$1__')}`, folder);
  return root === undefined || standsAlone(`${root}/package.json`);
}
