/** What the manifest of this package says of it. */
import { readFileSync } from 'node:fs';

interface OwnManifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** The manifest; sources and what is built of them are one folder below it. */
export const ownManifest: OwnManifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as OwnManifest;
