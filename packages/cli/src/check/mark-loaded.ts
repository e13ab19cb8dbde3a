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

export type Marker = <Given extends Loaded>(url: string, loaded: Given) => Given;

/** What an `await` may stand in, and whether types do. */
const formats: Readonly<Record<string, { readonly isTypeScript: boolean }>> = {
  module: { isTypeScript: false },
  commonjs: { isTypeScript: false },
  'module-typescript': { isTypeScript: true },
  'commonjs-typescript': { isTypeScript: true },
};

/**
 * Marks files of the project. A module that is loaded once more, under another query, is not worked on once more.
 *
 * @throws {Error} without a TypeScript that can parse.
 * @noContract what it gives is a function
 */
export function markerFor(root: string): Marker {
  const ts = findTypeScript(root);
  const known = new Map<string, string>();
  return (url, loaded) => {
    const format = formats[loaded.format ?? ''];
    if (!format || !url.startsWith('file:') || url.includes('/node_modules/')) return loaded;
    const text = textOf(loaded.source);
    if (text === undefined) return loaded;
    const file = fileURLToPath(url);
    const source = known.get(file) ?? markSuspensions(ts, { text, ...format, placeOf: placesOf(file, text) });
    known.set(file, source);
    return source === text ? loaded : { ...loaded, source };
  };
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
