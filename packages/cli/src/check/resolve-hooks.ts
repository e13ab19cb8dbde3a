/** Finds TypeScript where JavaScript is imported, and modules that the tsconfig has other names for. */
import type { InitializeHook, ResolveHook } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Aliases } from './aliases.ts';
import { readFromFile } from './from-file.ts';
import { meantBy } from './meant-by.ts';

let aliases: Aliases | undefined;

/** Called by Node with the aliases of the project. */
export const initialize: InitializeHook<Aliases | undefined> = (given) => {
  aliases = given;
};

/** Called by Node for every import. */
export const resolve: ResolveHook = async (written, given, nextResolve) => {
  const [specifier, parentURL] = readFromFile(written) ?? [written, given.parentURL];
  const context = { ...given, parentURL };
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const found = meantBy(specifier, parentURL, aliases);
    if (found === undefined) throw error;
    return nextResolve(pathToFileURL(found).href, context);
  }
};
