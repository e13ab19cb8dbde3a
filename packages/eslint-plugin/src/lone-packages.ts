/** Packages whose contracts do not count and that lead to no other package: nothing of theirs has to be looked at. */
import { packageFinder } from '@proviso/compiler';
import { readFileSync } from 'node:fs';
import { typescript } from './source.ts';

const leading = ['dependencies', 'peerDependencies', 'optionalDependencies'];

/** Tells of files whether their package is such a one, each package once. */
export function packagesOnDisk(): (fileName: string) => boolean {
  const packageOf = packageFinder(typescript);
  const known = new Map<string, boolean>();
  return (fileName) => {
    const pkg = packageOf(fileName);
    if (!pkg || pkg.optedIn || pkg.isBroken === true) return false;
    const isAlone = known.get(pkg.root) ?? namesNoOther(`${pkg.root}/package.json`);
    known.set(pkg.root, isAlone);
    return isAlone;
  };
}

function namesNoOther(manifest: string): boolean {
  const fields = JSON.parse(readFileSync(manifest, 'utf8')) as Readonly<Record<string, unknown>>;
  return leading.every((field) => Object.keys(fields[field] ?? {}).length === 0);
}
