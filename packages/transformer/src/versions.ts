/** Incremental builds compare source versions: a change of profile or of Proviso must count as a change of the source. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type ts from 'typescript';
import type { Build } from './program.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };

/** The versions that TypeScript itself gave; a watch program reuses its source files. */
const originals = new WeakMap<ts.SourceFile, string>();

/** Adds profile and version of Proviso to the version of every file that has contracts. */
export function saltVersions({ program, profile, analysis }: Build): void {
  const salt = createHash('sha256').update(`${profile.name} ${manifest.version}`).digest('hex').slice(0, 12);
  for (const file of program.getSourceFiles()) {
    const versioned = file as ts.SourceFile & { version?: string };
    if (versioned.version === undefined || !analysis.mayCount(file)) continue;
    const original = originals.get(file) ?? versioned.version;
    originals.set(file, original);
    versioned.version = `${original}-${salt}`;
  }
}
