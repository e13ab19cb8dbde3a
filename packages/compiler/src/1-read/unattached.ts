/** Finds doc comments with formal clauses that belong to no declaration: they would be skipped in silence. */
import type ts from 'typescript';
import { clauseKinds, kindsOfTag } from '../clause-kinds.ts';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { isDocComment } from './comments.ts';
import { readTags } from './doc-tags.ts';

/** One diagnostic per unattached clause; `tagOffsets` are where contract tags may be. */
export function unattachedComments(ts: TypeScript, sourceFile: ts.SourceFile, found: { tagOffsets: readonly number[]; attached: readonly Span[] }): Diagnostic[] {
  const { text } = sourceFile;
  const problems: Diagnostic[] = [];
  let behind = 0;
  for (const offset of found.tagOffsets) {
    if (offset < behind || found.attached.some((span) => offset >= span.start && offset < span.end)) continue;
    const comment = commentAround(text, offset);
    if (!comment) continue;
    behind = comment.end;
    if (!isTrivia(ts, sourceFile, comment.start)) continue;
    const { clauses, diagnostics } = readTags(text, comment);
    problems.push(...diagnostics);
    for (const clause of clauses) {
      if (kindsOfTag(clause.tag).some((kind) => clauseKinds[kind].alwaysFormal)) problems.push(diagnostic('unattached-contract', clause.span));
    }
  }
  return problems;
}

/** The stretch from the nearest comment opening before `offset` to its end, if `offset` is inside. */
function commentAround(text: string, offset: number): Span | undefined {
  const start = text.lastIndexOf('/**', offset);
  if (start === -1 || !isDocComment(text, start)) return undefined;
  const close = text.indexOf('*/', start + 3);
  return close === -1 || close < offset ? undefined : { start, end: close + 2 };
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
