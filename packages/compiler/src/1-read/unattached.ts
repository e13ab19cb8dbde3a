/** Finds doc comments with clauses that belong to no declaration: they would be skipped in silence. */
import type ts from 'typescript';
import { clauseKinds, isAlwaysFormal, kindsOfTag } from '../clause-kinds.ts';
import type { OwnerNode, Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { isInsideComment, isTrivia } from './comments.ts';
import { readTags, type TagClause } from './doc-tags.ts';
import { commentHosts, docCommentsOfWrapper, ownerOf } from './owners.ts';
import { readPlaces } from './places.ts';

/** The doc comments of a file that hold tags, and what was made of them. */
interface Comments {
  readonly comments: readonly Span[];
  readonly attached: readonly Span[];
  /** The declarations around tags. */
  readonly owners: readonly OwnerNode[];
}

/** One diagnostic per clause of the doc comments that are not attached. */
export function unattachedComments(ts: TypeScript, sourceFile: ts.SourceFile, { comments, attached, owners }: Comments): Diagnostic[] {
  const { text } = sourceFile;
  const starts = new Set(attached.map(({ start }) => start));
  const problems: Diagnostic[] = [];
  for (const comment of comments) {
    if (starts.has(comment.start) || !isTrivia(ts, sourceFile, comment.start) || isInsideComment(ts, sourceFile, comment.start)) continue;
    const { clauses, diagnostics } = readTags(text, comment);
    problems.push(...diagnostics);
    const isLost = (clause: TagClause): boolean => isClause(clause) || isMeantFor(ts, { clauses, clause, text }, ownerBehind(ts, sourceFile, { owners, comment }));
    const lost = clauses.filter(isLost);
    const name = lost.length > 0 && isAboveCall(ts, sourceFile, { owners, comment }) ? 'contract-above-call' : 'unattached-contract';
    for (const { span } of lost) problems.push(diagnostic(name, span));
  }
  return problems;
}

/** Whether a comment stands above what a call makes of a function or class: `const f = memo((n) => n)`. */
function isAboveCall(ts: TypeScript, sourceFile: ts.SourceFile, { owners, comment }: Pick<Comments, 'owners'> & { readonly comment: Span }): boolean {
  return owners.some((owner) => docCommentsOfWrapper(ts, sourceFile, owner).some(({ start }) => start === comment.start));
}

/** Whether a tag is a clause wherever it stands. */
function isClause({ tag, expression, tentative }: TagClause): boolean {
  return isAlwaysFormal(tag) || (expression !== undefined && tentative !== true);
}

/** Whether a tag without an expression would be one of a declaration, whose names tell a list of places from prose. */
function isMeantFor(ts: TypeScript, { clauses, clause, text }: { clauses: readonly TagClause[]; clause: TagClause; text: string }, node: OwnerNode | undefined): boolean {
  const owner = node && ownerOf(ts, node);
  const kind = owner && kindsOfTag(clause.tag).find((each) => clauseKinds[each].owners.includes(owner.role));
  if (!owner || !kind || clause.expression) return false;
  if (!clause.places) return clauseKinds[kind].content === 'nothing';
  return readPlaces({ ts, text }, { owner, tags: [...clauses], calls: [] }, { tag: clause, places: clause.places, kind }) !== undefined;
}

/** The declaration that a comment stands before, behind other code on its line, or amid decorators and modifiers. */
function ownerBehind(ts: TypeScript, sourceFile: ts.SourceFile, { owners, comment }: { owners: readonly OwnerNode[]; comment: Span }): OwnerNode | undefined {
  const isBefore = (host: ts.Node): boolean => host.pos <= comment.start && comment.end <= headOf(ts, host).getStart(sourceFile);
  return owners.findLast((owner) => commentHosts(ts, owner).some(isBefore));
}

/** Up to where a declaration has nothing but keywords and decorators. */
function headOf(ts: TypeScript, host: ts.Node): ts.Node {
  const named = ts.isVariableStatement(host) ? host.declarationList.declarations[0] : host;
  return ts.getNameOfDeclaration(named as ts.Declaration | undefined) ?? host;
}
