/** Where Jest's `moduleNameMapper` says that an import leads. */
import { existsSync } from 'node:fs';

/** What Jest hands to transformers: patterns with what they stand for, in order. */
export type NameMapper = readonly (readonly [pattern: string, target: string | readonly string[]])[];

const endings = ['', '.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx'];

/**
 * The first target of the first pattern that an import matches, of several the first that is there; undefined where none matches.
 *
 * @noContract what it finds depends on the disk too
 */
export function mappedName(mapper: NameMapper, specifier: string): string | undefined {
  for (const [pattern, target] of mapper) {
    const match = new RegExp(pattern).exec(specifier);
    if (!match) continue;
    const paths = (typeof target === 'string' ? [target] : target).map((each) => each.replace(/\$(\d+)/g, (_, index: string) => match[Number(index)] ?? ''));
    return paths.find((path) => endings.some((ending) => existsSync(path + ending))) ?? paths[0];
  }
  return undefined;
}
