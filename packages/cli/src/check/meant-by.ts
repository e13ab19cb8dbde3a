/** What an import of the project means, as compilers read it: `./a.js` is `a.ts`, and so is `./a`. */
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { placesOf, type Aliases } from './aliases.ts';

const endings: readonly (readonly [written: RegExp, meant: readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
  [/$/, ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '.js', '/index.js']],
];

/**
 * The file that Node does not find by itself; undefined where there is none. Files of dependencies are left alone.
 *
 * @noContract what it finds depends on the disk
 */
export function meantBy(specifier: string, parentURL: string | undefined, aliases: Aliases | undefined): string | undefined {
  if (parentURL?.startsWith('file:') !== true || parentURL.includes('/node_modules/')) return undefined;
  if (/^\.{0,2}\//.test(specifier)) return fileAt(fileURLToPath(new URL(specifier, parentURL)));
  if (!aliases || specifier.includes(':')) return undefined;
  for (const place of placesOf(aliases, specifier)) {
    const found = fileAt(place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fileAt(place: string): string | undefined {
  const candidates = [place, ...endings.flatMap(([written, all]) => (written.test(place) ? all.map((ending) => place.replace(written, ending)) : []))];
  return candidates.find((each) => existsSync(each) && statSync(each).isFile());
}
