/** Incremental builds compare source versions: a change of profile, of Proviso or of an inherited contract must count as one of the source. */
import { buildInfoPath, clausesFromElsewhere, setVersion, versionOf, type CheckedContracts, type Clause, type Place } from '@proviso/compiler';
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
  if (!checked) return '';
  const { invariantsElsewhere = [], secrets = [] } = checked;
  const clauses = clausesFromElsewhere(checked).filter((each) => each.clauses.length > 0).flatMap(({ owner, clauses: theirs }) => [owner.name, ...theirs.map(inClause)]);
  const invariants = [...invariantsElsewhere].map(([base, found]) => [base.getText(), ...found.map(({ clause: { id, label } }) => [id, label])]);
  const hidden = [...secrets].map(([, places]) => places.map(pathOf));
  const parts = [clauses, invariants, hidden];
  return parts.every(({ length }) => length === 0) ? '' : JSON.stringify(parts);
}

/** What is printed of a clause from elsewhere: also how its names are spelled here and which values it hides, as what declares it says. */
function inClause({ origin, id, predicate, message, label, iff }: Clause): unknown {
  const spelled = [...(origin?.spelled ?? [])].map(([name, spelling]) => [name.text, spelling]);
  const hidden = [origin?.secrets.map(pathOf), [...(origin?.secretParameters ?? [])]];
  return [id, predicate?.text, message, label, iff, origin?.path, origin?.position, origin?.from, origin?.of, [...(origin?.absences ?? [])], spelled, hidden];
}

function pathOf({ root, path }: Place): readonly string[] {
  return [root, ...path];
}
