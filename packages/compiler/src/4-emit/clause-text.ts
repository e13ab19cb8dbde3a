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
  const { ts, dirty } = copying;
  const file = node.getSourceFile();
  const written = writtenOf(node);
  // A name that an heir spells otherwise is another in its node than in its text.
  if (written.isForeign && ts.isIdentifier(node)) return [{ text: node.text }];
  const start = written.startOf(node);
  const text = written.text.slice(start, node.end);
  const isOnOneLine = !broken.test(text);
  const erases = (file.flags & ts.NodeFlags.JavaScriptFile) !== 0;
  if (erases && isTypeWrapper(ts, node)) return copyOf(copying, node.expression);
  const end = endsByLineBreak(ts, node) && !text.endsWith(';') ? [{ text: ';' }] : [];
  if (isOnOneLine && !dirty.has(node) && !erases && !written.isForeign) return [{ text, ...written.at(start), isVerbatim: true }, ...end];
  return [...piecesOf(copying, node, isOnOneLine ? (raw) => raw : (raw) => undecorated(ts, node, raw)), ...end];
}

/** Line breaks, and what TypeScript takes for white space and JavaScript does not. */
const broken = /[\r\n\u2028\u2029\u0085\u200b]/;

/** The text that a node is written in. */
interface Written {
  readonly text: string;
  /** It is of another file than the node. */
  readonly isForeign: boolean;
  readonly startOf: (node: ts.Node) => number;
  /** Where a piece of it comes from; of another file nothing is known. */
  readonly at: (offset: number) => Pick<Piece, 'origin'>;
}

function writtenOf(node: ts.Node): Written {
  const file = node.getSourceFile();
  const foreign = foreignText(node);
  if (foreign !== undefined) return { text: foreign, isForeign: true, startOf: ({ pos }) => pos, at: () => ({}) };
  return { text: file.text, isForeign: false, startOf: (each) => each.getStart(file), at: (offset) => ({ origin: { file, offset } }) };
}

function piecesOf(copying: Copying, node: ts.Node, read: (raw: string) => string): Piece[] {
  const { ts } = copying;
  const written = writtenOf(node);
  const pieces: Piece[] = [];
  const start = written.startOf(node);
  let at = start;
  const addSigns = (end: number): void => {
    if (end > at) pieces.push({ text: signsIn(read(written.text.slice(at, end))), ...written.at(at) });
  };
  ts.forEachChild(node, (child) => {
    const from = written.startOf(child);
    if (from < at || child.end === from) return;
    addSigns(from);
    pieces.push(...copyOf(copying, child));
    at = child.end;
  });
  if (at === start) return [{ text: leafOnOneLine(ts, node, read(written.text.slice(start, node.end))), ...written.at(start) }];
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
