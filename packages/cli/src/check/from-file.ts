/** What a file of the project would import, for code that is in no file of it. */
import { pathToFileURL } from 'node:url';

const scheme = 'proviso-from:';

/**
 * What to import, where `resolve-hooks.ts` is registered, to get what `specifier` means in `file`.
 *
 * @pure
 */
export function fromFile(specifier: string, file: string): string {
  return `${scheme}${JSON.stringify([specifier, pathToFileURL(file).href])}`;
}

/**
 * The specifier and the importing file that {@link fromFile} put together; undefined for everything else.
 *
 * @pure
 */
export function readFromFile(text: string): readonly [specifier: string, parentURL: string] | undefined {
  return text.startsWith(scheme) ? (JSON.parse(text.slice(scheme.length)) as [string, string]) : undefined;
}
