/** Whether a package, or one that it depends on, may have contracts on types: only then has every file to be parsed. */
import { mayBeCarried, mayRefine, recordFinder, runtimeModule, type PackageInfo, type TypeScript } from '@proviso/compiler';
import { readdirSync, realpathSync } from 'node:fs';

export interface PackageHost {
  readonly ts: TypeScript;
  readonly packageOf: (fileName: string) => PackageInfo | undefined;
}

const sources = /\.(?:tsx?|[cm]ts)$/;

/**
 * Makes the test. Each package is looked through once: its sources, declarations and records, and those of what it depends on.
 *
 * @noContract what it finds depends on the disk alone
 */
export function refinementFinder(host: PackageHost): (pkg: PackageInfo) => boolean {
  const known = new Map<string, boolean>();
  const records = recordFinder({ files: host.ts.sys, packageOf: host.packageOf });
  const holds = (fileName: string): boolean => (sources.test(fileName)
    ? mayRefine(host.ts.sys.readFile(fileName) ?? '')
    : records.mayRecord([fileName.replace(/contracts\.json$/, 'index.d.ts')], mayBeCarried));
  const search = (pkg: PackageInfo): boolean => {
    const waiting = [pkg];
    const seen = new Set([pkg.root]);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.optedIn && next.name !== runtimeModule && someFile(next.root, holds)) return true;
      for (const dependency of dependenciesOf(host, next)) {
        if (!seen.has(dependency.root)) waiting.push(dependency);
        seen.add(dependency.root);
      }
    }
    return false;
  };
  return (pkg) => {
    const found = known.get(pkg.root) ?? search(pkg);
    known.set(pkg.root, found);
    return found;
  };
}

/** Whether any source or record below a folder passes a test. */
function someFile(folder: string, test: (fileName: string) => boolean): boolean {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name !== 'node_modules' && !entry.name.startsWith('.') && someFile(path, test);
    return (sources.test(entry.name) || entry.name === 'contracts.json') && test(path);
  });
}

function dependenciesOf({ packageOf }: PackageHost, { root, dependencies = new Set() }: PackageInfo): PackageInfo[] {
  return [...dependencies].flatMap((name) => {
    const folder = installedFolder(root, name);
    const found = folder === undefined ? undefined : packageOf(`${folder}/package.json`);
    return found ? [found] : [];
  });
}

function installedFolder(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    try {
      return realpathSync(`${folder}/node_modules/${name}`).replaceAll('\\', '/');
    } catch {
      // Looked for one folder further up, until there is none.
      if (!folder.includes('/')) return undefined;
    }
  }
}
