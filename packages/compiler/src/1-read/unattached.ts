/** Finds doc comments with formal clauses that belong to no declaration: they would be skipped in silence. */
import type ts from 'typescript';
import { clauseKinds, kindsOfTag } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { commentsAround, isInsideComment, isTrivia } from './comments.ts';
import { readTags } from './doc-tags.ts';

/** One diagnostic per unattached clause; `tagOffsets` are where contract tags may be, in ascending order. */
export function unattachedComments(ts: TypeScript, sourceFile: ts.SourceFile, found: { tagOffsets: readonly number[]; attached: readonly Span[] }): Diagnostic[] {
  const { text } = sourceFile;
  const attached = new Set(found.attached.map(({ start }) => start));
  const problems: Diagnostic[] = [];
  for (const comment of commentsAround(text, found.tagOffsets)) {
    if (attached.has(comment.start) || !isTrivia(ts, sourceFile, comment.start) || isInsideComment(ts, sourceFile, comment.start)) continue;
    const { clauses, diagnostics } = readTags(text, comment);
    problems.push(...diagnostics);
    for (const clause of clauses) {
      if (kindsOfTag(clause.tag).some((kind) => clauseKinds[kind].alwaysFormal)) problems.push(diagnostic('unattached-contract', clause.span));
    }
  }
  return problems;
}
