/** The step that contracts take in Node's chain of loaders. */
import { fileURLToPath } from 'node:url';
import type { LoadedSource, SourceLoader } from './source-loader.ts';

/** What Node knows of a module. */
export interface LoadContext {
  /** Of exports: `require` is among them where the module is required. */
  readonly conditions?: readonly string[] | undefined;
}

/** What ends Node's chain. */
type Loaded = LoadedSource & { readonly shortCircuit: true };

/**
 * The source of a module, where a contract concerns it.
 *
 * @noContract it reads the disk
 */
export function loadCompiled(loader: SourceLoader, url: string, { conditions = [] }: LoadContext): Loaded | undefined {
  const found = isFile(url) ? loader.compiled(fileURLToPath(url), conditions.includes('require')) : undefined;
  return found && { ...found, shortCircuit: true };
}

/**
 * The source of a module that nobody else knew to load.
 *
 * @throws {unknown} the error of the next loader, where that is about something else.
 * @noContract it reads the disk
 */
export function loadErased(loader: SourceLoader, url: string, error: unknown): Loaded {
  const isUnknownEnding = (error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION';
  const found = isUnknownEnding && isFile(url) ? loader.erased(fileURLToPath(url)) : undefined;
  if (!found) throw error;
  return { ...found, shortCircuit: true };
}

function isFile(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/');
}
