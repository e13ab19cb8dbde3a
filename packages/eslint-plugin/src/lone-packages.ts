/** Packages whose contracts do not count and that lead to no package whose contracts do: nothing of theirs has to be looked at. */
import type { PackageInfo } from '@proviso/compiler';
import { readFileSync } from 'node:fs';
import type { Installed } from './installed.ts';

const leading = ['dependencies', 'peerDependencies', 'optionalDependencies'];

/** Tells of files whether their package is such a one, each package once. */
export function packagesOnDisk(packageOf: (fileName: string) => PackageInfo | undefined, installed: Installed): (fileName: string) => boolean {
  const known = new Map<string, boolean>();
  const isAlone = (root: string): boolean => {
    const seen = new Set([root]);
    for (const each of seen) {
      if (known.get(each) === true) continue;
      const pkg = packageOf(`${each}/package.json`);
      if (known.get(each) === false || !pkg || pkg.optedIn || pkg.isBroken === true) return false;
      for (const needed of dependenciesOf(each, installed)) seen.add(needed);
    }
    for (const each of seen) known.set(each, true);
    return true;
  };
  return (fileName) => {
    const root = packageOf(fileName)?.root;
    if (root === undefined) return false;
    const found = known.get(root) ?? isAlone(root);
    known.set(root, found);
    return found;
  };
}

/** The folders of the packages that a package names and that are installed. */
function dependenciesOf(root: string, installed: Installed): string[] {
  const fields = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Readonly<Record<string, unknown>>;
  const names = new Set(leading.flatMap((field) => Object.keys(fields[field] ?? {})));
  return [...names].flatMap((name) => installed(name, root) ?? []);
}
