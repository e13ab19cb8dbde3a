/** Says in a doc comment when an error is thrown: in place of prose that says it already, so that it stands there once. */
import type { FunctionNode, Span } from '@proviso/compiler';
import { problemsOf, type Analysis } from './analysis.ts';
import { clausesOf } from './clauses-of.ts';
import { contractCommentOf, insertClause, type Edit } from './doc-comment.ts';
import { docTagsOf, proseOf, type DocTag } from './doc-tags.ts';

/** Adds a clause `@throws {E} iff …`, or puts it where a tag says the same in a form that is no clause or a wrong one. */
export function addThrows(analysis: Analysis, owner: FunctionNode, clause: string): Edit {
  const comment = contractCommentOf(analysis, owner);
  const same = comment && docTagsOf(analysis.sourceFile.text, comment).find((tag) => saysSame(analysis, tag, clause) && !isRight(analysis, owner, tag.span));
  return same ? { range: [same.span.start, same.span.end], text: clause } : insertClause(analysis, owner, clause);
}

/** The error, a word for the condition, and the condition, with backticks or without. */
const thrown = /^\s*(?:\{[^}]*\}|[A-Z][\w.$]*)\s*(?:(?:iff?|when(?:ever)?)\s+)?([^]*?)[.\s]*$/;

function saysSame({ sourceFile: { text } }: Analysis, { name, bodyStart, span }: DocTag, clause: string): boolean {
  if (name !== 'throws' && name !== 'throw' && name !== 'exception') return false;
  const said = thrown.exec(proseOf(text, { start: bodyStart, end: span.end }))?.[1];
  const condition = /`(.*)`/.exec(clause)?.[1];
  return said !== undefined && condition !== undefined && bare(said) === bare(condition);
}

function bare(condition: string): string {
  return condition.replace(/[\s`]/g, '');
}

/** Whether a tag is a clause that nothing is wrong with. */
function isRight(analysis: Analysis, owner: FunctionNode, { start, end }: Span): boolean {
  const isIn = ({ span }: { readonly span: Span }): boolean => span.start < end && span.end > start;
  return clausesOf(analysis, owner).some(isIn) && !problemsOf(analysis).some(isIn);
}
