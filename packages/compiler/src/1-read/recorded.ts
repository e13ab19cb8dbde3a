/** Contracts of a dependency as its record has them, which TypeScript drops no comment of; its declarations say whether the record is theirs. */
import type ts from 'typescript';
import type { Clause, Contract, FileContracts, OwnerRole, Place, Span, TypeScript } from '../contract.ts';
import type { RecordProblem } from '../record-finder.ts';
import { contractHash, type PublishedClause } from '../sidecar.ts';
import type { TagClause } from './doc-tags.ts';
import { parsePredicates, type ParsedPredicates } from './predicate.ts';
import { recordedIn, type ClauseLines, type Recorded } from './recorded-copy.ts';
import { ownersRecorded } from './recorded-owners.ts';
import { sideTable } from '../side-table.ts';

const problems = sideTable<ts.SourceFile, RecordProblem>('record problem');

/** Why the record of a declaration file is not used; undefined where it is, or where there is none. */
export function recordProblemOf(file: ts.SourceFile): RecordProblem | undefined {
  return problems.get(file);
}

/** Keeps why the record of a declaration file is not used. */
export function keepRecordProblem(file: ts.SourceFile, problem: RecordProblem): void {
  problems.set(file, problem);
}

/** The contracts of a declaration file by its record, else by its comments. */
export function withRecord(ts: TypeScript, sourceFile: ts.SourceFile, { packageName, fromComments }: { readonly packageName: string; readonly fromComments: FileContracts | undefined }): FileContracts | undefined {
  const recorded = recordedIn(sourceFile);
  if (!recorded) return fromComments;
  const built = build(ts, sourceFile, recorded);
  const reason = 'reason' in built ? built.reason : staleness(recorded, fromComments);
  if (reason === undefined) return 'reason' in built ? undefined : built;
  keepRecordProblem(sourceFile, { record: recorded.file.record, packageName, reason });
  return fromComments;
}

/** A record that lacks what a comment beside it says is one of another build. */
function staleness({ file: { contracts } }: Recorded, fromComments: FileContracts | undefined): string | undefined {
  const known = new Set(contracts.flatMap(({ clauses }) => clauses.map(({ kind, source }) => `${kind} ${source ?? ''}`)));
  const missing = fromComments?.contracts.flatMap(({ clauses }) => clauses).find(({ kind, predicate }) => predicate && !known.has(`${kind} ${predicate.text}`));
  return missing && `it is of another build: it lacks \`${missing.predicate?.text ?? ''}\`, which the declarations have`;
}

function build(ts: TypeScript, sourceFile: ts.SourceFile, { file, lines }: Recorded): FileContracts | { readonly reason: string } {
  const tags = new Map<PublishedClause, TagClause & { readonly expression: Span }>();
  for (const [clause, { source, errors }] of lines) {
    if (source) tags.set(clause, { tag: '', span: source, expression: source, ...(clause.errors ? { errors } : {}) });
  }
  const { clauseFile, parsed } = parsePredicates(ts, sourceFile, [...tags.values()].map((clause) => ({ clause, text: sourceFile.text })));
  const broken = [...tags].find(([, tag]) => !parsed.has(tag));
  if (broken) return { reason: `its clause ${broken[0].id} does not parse` };
  const contracts: Contract[] = [];
  const taken = new Set<ts.Node>();
  let hidesClasses = false;
  for (const { contract, candidates } of ownersRecorded(ts, sourceFile, file.contracts)) {
    const clauses = contract.clauses.map((clause) => clauseOf(clause, { lines: lines.get(clause), tag: tags.get(clause), parsed }));
    if (contractHash(clauses) !== contract.hash) return { reason: `what it says of \`${contract.owner}\` is not what its hash stands for` };
    const owner = candidates.find(({ node }) => !taken.has(node));
    if (!owner && rolesInClasses.has(contract.role)) hidesClasses = true;
    if (!owner) continue;
    taken.add(owner.node);
    contracts.push({ owner, clauses });
  }
  return { sourceFile, path: file.path, builtBy: file.profile, contracts, looseClauses: [], diagnostics: [], hidesClasses, ...(clauseFile ? { clauseFile } : {}) };
}

const rolesInClasses: ReadonlySet<OwnerRole> = new Set(['class', 'method', 'getter', 'setter']);

interface RecordedClause {
  readonly lines: ClauseLines | undefined;
  readonly tag: TagClause | undefined;
  readonly parsed: ParsedPredicates['parsed'];
}

const nowhere: Span = { start: 0, end: 0 };

function clauseOf(clause: PublishedClause, { lines, tag, parsed }: RecordedClause): Clause {
  const { id, kind, label, message, iff, reason, places, at } = clause;
  const nodes = tag && parsed.get(tag);
  const span = lines?.source ?? nowhere;
  return {
    kind, id, span, at,
    ...(nodes ? { predicate: { expression: nodes.expression, arrow: nodes.arrow, text: nodes.text, span } } : {}),
    ...(nodes && clause.errors ? { errors: nodes.errors } : {}),
    ...(iff === undefined ? {} : { iff }),
    ...(label === undefined ? {} : { label: label as NonNullable<Clause['label']> }),
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    ...(places ? { places: places.map(placeOf) } : {}),
  };
}

function placeOf(text: string): Place {
  const [root = '', ...path] = text.split('.');
  return { root, path, span: nowhere };
}
