/** Finds the package of a file, and whether it opted in to contracts. */
import type { PackageInfo, TypeScript } from './contract.ts';

const runtime = '@proviso/runtime';
const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Looks packages up on disk, each folder once. A manifest within a package that has no name and no dependencies, such as `{ "type": "module" }`,
 * is about how its files are loaded, and makes no package of its own.
 *
 * @noContract what it finds depends on the disk alone
 */
export function packageFinder(ts: TypeScript): (fileName: string) => PackageInfo | undefined {
  const byFolder = new Map<string, PackageInfo | undefined>();
  const find = (folder: string): PackageInfo | undefined => {
    if (byFolder.has(folder)) return byFolder.get(folder);
    const manifest = `${folder}/package.json`;
    // One that is there and cannot be read gives no text: nobody knows what it says.
    const text = ts.sys.fileExists(manifest) ? (ts.sys.readFile(manifest) ?? '') : undefined;
    const parent = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
    const above = (): PackageInfo | undefined => (parent === folder || folder === '' ? undefined : find(parent));
    const own = text === undefined ? undefined : readPackage(folder, text);
    const found = own && (!isAnonymous(own) || installed.test(folder)) ? own : (above() ?? own);
    byFolder.set(folder, found);
    return found;
  };
  return (fileName) => find(fileName.slice(0, fileName.lastIndexOf('/')));
}

/** The folder of a package below `node_modules`, from which nothing leads further up. */
const installed = /\/node_modules\/(?:@[^/]+\/)?[^/]+$/;

function isAnonymous({ name, dependencies, isBroken }: PackageInfo): boolean {
  return isBroken !== true && name === '' && dependencies?.size === 0;
}

function readPackage(root: string, text: string): PackageInfo {
  const manifest = parseObject(text);
  if (!manifest) return { name: '', root, optedIn: false, isBroken: true };
  const name = typeof manifest['name'] === 'string' ? manifest['name'] : '';
  const dependencies = new Set(dependencyFields.flatMap((field) => namesIn(manifest[field])));
  return { name, root, optedIn: name === runtime || dependencies.has(runtime), dependencies, namesItself: 'exports' in manifest };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(field: unknown): string[] {
  return typeof field === 'object' && field !== null ? Object.keys(field) : [];
}
