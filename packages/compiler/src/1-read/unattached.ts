/** Finds doc comments with formal clauses that belong to no declaration: they would be skipped in silence. */
import type ts from 'typescript';
import { isAlwaysFormal } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { isInsideComment, isTrivia } from './comments.ts';
import { readTags } from './doc-tags.ts';

/** One diagnostic per clause of the doc comments that are not attached. */
export function unattachedComments(ts: TypeScript, sourceFile: ts.SourceFile, found: { readonly comments: readonly Span[]; readonly attached: readonly Span[] }): Diagnostic[] {
  const { text } = sourceFile;
  const attached = new Set(found.attached.map(({ start }) => start));
  const problems: Diagnostic[] = [];
  for (const comment of found.comments) {
    if (attached.has(comment.start) || !isTrivia(ts, sourceFile, comment.start) || isInsideComment(ts, sourceFile, comment.start)) continue;
    const { clauses, diagnostics } = readTags(text, comment);
    problems.push(...diagnostics);
    for (const clause of clauses) {
      if (isAlwaysFormal(clause.tag)) problems.push(diagnostic('unattached-contract', clause.span));
    }
  }
  return problems;
}
