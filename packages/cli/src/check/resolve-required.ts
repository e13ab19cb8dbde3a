/** Finds for `require` what hooks find for `import`. */
import { Module } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Aliases } from './aliases.ts';
import { meantBy } from './meant-by.ts';

interface Resolving {
  _resolveFilename?: (request: string, parent: { readonly filename?: string | null } | undefined, ...others: readonly unknown[]) => string;
}

/**
 * From now on this process finds what it requires under the names that compilers know.
 *
 * @noContract it changes what the process loads
 */
export function resolveRequired(aliases: Aliases | undefined): void {
  const resolving = Module as unknown as Resolving;
  const before = resolving._resolveFilename;
  if (!before) return;
  resolving._resolveFilename = function (request, parent, ...others) {
    try {
      return before.call(this, request, parent, ...others);
    } catch (error) {
      const from = typeof parent?.filename === 'string' ? pathToFileURL(parent.filename).href : undefined;
      const found = meantBy(request, from, aliases);
      if (found === undefined) throw error;
      return found;
    }
  };
}
