/** Marks the suspensions of what Node is about to run, whoever loaded it. */
import { markSuspensions } from '@proviso/testing';
import { findTypeScript } from '@proviso/unplugin/typescript';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What a loader of Node gives. */
interface Loaded {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
}

export interface Marker {
  /** What was marked before of the same file, for a module that is loaded once more under another query. */
  readonly again: <Given extends Loaded>(url: string) => (Given & { readonly shortCircuit: true }) | undefined;
  readonly mark: <Given extends Loaded>(url: string, loaded: Given) => Given;
}

/** What an `await` may stand in, and whether types do. */
const formats: Readonly<Record<string, { readonly isTypeScript: boolean }>> = {
  module: { isTypeScript: false },
  commonjs: { isTypeScript: false },
  'module-typescript': { isTypeScript: true },
  'commonjs-typescript': { isTypeScript: true },
};

/**
 * Marks files of the project.
 *
 * @throws {Error} without a TypeScript that can parse.
 * @noContract what it gives are functions
 */
export function markerFor(root: string): Marker {
  const ts = findTypeScript(root);
  const known = new Map<string, Loaded>();
  return {
    again<Given extends Loaded>(url: string) {
      const found = url.includes('?') && isOfProject(url) ? (known.get(fileURLToPath(url)) as Given | undefined) : undefined;
      return found && { ...found, shortCircuit: true };
    },
    mark(url, loaded) {
      const format = formats[loaded.format ?? ''];
      const text = textOf(loaded.source);
      if (!format || text === undefined || !isOfProject(url)) return loaded;
      const file = fileURLToPath(url);
      const marked = { ...loaded, source: markSuspensions(ts, { text, ...format, placeOf: placesOf(file, text) }) };
      known.set(file, marked);
      return marked;
    },
  };
}

function isOfProject(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/');
}

/** A CommonJS file that Node reads itself comes without its text. */
function textOf(source: Loaded['source']): string | undefined {
  if (source === null || source === undefined) return undefined;
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/** Compiled code has a map in its last line. */
function placesOf(file: string, text: string): (line: number, column: number) => string {
  const path = file.replaceAll('\\', '/');
  const [, encoded] = inlineMap.exec(text) ?? [];
  const map = encoded === undefined ? undefined : new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload);
  return (line, column) => {
    const entry = map?.findEntry(line, column);
    return `${path}:${(entry && 'originalLine' in entry ? entry.originalLine : line) + 1}`;
  };
}
