/** Finds TypeScript where JavaScript is imported, as compilers do: `./a.js` is `a.ts`, and so is `./a`. */
import { existsSync } from 'node:fs';
import type { ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readFromFile } from './from-file.ts';

const endings: readonly (readonly [written: RegExp, meant: readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
  [/$/, ['.ts', '.tsx', '.mts', '/index.ts', '/index.tsx']],
];

/** Called by Node for every import. */
export const resolve: ResolveHook = async (written, given, nextResolve) => {
  const [specifier, parentURL] = readFromFile(written) ?? [written, given.parentURL];
  const context = { ...given, parentURL };
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const found = context.parentURL?.startsWith('file:') === true && /^\.{0,2}\//.test(specifier) ? meant(new URL(specifier, context.parentURL)) : undefined;
    if (!found) throw error;
    return nextResolve(found, context);
  }
};

function meant(url: URL): string | undefined {
  const candidates = endings.flatMap(([written, all]) => (written.test(url.href) ? all.map((ending) => url.href.replace(written, ending)) : []));
  return candidates.find((href) => existsSync(fileURLToPath(href)));
}
