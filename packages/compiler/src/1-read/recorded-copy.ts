/**
 * A declaration file with what TypeScript left out of it: the names of its clauses, and the implementations behind overloads. The clauses stand
 * at its end, a line each, so that their nodes have places in a text.
 */
import type ts from 'typescript';
import type { ContractOwner, Span, TypeScript } from '../contract.ts';
import type { NameOrigin } from '../name-origins.ts';
import type { RecordedFile } from '../record-finder.ts';
import type { PublishedClause, PublishedContract } from '../sidecar.ts';
import { ensureParents } from '../ts-internals.ts';
import { runtimeModule } from './body-calls.ts';
import { ownersRecorded } from './recorded-owners.ts';
import { namesDeclaredIn } from './scopes.ts';
import { hasModifier } from './syntax.ts';
import { sideTable } from '../side-table.ts';

/** Where a clause of a record stands in the copy. */
export interface ClauseLines {
  readonly source?: Span;
  readonly errors: readonly Span[];
}

/** What is recorded of a file, and where its clauses stand in it. */
export interface Recorded {
  readonly file: RecordedFile;
  readonly lines: ReadonlyMap<PublishedClause, ClauseLines>;
}

const recordedFiles = sideTable<ts.SourceFile, Recorded>('recorded');

/** What is recorded of a file; undefined for a file that is not a copy of this kind. */
export function recordedIn(file: ts.SourceFile): Recorded | undefined {
  return recordedFiles.get(file);
}

/** The copy of a declaration file that goes with a record. */
export function recordedCopy(ts: TypeScript, plain: ts.SourceFile, file: RecordedFile): ts.SourceFile {
  ensureParents(ts, plain);
  const parts = [withImplementations(ts, plain, file.contracts), '\n', ...importsFor(ts, plain, file)];
  const lines = new Map<PublishedClause, ClauseLines>();
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  const write = (text: string): Span => {
    const start = length + '// '.length;
    parts.push(`// ${text}\n`);
    length = start + text.length + 1;
    return { start, end: start + text.length };
  };
  for (const clause of file.contracts.flatMap(({ clauses }) => clauses)) {
    lines.set(clause, { ...(clause.source === undefined ? {} : { source: write(clause.source) }), errors: (clause.errors ?? []).map(write) });
  }
  const copy = ts.createSourceFile(plain.fileName, parts.join(''), ts.ScriptTarget.Latest, true);
  copy.impliedNodeFormat = plain.impliedNodeFormat;
  recordedFiles.set(copy, { file, lines });
  return copy;
}

/** Declares what clauses name and the declarations do not: imports are imported, and what is not exported is there for nobody. */
function importsFor(ts: TypeScript, plain: ts.SourceFile, { contracts, root }: RecordedFile): string[] {
  const declared = namesDeclaredIn(ts, plain);
  const origins = new Map<string, NameOrigin>();
  for (const { names = {} } of contracts.flatMap(({ clauses }) => clauses)) {
    for (const [name, origin] of Object.entries(names)) if (!declared.has(name)) origins.set(name, origin);
  }
  return [...origins].map(([name, origin]) => `${isWithin(plain.fileName, origin.module, root) ? importOf(name, origin) : `declare const ${name}: unknown;`}\n`);
}

function importOf(name: string, { module, export: exported }: NameOrigin): string {
  const from = JSON.stringify(module);
  if (exported === 'export=') return `import ${name} = require(${from});`;
  if (exported === '*') return `import * as ${name} from ${from};`;
  return exported === undefined ? `declare const ${name}: unknown;` : `import { ${JSON.stringify(exported)} as ${name} } from ${from};`;
}

/** Whether a module is of another package, or a file inside this one; not the file itself, which would have declared the name. */
function isWithin(fileName: string, module: string, root: string): boolean {
  if (module === '.' || module === `${runtimeModule}/check` || /^(?:\/|[a-z]:|\w+:\/)/i.test(module)) return false;
  if (!module.startsWith('.')) return true;
  const folders = fileName.slice(root.length + 1).split('/').slice(0, -1);
  for (const step of module.split('/')) {
    if (step === '..' && folders.pop() === undefined) return false;
    if (step !== '..' && step !== '.') folders.push(step);
  }
  return true;
}

/** Declarations show overloads and no implementation, which is what has the contract. */
function withImplementations(ts: TypeScript, plain: ts.SourceFile, contracts: readonly PublishedContract[]): string {
  const additions = ownersRecorded(ts, plain, contracts).flatMap(({ contract, candidates }) => implementationOf(ts, contract, candidates));
  let result = plain.text;
  for (const { at, code } of additions.sort((a, b) => b.at - a.at)) result = result.slice(0, at) + code + result.slice(at);
  return result;
}

function implementationOf(ts: TypeScript, { role, parameters = [] }: PublishedContract, candidates: readonly ContractOwner[]): { readonly at: number; readonly code: string }[] {
  const overloads = candidates.map(({ node }) => node).filter((node) => ts.isMethodDeclaration(node));
  const [first] = overloads;
  if (role !== 'method' || !first || overloads.length < 2 || !ts.isClassLike(first.parent)) return [];
  const isRest = (index: number): boolean => overloads.some((each) => each.parameters[index]?.dotDotDotToken !== undefined);
  const list = parameters.map((name, index) => `${isRest(index) ? '...' : ''}${name ?? '[]'}`).join(', ');
  const modifier = hasModifier(ts, first, ts.SyntaxKind.StaticKeyword) ? 'static ' : '';
  return [{ at: first.parent.members.end, code: `\n${modifier}${first.name.getText()}(${list}) {}\n` }];
}
