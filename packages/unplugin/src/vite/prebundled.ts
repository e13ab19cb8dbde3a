/** Sources of the workspace that Vite's dev server bundles before any plugin sees them. */
import { readFileSync } from 'node:fs';
import { mayHoldContracts } from '@proviso/compiler';
import { behindLinks, fileOf } from '../source-filter.ts';

/** Where a name leads to, without Vite's bundling. */
export type Resolve = (name: string) => Promise<string | undefined>;

/**
 * Of what `optimizeDeps.include` names, the packages whose sources would be compiled otherwise. What was built before has its checks.
 *
 * @noContract what it finds depends on the disk
 */
export async function prebundledWithContracts(include: readonly string[], resolve: Resolve, concerns: (fileName: string) => boolean): Promise<readonly string[]> {
  const names = [...new Set(include.filter((each) => !each.includes('>') && !/[*?{]/.test(each)))];
  const files = await Promise.all(names.map((name) => resolve(name).catch(() => undefined)));
  return names.filter((_, index) => {
    const file = files[index] === undefined ? '' : behindLinks(fileOf(files[index]));
    return concerns(file) && leadsToContracts(file);
  });
}

/** Whether an entry has contracts, or hands on what other sources have. */
function leadsToContracts(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return mayHoldContracts(text) || /\bfrom\s*['"]\./.test(text);
}
