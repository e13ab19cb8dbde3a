/** Finds the record of contracts that a dependency publishes beside its declarations. */
import type ts from 'typescript';
import type { PackageInfo } from './contract.ts';
import { readRecord, type ContractsRecord } from './record-form.ts';
import type { PublishedContract } from './sidecar.ts';

/** What a record says of one file. */
export interface RecordedFile {
  readonly contracts: readonly PublishedContract[];
  /** By which profile it was built. */
  readonly profile: string;
  /** The source file, by its path in the package. */
  readonly path: string;
  /** The record, for people. */
  readonly record: string;
  /** The folder that no import of the file leads out of. */
  readonly root: string;
}

/** A record that nothing can be believed of, and why. */
export interface RecordProblem {
  /** The record, for people. */
  readonly record: string;
  readonly packageName: string;
  readonly reason: string;
}

export interface RecordFinder {
  /** What is recorded of a declaration file; undefined where its package says nothing of it. */
  readonly recordOf: (declarationFile: string) => RecordedFile | { readonly problem: RecordProblem } | undefined;
  /** Whether a record of some packages has a clause with a property, or cannot be read, so that nobody knows. */
  readonly mayRecord: (declarationFiles: readonly string[], holds: (clause: PublishedContract['clauses'][number], contract: PublishedContract) => boolean) => boolean;
}

export interface RecordHost {
  readonly files: Pick<ts.ModuleResolutionHost, 'fileExists' | 'readFile'>;
  readonly packageOf: (fileName: string) => PackageInfo | undefined;
}

/** More than any real record: 100 of the size of TypeScript's own library would fit. */
const longest = 2 ** 26;

interface Found {
  readonly folder: string;
  /** The path, for people. */
  readonly shown: string;
  readonly content: ContractsRecord | { readonly problem: string };
}

/**
 * Looks records up, each folder once: from a declaration file upwards, not beyond its package, which has to have opted in.
 *
 * @noContract what it finds depends on the disk alone
 */
export function recordFinder(host: RecordHost): RecordFinder {
  const byFolder = new Map<string, Found | undefined>();
  const find = (folder: string, pkg: PackageInfo): Found | undefined => {
    if (!byFolder.has(folder)) byFolder.set(folder, recordIn(host, folder, pkg) ?? (folder === pkg.root || !folder.includes('/') ? undefined : find(folder.slice(0, folder.lastIndexOf('/')), pkg)));
    return byFolder.get(folder);
  };
  const foundFor = (fileName: string): { readonly pkg: PackageInfo; readonly found: Found } | undefined => {
    const pkg = /\.d\.[cm]?ts$/.test(fileName) ? host.packageOf(fileName) : undefined;
    const found = pkg?.optedIn === true && fileName.startsWith(`${pkg.root}/`) ? find(fileName.slice(0, fileName.lastIndexOf('/')), pkg) : undefined;
    return pkg && found && { pkg, found };
  };
  return {
    recordOf(declarationFile) {
      const { pkg, found } = foundFor(declarationFile) ?? {};
      if (!pkg || !found) return undefined;
      const { content, folder, shown } = found;
      if ('problem' in content) return { problem: { record: shown, packageName: pkg.name, reason: content.problem } };
      const path = sourceOf(content, pkg, declarationFile.slice(folder.length + 1));
      const contracts = path === undefined ? undefined : content.packages.get(pkg.name)?.get(path);
      return contracts && path !== undefined ? { contracts, profile: content.profile, path, record: shown, root: pkg.root } : undefined;
    },
    mayRecord: (declarationFiles, holds) => declarationFiles.some((fileName) => {
      const { pkg, found } = foundFor(fileName) ?? {};
      if (!pkg || !found) return false;
      return 'problem' in found.content || [...(found.content.packages.get(pkg.name)?.values() ?? [])].flat().some((contract) => contract.clauses.some((clause) => holds(clause, contract)));
    }),
  };
}

function recordIn({ files }: RecordHost, folder: string, pkg: PackageInfo): Found | undefined {
  const path = `${folder}/contracts.json`;
  if (!files.fileExists(path)) return undefined;
  const text = files.readFile(path);
  const shown = `${pkg.name}/${path.slice(pkg.root.length + 1)}`;
  if (text === undefined) return { folder, shown, content: { problem: 'it cannot be read' } };
  const content = text.length > longest ? { problem: 'it is longer than any real record' } : readRecord(text);
  return content && { folder, shown, content };
}

/** The source of a declaration file, of which it knows the name without the ending. */
function sourceOf({ sources, packages }: ContractsRecord, { name }: PackageInfo, declaration: string): string | undefined {
  const folder = sources.get(name);
  const [, stem = '', letter = ''] = /^(.*)\.d\.([cm]?)ts$/.exec(declaration) ?? [];
  if (folder === undefined) return undefined;
  const start = folder === '' ? stem : `${folder}/${stem}`;
  const files = packages.get(name);
  return [`${letter}ts`, ...(letter === '' ? ['tsx'] : []), `${letter}js`, ...(letter === '' ? ['jsx'] : [])].map((ending) => `${start}.${ending}`).find((path) => files?.has(path) === true);
}
