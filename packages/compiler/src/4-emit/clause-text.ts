/** Nodes as text on one line, wherever they stand: a clause in its comment, an expression that is needed at another place. */
import type ts from 'typescript';
import { blankDecoration } from '../1-read/comments.ts';
import { foreignText } from '../1-read/texts.ts';
import type { TypeScript } from '../contract.ts';
import { triviaEnd } from './edit-tree.ts';
import type { Origin } from './source-map.ts';

/** A piece of the output and where it comes from. `isVerbatim`: it stands there exactly so. */
export interface Piece {
  readonly text: string;
  readonly origin?: Origin | undefined;
  readonly isVerbatim?: boolean;
}

export interface Copying {
  readonly ts: TypeScript;
  /** The nodes that have an edit inside. */
  readonly dirty: Pick<ReadonlySet<ts.Node>, 'has'>;
  /** What an edit makes of a node; undefined where it has none. */
  readonly edited: (node: ts.Node) => readonly Piece[] | undefined;
}

/** A node with its edits, on one line: comments go, line breaks and the decoration behind them become a space. */
export function copyOf(copying: Copying, node: ts.Node): readonly Piece[] {
  return copying.edited(node) ?? copyInside(copying, node);
}

/** The same without the node's own edit. */
export function copyInside(copying: Copying, node: ts.Node): readonly Piece[] {
  return copyWritten(copying, node, writtenOf(copying.ts, node));
}

/** All parts of a node are written where it is. */
function copyWritten(copying: Copying, node: ts.Node, written: Written): readonly Piece[] {
  const { ts, dirty } = copying;
  const { erases } = written;
  const isForeign = written.file === undefined;
  // A name that an heir spells otherwise is another in its node than in its text.
  if (isForeign && ts.isIdentifier(node)) return [{ text: node.text }];
  const start = startIn(written, node);
  const text = written.text.slice(start, node.end);
  const isWhole = !broken.test(text);
  if (erases && isTypeWrapper(ts, node)) return partOf(copying, node.expression, written);
  const isVerbatim = isWhole && !dirty.has(node) && !erases && !isForeign;
  const pieces = isVerbatim ? [{ text, origin: originIn(written, start), isVerbatim: true }] : piecesOf(copying, { node, written, read: isWhole ? (raw) => raw : (raw) => undecorated(ts, node, raw) });
  return endsByLineBreak(ts, node) && !text.endsWith(';') ? [...pieces, { text: ';' }] : pieces;
}

function partOf(copying: Copying, node: ts.Node, written: Written): readonly Piece[] {
  return copying.edited(node) ?? copyWritten(copying, node, written);
}

/** Line breaks, and what TypeScript takes for white space and JavaScript does not. */
const broken = /[\r\n\u2028\u2029\u0085\u200b]/;

/** Whether a node is written on one line. */
export function isOnOneLine(ts: TypeScript, node: ts.Node): boolean {
  const written = writtenOf(ts, node);
  return !broken.test(written.text.slice(startIn(written, node), node.end));
}

/** The text that a node is written in, and the file whose text it is; absent where it is of another file than the node, of which nothing else is known. */
interface Written {
  readonly text: string;
  readonly file: ts.SourceFile | undefined;
  /** It is JavaScript, where what would be types is left out. */
  readonly erases: boolean;
}

function writtenOf(ts: TypeScript, node: ts.Node): Written {
  const file = node.getSourceFile();
  const foreign = foreignText(node);
  const erases = (file.flags & ts.NodeFlags.JavaScriptFile) !== 0;
  return foreign === undefined ? { text: file.text, file, erases } : { text: foreign, file: undefined, erases };
}

function startIn({ file }: Written, node: ts.Node): number {
  return file ? node.getStart(file) : node.pos;
}

function originIn({ file }: Written, offset: number): Origin | undefined {
  return file && { file, offset };
}

interface Copied {
  readonly node: ts.Node;
  readonly written: Written;
  /** What stands between its parts, as it is read. */
  readonly read: (raw: string) => string;
}

function piecesOf(copying: Copying, { node, written, read }: Copied): Piece[] {
  const { ts } = copying;
  const pieces: Piece[] = [];
  const start = startIn(written, node);
  let at = start;
  const addSigns = (end: number): void => {
    if (end > at) pieces.push({ text: signsIn(read(written.text.slice(at, end))), origin: originIn(written, at) });
  };
  ts.forEachChild(node, (child) => {
    const from = startIn(written, child);
    if (from < at || child.end === from) return;
    addSigns(from);
    pieces.push(...partOf(copying, child, written));
    at = child.end;
  });
  if (at === start) return [{ text: leafOnOneLine(ts, node, read(written.text.slice(start, node.end))), origin: originIn(written, start) }];
  addSigns(node.end);
  return pieces;
}

/** The text of a node that is in a comment, without the stars that its lines begin with; what else stands there is code. */
function undecorated(ts: TypeScript, node: ts.Node, raw: string): string {
  let top = node;
  while (!ts.isSourceFile(top.parent)) top = top.parent;
  return ts.isArrowFunction(top) ? blankDecoration(raw) : raw;
}

function isTypeWrapper(ts: TypeScript, node: ts.Node): node is ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node);
}

/** What stands between two nodes: signs, and a space where there was a line break or a comment. */
function signsIn(raw: string): string {
  if (!broken.test(raw) && !raw.includes('/')) return raw;
  let signs = '';
  for (let at = 0; at < raw.length; ) {
    const next = triviaEnd(raw, at);
    signs += next > at ? ' ' : (raw[at] ?? '');
    at = Math.max(next, at + 1);
  }
  return signs;
}

/** A token with a line break in it. In a template that can be written as an escape, unless its tag sees how it is written. */
function leafOnOneLine(ts: TypeScript, node: ts.Node, text: string): string {
  const isTemplate = ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  const around = ts.isNoSubstitutionTemplateLiteral(node) ? node.parent : ts.isTemplateHead(node) ? node.parent.parent : node.parent.parent?.parent;
  if (!isTemplate || ts.isTaggedTemplateExpression(around)) return text;
  return text.replace(/\\(?:\r\n|[\r\n\u2028\u2029])/g, '').replace(/\r\n|[\r\n]/g, '\\n').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** What a line break may end, in the place of a `;`. */
function endsByLineBreak(ts: TypeScript, node: ts.Node): boolean {
  return ts.isVariableStatement(node) || ts.isExpressionStatement(node) || ts.isDoStatement(node) || ts.isPropertyDeclaration(node) || isJump(ts, node);
}

function isJump(ts: TypeScript, node: ts.Node): boolean {
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node) || node.kind === ts.SyntaxKind.DebuggerStatement;
}
