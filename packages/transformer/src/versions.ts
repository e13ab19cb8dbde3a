/** Incremental builds compare source versions: a change of profile, of Proviso or of an inherited contract must count as one of the source. */
import { buildInfoPath, clausesFromElsewhere, setVersion, versionOf, type CheckedContracts } from '@proviso/compiler';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type ts from 'typescript';
import type { Build } from './program.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };

/** The versions that TypeScript itself gave; a watch program reuses its source files. */
const originals = new WeakMap<ts.SourceFile, string>();

/** Adds profile, version of Proviso and what is inherited to the version of every file that has contracts. */
export function saltVersions(build: Build): void {
  const { program, profile, analysis } = build;
  // It gives all nodes their parents, which reading contracts would have to do otherwise. Where nothing is checked, it would be made for that alone.
  if (isOutOfDate(build)) program.getTypeChecker();
  const salt = hashOf(`${profile.name} ${manifest.version}`);
  for (const file of program.getSourceFiles()) {
    const version = versionOf(file);
    if (version === undefined) continue;
    const original = originals.get(file) ?? version;
    const inherited = analysis.mayInherit(file) ? inheritedIn(analysis.contractsOf(file)) : '';
    if (inherited === '' && !analysis.mayCount(file)) {
      setVersion(file, original);
      continue;
    }
    originals.set(file, original);
    setVersion(file, `${original}-${inherited === '' ? salt : hashOf(`${salt} ${inherited}`)}`);
  }
}

/** Whether an incremental build has something to check: there was none before, or it did not know a file as it is. */
function isOutOfDate({ ts, program }: Build): boolean {
  const path = buildInfoPath(ts, program.getCompilerOptions());
  const versions = program.getSourceFiles().flatMap((file) => originals.get(file) ?? versionOf(file) ?? []);
  if (path === undefined || versions.length === 0) return false;
  const known = new Set([...(ts.sys.readFile(path) ?? '').matchAll(/"(\w+)[-\w]*"/g)].map(([, version]) => version));
  return versions.some((version) => !known.has(version));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Everything in the output of a file that comes from other files' contracts. */
function inheritedIn(checked: CheckedContracts | undefined): string {
  const parts = (checked ? clausesFromElsewhere(checked) : []).filter(({ clauses }) => clauses.length > 0).flatMap(({ owner, clauses }) => [
    owner.name,
    ...clauses.map(({ origin, id, predicate, message, label, iff }) => [id, predicate?.text, message, label, iff, origin?.path, origin?.position, origin?.from]),
  ]);
  return parts.length === 0 ? '' : JSON.stringify(parts);
}
