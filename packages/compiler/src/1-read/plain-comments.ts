/** Finds clauses in comments that are no doc comments, `// @requires …` and `/* @requires … *\/`: they would be skipped in silence. */
import type ts from 'typescript';
import { isAlwaysFormal } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { blockCommentsAround, isTrivia } from './comments.ts';
import { hasOperator, readTags, type TagClause } from './doc-tags.ts';

/** One diagnostic per clause with a condition in a plain comment; `tagOffsets` are where contract tags may be, and `comments` the doc comments around them, in ascending order. */
export function plainComments(ts: TypeScript, sourceFile: ts.SourceFile, { tagOffsets, comments }: { readonly tagOffsets: readonly number[]; readonly comments: readonly Span[] }): Diagnostic[] {
  const { text } = sourceFile;
  const outside = offsetsOutside(comments, tagOffsets);
  if (outside.length === 0) return [];
  const plain = [...blockCommentsAround(text, outside), ...lineCommentsAt(text, outside)].filter(({ start }) => isTrivia(ts, sourceFile, start));
  return plain.flatMap((comment) => readTags(text, asDocComment(text, comment)).clauses)
    .filter((clause) => isCondition(text, clause))
    .map(({ span }) => diagnostic('not-a-doc-comment', span));
}

/** The offsets that lie in none of the spans; both in ascending order. */
function offsetsOutside(spans: readonly Span[], offsets: readonly number[]): number[] {
  let at = 0;
  return offsets.filter((offset) => {
    while (at < spans.length && (spans[at]?.end ?? 0) <= offset) at++;
    return !(spans[at] && (spans[at]?.start ?? 0) <= offset);
  });
}

/** The line comments whose first word is the tag at an offset. */
function lineCommentsAt(text: string, offsets: readonly number[]): Span[] {
  return offsets.flatMap((offset) => {
    let start = offset;
    while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
    if (!text.startsWith('//', start - 2)) return [];
    const lineBreak = /\r|\n|$/g;
    lineBreak.lastIndex = offset;
    return [{ start: start - 2, end: lineBreak.exec(text)?.index ?? text.length }];
  });
}

/** The span of a doc comment with the same text: `/**` is longer than what opens here, and a line comment is not closed. */
function asDocComment(text: string, { start, end }: Span): Span {
  return { start: start - 1, end: text.startsWith('//', start) ? end + 2 : end };
}

function isCondition(text: string, { tag, expression }: TagClause): boolean {
  return expression !== undefined && isAlwaysFormal(tag) && hasOperator(text.slice(expression.start, expression.end));
}
