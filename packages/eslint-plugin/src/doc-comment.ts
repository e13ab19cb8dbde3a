/** The doc comment of a declaration, and how a clause is added to it. */
import { commentHosts, docCommentsOf, holderOf, takesCommentOnSameLine, type OwnerNode, type Span } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from './analysis.ts';

type File = Pick<Analysis, 'ts' | 'sourceFile'>;

/** A change of the text, in the form that a fixer takes. */
export interface Edit {
  readonly range: [number, number];
  readonly text: string;
}

/** The doc comment that an owner's contract stands in: the last one before it, or before what it initialises. */
export function contractCommentOf({ ts, sourceFile }: File, owner: OwnerNode): Span | undefined {
  return docCommentsOf(ts, sourceFile, owner)[0];
}

/** A declaration that can have a contract, and its doc comment. */
export interface Documented {
  readonly owner: OwnerNode;
  readonly comment: Span;
}

/** The declarations of a file whose doc comment `concerns` selects; a text that it does not select holds no such comment. */
export function documentedIn({ ts, sourceFile }: File, concerns: (text: string) => boolean): Documented[] {
  const found: Documented[] = [];
  if (!concerns(sourceFile.text)) return found;
  const visit = (node: ts.Node): void => {
    if (canBeDocumented(ts, node)) {
      const comment = contractCommentOf({ ts, sourceFile }, node);
      if (comment && concerns(sourceFile.text.slice(comment.start, comment.end))) found.push({ owner: node, comment });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function canBeDocumented(ts: File['ts'], node: ts.Node): node is OwnerNode {
  if (ts.isPropertyDeclaration(node)) return !node.initializer || !ts.isFunctionLike(node.initializer);
  if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node) || ts.isIndexSignatureDeclaration(node)) return false;
  return ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node);
}

/** Whether people can call a function by a name, which those who import a default choose: not so a callback in the middle of an expression. */
export function hasName(ts: File['ts'], owner: OwnerNode): boolean {
  return holderOf(ts, owner) !== undefined || ('name' in owner && owner.name !== undefined) || ts.isConstructorDeclaration(owner) || ts.isFunctionDeclaration(owner);
}

/** Adds a clause to the doc comment of its owner, or gives the owner one, in the style and with the line ends of the file. */
export function insertClause(file: File, owner: OwnerNode, clause: string): Edit {
  const comment = contractCommentOf(file, owner);
  return comment ? extend(file.sourceFile.text, comment, clause) : create(file, owner, clause);
}

function create({ ts, sourceFile }: File, owner: OwnerNode, clause: string): Edit {
  const { text } = sourceFile;
  const at = (commentHosts(ts, owner).at(-1) ?? owner).getStart(sourceFile);
  const indent = indentBefore(text, at);
  const eol = lineEndOf(text);
  if (indent === undefined) return createOnLine({ ts, sourceFile }, owner, { at, comment: `/** ${clause} */ `, eol });
  return { range: [at, at], text: ['/**', `${indent} * ${clause}`, `${indent} */`, indent].join(eol) };
}

/** Behind other code on its line TypeScript attaches a comment to few kinds of nodes; before others a line is begun. */
function createOnLine({ ts, sourceFile: { text } }: File, owner: OwnerNode, { at, comment, eol }: { readonly at: number; readonly comment: string; readonly eol: string }): Edit {
  const start = owner.getStart();
  if (takesCommentOnSameLine(ts, owner)) return { range: [start, start], text: comment };
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';
  return { range: [at, at], text: eol + indent + comment };
}

function extend(text: string, { start, end }: Span, clause: string): Edit {
  const eol = lineEndOf(text);
  const comment = text.slice(start, end);
  const lead = `${/^[ \t]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? ''} *`;
  const gap = needsGap(comment) ? [lead] : [];
  if (!/[\r\n]/.test(comment)) {
    const said = comment.slice(3, -2).trim();
    const lines = ['/**', ...(said === '' ? [] : [`${lead} ${said}`]), ...gap, `${lead} ${clause}`, `${lead}/`];
    return { range: [start, end], text: lines.join(eol) };
  }
  const from = start + comment.slice(0, -2).trimEnd().length;
  return { range: [from, end], text: ['', ...gap, `${lead} ${clause}`, `${lead}/`].join(eol) };
}

/** A description is set off from the first tag by an empty line. */
function needsGap(comment: string): boolean {
  return comment.slice(3, -2).replace(/[*\s]/g, '') !== '' && !/^(?:\/\*\*)?[ \t]*\*?[ \t]*@[A-Za-z]/m.test(comment);
}

/** The white space before an offset where nothing else stands on its line; undefined otherwise. */
export function indentBefore(text: string, at: number): string | undefined {
  const before = text.slice(lineStart(text, at), at);
  return before.trim() === '' ? before : undefined;
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** The line end that a text is written with. */
export function lineEndOf(text: string): string {
  return /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
}
