/** What would be checked, for people and as the JSON document of `list.schema.json`. */
import type { Subject } from '@proviso/testing';
import { relativePath } from '../project/select-subjects.ts';

export interface ListedSubject {
  readonly symbol: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** How many it has. */
  readonly clauses: number;
}

export interface ListDocument {
  /** The form of the document; another one where it is not compatible. */
  readonly version: 1;
  readonly subjects: readonly ListedSubject[];
}

/**
 * Functions, classes, and the members of these that have clauses.
 *
 * @ensures `result.length >= subjects.length`
 */
export function listed(subjects: readonly Subject[]): ListedSubject[] {
  return subjects.flatMap((subject) => (subject.kind === 'class' ? [subject, ...subject.members.filter(({ clauses }) => clauses.length > 0)] : [subject]).map(({ symbol, file, line, clauses }) => ({ symbol, file, line, clauses: clauses.length })));
}

/**
 * The document of a list. Files are relative to the folder of the run.
 *
 * @ensures `result.subjects.length === rows.length`
 */
export function listDocument(rows: readonly ListedSubject[], root: string): ListDocument {
  return { version: 1, subjects: rows.map((row) => ({ ...row, file: relativePath(root, row.file) })) };
}
