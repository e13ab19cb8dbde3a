/** The edits of a plan in the order and nesting of the text. */
import type ts from 'typescript';
import type { Edit, Plan } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';

/** A stretch of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An edited node of the file, and the edits inside it. Its range is the node's, and for one that goes what belongs to it. */
export interface EditedNode extends Range {
  readonly node: ts.Node;
  readonly edit: Edit;
  readonly inner: readonly EditedNode[];
}

export interface EditTree {
  readonly edits: readonly EditedNode[];
  /** The nodes that have an edit inside, those of clauses included. */
  readonly dirty: Pick<ReadonlySet<ts.Node>, 'has'>;
}

/** Sorts the edits of the file's own nodes. Nodes of clauses stand in comments: what becomes of them shows where they are copied. */
export function editTree(ts: TypeScript, sourceFile: ts.SourceFile, plan: Plan): EditTree {
  const around = new Map<ts.Node, boolean>();
  const found: (EditedNode & { readonly inner: EditedNode[] })[] = [];
  for (const [node, edit] of plan.edits) {
    if (markAncestors(ts, node, { sourceFile, around })) found.push({ node, edit, ...rangeOf(ts, plan, node), inner: [] });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end || depthOf(a.node) - depthOf(b.node));
  const edits: EditedNode[] = [];
  const open: typeof found = [];
  for (const each of found) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) < each.end) open.pop();
    (open.at(-1)?.inner ?? edits).push(each);
    open.push(each);
  }
  return { edits, dirty: around };
}

/**
 * Notes what is around a node, and says whether the node is of the file's own tree. The parse of a clause hangs below the file too, as
 * an arrow function, which no statement is.
 */
function markAncestors(ts: TypeScript, node: ts.Node, { sourceFile, around }: { sourceFile: ts.SourceFile; around: Map<ts.Node, boolean> }): boolean {
  const path: ts.Node[] = [];
  let top = node;
  for (let { parent } = node; !ts.isSourceFile(parent) && !around.has(parent); { parent } = parent) path.push((top = parent));
  const isOwn = around.get(top.parent) ?? (top.parent === sourceFile && !ts.isArrowFunction(top));
  for (const each of path) around.set(each, isOwn);
  return isOwn;
}

function depthOf(node: ts.Node): number {
  let depth = 0;
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) depth++;
  return depth;
}

/** Whether an edit takes its node out of the file. */
export function removes(edit: Edit | undefined): boolean {
  return edit?.op === 'remove' || (edit?.op === 'replace' && edit.code.length === 0);
}

function rangeOf(ts: TypeScript, plan: Plan, node: ts.Node): Range {
  if (!removes(plan.edits.get(node))) return { start: node.getStart(), end: node.end };
  return ts.isStatement(node) ? statementRange(ts, node) : listedRange(ts, plan, node);
}

/** A statement goes with the comments before it, but for the header of the file, and with that behind it where nothing else is on its lines. An import leaves those above it. */
function statementRange(ts: TypeScript, node: ts.Statement): Range {
  const { text } = node.getSourceFile();
  const own = node.getStart();
  const isBehindToken = node.pos > 0 && !/[\r\n]/.test(text.slice(node.pos, own));
  const comments = (isBehindToken ? ts.getTrailingCommentRanges(text, node.pos) : ts.getLeadingCommentRanges(text, node.pos)) ?? [];
  const header = node.getSourceFile().statements[0] === node ? headerEnd(text, comments, own) : 0;
  const start = ts.isImportDeclaration(node) ? own : (comments.find(({ pos, end }) => pos >= header && !staysFirst(text.slice(pos, end)))?.pos ?? own);
  const end = ts.getTrailingCommentRanges(text, node.end)?.at(-1)?.end ?? node.end;
  const isAlone = /(?:^|[\r\n])[^\S\r\n]*$/.test(text.slice(Math.max(start - 200, 0), start)) && /^[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(end, end + 200));
  return { start, end: isAlone ? end : node.end };
}

/** Where the comments end that a blank line sets off from the first statement: they are about the file. */
function headerEnd(text: string, comments: readonly ts.CommentRange[], first: number): number {
  const last = comments.findLastIndex(({ end }, index) => /\n[^\S\n]*\r?\n/.test(text.slice(end, comments[index + 1]?.pos ?? first)));
  return comments[last]?.end ?? 0;
}

/** Comments that a file begins with and that tools look for there: licences, pragmas of compilers, references. */
export function staysFirst(comment: string): boolean {
  return /^\/\*!|^\/\/\/\s*<|@licen[cs]e|@preserve|copyright|@jsx|@ts-\w|@vitest-|@jest-/i.test(comment);
}

/** What stands in a list goes with the comma behind it, or where it is the last that was kept, with the one before it. */
function listedRange(ts: TypeScript, plan: Plan, node: ts.Node): Range {
  const { text } = node.getSourceFile();
  const start = node.getStart();
  const behind = skipTrivia(text, node.end);
  if (text[behind] === ',') return { start, end: behind + 1 };
  const { parent } = node;
  const listed: readonly (ts.Node | undefined)[] = ts.isImportClause(parent) ? [parent.name, parent.namedBindings] : ts.isNamedImports(parent) ? parent.elements : [];
  const before = listed.slice(0, Math.max(listed.indexOf(node), 0)).findLast((each) => each && !removes(plan.edits.get(each)));
  return { start: before?.end ?? start, end: node.end };
}

/** The offset of the next token at or behind `at`. */
function skipTrivia(text: string, at: number): number {
  for (let next = at; ; ) {
    const end = triviaEnd(text, next);
    if (end === next) return next;
    next = end;
  }
}

/** Where the piece of trivia that begins at an offset ends: white space, or one comment. The offset itself if a token begins there. */
export function triviaEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code > space && code < firstBeyondAscii && code !== slash) return at;
  if (text[at] === '/' && text[at + 1] === '*') {
    const close = text.indexOf('*/', at + 2);
    return close === -1 ? text.length : close + 2;
  }
  const pattern = text[at] === '/' && text[at + 1] === '/' ? lineComment : whiteSpace;
  pattern.lastIndex = at;
  pattern.test(text);
  return Math.max(pattern.lastIndex, at);
}

const space = 32;
const slash = 47;
const firstBeyondAscii = 128;

const whiteSpace = /[\s\u0085\u200b]+/y;
const lineComment = /\/\/[^\r\n\u2028\u2029]*/y;
