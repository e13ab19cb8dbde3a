/** Finds doc comments with formal clauses that belong to no declaration: they would be skipped in silence. */
import type ts from 'typescript';
import { clauseKinds, kindsOfTag } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { isDocComment } from './comments.ts';
import { readTags } from './doc-tags.ts';

/** One diagnostic per unattached clause; `tagOffsets` are where contract tags may be, in ascending order. */
export function unattachedComments(ts: TypeScript, sourceFile: ts.SourceFile, found: { tagOffsets: readonly number[]; attached: readonly Span[] }): Diagnostic[] {
  const { text } = sourceFile;
  const attached = new Set(found.attached.map(({ start }) => start));
  const problems: Diagnostic[] = [];
  for (const comment of commentsAround(text, found.tagOffsets)) {
    if (attached.has(comment.start) || !isTrivia(ts, sourceFile, comment.start)) continue;
    const { clauses, diagnostics } = readTags(text, comment);
    problems.push(...diagnostics);
    for (const clause of clauses) {
      if (kindsOfTag(clause.tag).some((kind) => clauseKinds[kind].alwaysFormal)) problems.push(diagnostic('unattached-contract', clause.span));
    }
  }
  return problems;
}

/** The stretches that look like doc comments and hold one of the offsets. Each part of the text is looked at once. */
function commentsAround(text: string, offsets: readonly number[]): Span[] {
  const comments: Span[] = [];
  let start = text.indexOf('/**');
  let close = 0;
  for (const offset of offsets) {
    if (start === -1) break;
    const last = comments.at(-1);
    if (last && offset < last.end) continue;
    for (let next = start; next !== -1 && next < offset; next = text.indexOf('/**', next + 1)) start = next;
    if (close < start + 3) close = text.indexOf('*/', start + 3);
    if (close === -1) break;
    if (start < offset && close > offset && isDocComment(text, start)) comments.push({ start, end: close + 2 });
  }
  return comments;
}

/** Whether an offset lies between tokens, not inside a string, a template, a regular expression or JSX text. */
function isTrivia(ts: TypeScript, sourceFile: ts.SourceFile, offset: number): boolean {
  let node: ts.Node = sourceFile;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (each) => (each.pos <= offset && offset < each.end ? each : undefined));
    if (!child) break;
    node = child;
  }
  const isToken = ts.isToken(node) || ts.isJsxText(node) || ts.isStringLiteralLike(node);
  return !isToken || offset < node.getStart(sourceFile);
}
