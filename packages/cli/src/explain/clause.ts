/** What the id of a clause stands for: in the sources of a project, else in what builds have recorded. */
import { clauseKinds, printClause, read, type Clause, type ContractOwner, type PublishedClause, type PublishedContract } from '@proviso/compiler';
import type ts from 'typescript';
import { recordsBelow, type ContractsRecord } from '../project/find-records.ts';
import { clausesOfHeir, inheritorOf } from '../project/inheritance.ts';
import type { Project } from '../project/open-project.ts';
import { relativePath } from '../project/select-subjects.ts';
import type { Explanation } from './explanation.ts';

/**
 * Whether a text can be the id of a clause.
 *
 * @pure
 */
export function isClauseId(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{8}$/.test(text);
}

interface Declared {
  /** Undefined for a statement of the module itself. */
  readonly owner: ContractOwner | undefined;
  readonly clause: Clause;
  readonly file: ts.SourceFile;
}

/**
 * Explains a clause of the sources; undefined where none has that id.
 *
 * @noContract it depends on the sources
 */
export function explainSourceClause(project: Project, id: string): Explanation | undefined {
  const { ts, program, root } = project;
  const own = program.getSourceFiles().filter(({ isDeclarationFile, fileName }) => !isDeclarationFile && !fileName.includes('/node_modules/'));
  const found = own.map((file) => declaredIn(project, file, id)).find((each) => each !== undefined);
  if (!found) return undefined;
  const { owner, clause, file } = found;
  const { inherit } = inheritorOf(project, false);
  const heirs = own.flatMap((each) => [...(inherit(each)?.inherited ?? [])]);
  const inherits = heirs.filter(([node]) => node === owner?.node).flatMap(([, heir]) => clausesOfHeir(heir)).flatMap((each) => (each.origin ? [`${printClause(each)} from ${each.origin.from}, ${each.origin.path}:${each.origin.position}`] : []));
  const heirNames = heirs.filter(([node, heir]) => node !== owner?.node && clausesOfHeir(heir).some((each) => each.id === id)).map(([, heir]) => heir.owner.name);
  const { line, character } = ts.getLineAndCharacterOfPosition(file, clause.span.start);
  return {
    explains: 'clause',
    name: id,
    text: printClause(clause),
    facts: {
      owner: owner ? `${owner.name}, ${owner.exported ? 'an exported' : 'an internal'} ${owner.role}` : 'the module itself',
      place: `${relativePath(root, file.fileName)}:${line + 1}:${character + 1}`,
      means: clauseKinds[clause.kind].meaning,
      ...(inherits.length > 0 ? { inherits } : {}),
      ...(heirNames.length > 0 ? { heirs: [...new Set(heirNames)] } : {}),
    },
  };
}

function declaredIn({ host }: Project, file: ts.SourceFile, id: string): Declared | undefined {
  const { contracts = [], looseClauses = [] } = read(host, file) ?? {};
  const groups = [...contracts, { owner: undefined, clauses: looseClauses }];
  return groups.flatMap(({ owner, clauses }) => clauses.map((clause) => ({ owner, clause, file }))).find(({ clause }) => clause.id === id);
}

/** A clause as a build recorded it, and where. */
export interface RecordedClause {
  readonly contract: PublishedContract;
  readonly clause: PublishedClause;
  /** As contracts write it. */
  readonly text: string;
  readonly path: string;
  readonly packageName: string;
  /** The path of the record. */
  readonly record: string;
}

/**
 * Finds a clause by its id in the records of the builds of a folder, else of what is installed there.
 *
 * @noContract what it finds depends on the disk
 */
export function findRecordedClause(root: string, id: string): RecordedClause | undefined {
  for (const isInstalled of [false, true]) {
    for (const record of recordsBelow(root, isInstalled)) {
      const found = clauseIn(record, id);
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * Explains a clause of a record.
 *
 * @noContract what it finds depends on the disk
 */
export function explainRecordedClause(root: string, id: string): Explanation | undefined {
  const found = findRecordedClause(root, id);
  if (!found) return undefined;
  const { contract: { owner, role, exported }, clause, text, path, packageName, record } = found;
  return {
    explains: 'clause', name: id, text,
    facts: { owner: `${owner}, ${exported ? 'an exported' : 'an internal'} ${role}`, place: `${path}:${clause.at} in ${packageName}`, means: clauseKinds[clause.kind].meaning, record: relativePath(root, record) },
  };
}

function clauseIn({ path: record, packages }: ContractsRecord, id: string): RecordedClause | undefined {
  for (const [packageName, files] of Object.entries(packages)) {
    for (const [path, contracts] of Object.entries(files)) {
      const contract = contracts.find(({ clauses }) => clauses.some((each) => each.id === id));
      const clause = contract?.clauses.find((each) => each.id === id);
      if (contract && clause) return { contract, clause, text: printed(clause), path, packageName, record };
    }
  }
  return undefined;
}

function printed({ kind, source, errors, iff, label, places, reason, message }: PublishedClause): string {
  const { tag, call } = clauseKinds[kind];
  const parts = [
    tag === undefined ? `${call ?? kind}()` : `@${tag}`,
    ...(label === undefined ? [] : [`[${label}]`]),
    ...(errors ? [`{${errors.join('|')}} ${iff === true ? 'iff' : 'if'}`] : []),
    ...(source === undefined ? [] : [`\`${source}\``]),
    ...(places ? [places.length === 0 ? 'nothing' : places.join(', ')] : []),
    ...(reason === undefined ? [] : [reason]),
  ];
  return `${parts.join(' ')}${message === undefined ? '' : `: ${message}`}`;
}
