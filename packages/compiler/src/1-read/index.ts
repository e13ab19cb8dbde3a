/** Phase 1: source text → contracts. Pure, without types; everything that it cannot read is a diagnostic. */
import type ts from 'typescript';
import type { Contract, FileContracts, Host, PackageInfo } from '../contract.ts';
import { ensureParents } from '../ts-internals.ts';
import { isCompiled } from './compiled.ts';
import { commentsAround } from './comments.ts';
import { clausesOf, identify, type ClauseContext } from './clauses.ts';
import { collectDrafts, type Draft } from './drafts.ts';
import { plainComments } from './plain-comments.ts';
import { parsePredicates, pendingOf, type ParsedPredicates } from './predicate.ts';
import { withRecord } from './recorded.ts';
import { mayHoldContracts, tagOffsetsIn } from './skim.ts';
import { unattachedComments } from './unattached.ts';

/**
 * Reads all contracts of a file.
 *
 * @returns undefined where the file has none, where it is a declaration file that the host does not want, or where it is compiled already, or where its package did not opt in: contract tags are then ordinary prose.
 * @ensures `result === undefined || result.sourceFile === sourceFile`
 */
export function read(host: Host, sourceFile: ts.SourceFile): FileContracts | undefined {
  const fromComments = readComments(host, sourceFile);
  const pkg = host.readsDeclarations === true && sourceFile.isDeclarationFile ? host.packageOf(sourceFile.fileName) : undefined;
  return pkg?.optedIn === true ? withRecord(host.ts, sourceFile, { packageName: pkg.name, fromComments }) : fromComments;
}

function readComments(host: Host, sourceFile: ts.SourceFile): FileContracts | undefined {
  const { ts } = host;
  const { text, fileName } = sourceFile;
  if (sourceFile.isDeclarationFile && host.readsDeclarations !== true) return undefined;
  const pkg = host.packageOf(fileName);
  if (pkg?.optedIn !== true || !mayHoldContracts(text) || isCompiled(ts, sourceFile)) return undefined;
  ensureParents(ts, sourceFile);
  const tagOffsets = tagOffsetsIn(text);
  const { drafts, looseCalls, diagnostics: found, attached, owners } = collectDrafts(ts, sourceFile, tagOffsets);
  const predicates = parseDrafts(host, sourceFile, drafts);
  const context: ClauseContext = { ts, text, parsed: predicates?.parsed ?? new Map(), pkg, path: pathIn(pkg, fileName), ordinals: new Map() };
  const built = drafts.map((draft) => ({ owner: draft.owner, ...clausesOf(context, draft) }));
  const contracts: Contract[] = built.filter(({ clauses }) => clauses.length > 0).map(({ owner, clauses }) => ({ owner, clauses }));
  const looseClauses = identify(context, '', looseCalls);
  const comments = commentsAround(text, tagOffsets);
  const diagnostics = [
    ...found,
    ...(predicates?.diagnostics ?? []),
    ...built.flatMap((each) => each.diagnostics),
    ...unattachedComments(ts, sourceFile, { comments, attached, owners }),
    ...plainComments(ts, sourceFile, { tagOffsets, comments }),
  ];
  if (contracts.length + looseClauses.length + diagnostics.length === 0) return undefined;
  return {
    sourceFile, path: context.path, contracts, looseClauses, diagnostics,
    ...(predicates?.clauseFile ? { clauseFile: predicates.clauseFile } : {}),
  };
}

/** The contracts of a file that has none. */
export function noContracts(host: Host, sourceFile: ts.SourceFile): FileContracts {
  const { fileName } = sourceFile;
  const pkg = host.packageOf(fileName);
  return { sourceFile, path: pkg ? pathIn(pkg, fileName) : fileName, contracts: [], looseClauses: [], diagnostics: [] };
}

function parseDrafts(host: Host, sourceFile: ts.SourceFile, drafts: readonly Draft[]): ParsedPredicates | undefined {
  const pending = pendingOf(drafts.flatMap(({ tags }) => tags), sourceFile.text).sort((a, b) => a.clause.expression.start - b.clause.expression.start);
  return pending.length === 0 ? undefined : parsePredicates(host.ts, sourceFile, pending);
}

function pathIn(pkg: PackageInfo, fileName: string): string {
  return fileName.startsWith(`${pkg.root}/`) ? fileName.slice(pkg.root.length + 1) : fileName;
}

export { mayHoldContracts };
export { skim } from './skim.ts';
