/** Parses clauses again for a place where they were not written, so that their names are looked up there. */
import type ts from 'typescript';
import type { Clause, Predicate, TypeScript } from '../contract.ts';
import type { TagClause } from './doc-tags.ts';
import { parsePredicates, type Pending } from './predicate.ts';
import { keepText, textOf } from './texts.ts';

/** A clause and the text of the file that declares it. */
export interface WrittenClause {
  readonly clause: Clause & { readonly predicate: Predicate };
  readonly text: string;
}

/** A clause's own nodes, at the positions that they have in the file that declares it. */
export type ParsedAgain = Pick<Clause, 'errors'> & { readonly predicate: Predicate };

/** Parses clauses as one text, by the grammar of a file. One that this grammar does not know has no entry. */
export function parseAgain(ts: TypeScript, like: ts.SourceFile, clauses: readonly WrittenClause[]): { readonly clauseFile: ts.SourceFile | undefined; readonly parsed: ReadonlyMap<WrittenClause, ParsedAgain> } {
  const pending = new Map(clauses.map((each) => [each, pendingFor(each)] as const));
  const { clauseFile, parsed: found } = parsePredicates(ts, like, [...pending.values()]);
  const parsed = new Map<WrittenClause, ParsedAgain>();
  for (const [written, { clause }] of pending) {
    const nodes = found.get(clause);
    if (!nodes) continue;
    keepText(nodes.arrow, written.text);
    const predicate = { ...written.clause.predicate, expression: nodes.expression, arrow: nodes.arrow };
    parsed.set(written, { predicate, ...(written.clause.errors ? { errors: nodes.errors } : {}) });
  }
  return { clauseFile, parsed };
}

function pendingFor({ clause, text }: WrittenClause): Pending {
  const { predicate, errors } = clause;
  const tag: TagClause = { tag: '', span: clause.span, ...(errors ? { errors: errors.map((each) => ({ start: each.end - textOf(each).length, end: each.end })) } : {}) };
  return { clause: { ...tag, expression: predicate.span }, text, isCode: clause.statement !== undefined };
}
