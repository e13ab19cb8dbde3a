/** The text printer: applies a plan to the text of a file, for hosts that hand TypeScript on to a type eraser. */
import type ts from 'typescript';
import { hasModifier, isDirective } from '../1-read/syntax.ts';
import { checkModule, importOf, type Addition, type Code, type Plan } from '../3-plan/plan.ts';
import type { TypeScript } from '../contract.ts';
import type { Piece } from './clause-text.ts';
import { editTree, removes, staysFirst, type EditedNode, type Range } from './edit-tree.ts';
import { isTrivia, nodesBetween, partsOf, type GapPart } from './gap.ts';
import { createOutput, mapOf, writeBreaks, writeInserted, writeKept, type Origin, type Output, type SourceMap } from './source-map.ts';
import { keptAsCopy, piecesOf, stepsOf, templatesOf, type KeptNode, type Step, type Templates } from './text-template.ts';

/** What a file becomes, and where it comes from. */
export interface PrintedText {
  readonly code: string;
  readonly map: SourceMap;
}

interface Printer {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly plan: Plan;
  readonly templates: Templates;
  readonly output: Output;
}

/**
 * Applies a plan to the text of its file. Every line of the source keeps its number; new code stands on the lines of what it surrounds.
 *
 * @requires `plan.edits.size > 0`: a plan that changes nothing needs no printer
 */
export function printText(ts: TypeScript, { sourceFile, plan }: { sourceFile: ts.SourceFile; plan: Plan }): PrintedText {
  const { edits, dirty } = editTree(ts, sourceFile, plan);
  const output = createOutput(sourceFile);
  const printer: Printer = { ts, sourceFile, plan, templates: templatesOf(ts, plan, dirty), output };
  const { text } = sourceFile;
  let at = 0;
  if (plan.runtime.size > 0) {
    at = importOffset(printer, edits);
    printRange(printer, { start: 0, end: at }, edits);
    writeImport(printer, at);
  }
  printRange(printer, { start: at, end: text.length }, edits);
  const end = piecesOf(printer.templates, plan.end);
  if (end.length > 0) writeAtEnd(printer, end);
  else if (isEmptied(printer)) writeAtEnd(printer, [{ text: 'export {};' }]);
  return { code: output.code, map: mapOf(output) };
}

function writeAtEnd({ output }: Printer, pieces: readonly Piece[]): void {
  if (output.tail !== '' && !/[\r\n]/.test(lastOf(output.tail))) writeInserted(output, '\n');
  for (const piece of pieces) writePiece(output, piece, undefined);
  writeInserted(output, '\n');
}

/** Whether the file loses all that made it a module. */
function isEmptied({ ts, sourceFile: { statements }, plan }: Printer): boolean {
  const all = statements.filter((each) => isModuleSyntax(ts, each));
  return all.length > 0 && all.every((each) => removes(plan.edits.get(each)));
}

function isModuleSyntax(ts: TypeScript, statement: ts.Statement): boolean {
  return isImport(ts, statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

function isImport(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
}

/** Where the runtime's import goes: before the first statement that is no directive and its doc comment, as `withImport` says. */
function importOffset({ ts, sourceFile }: Printer, edits: readonly EditedNode[]): number {
  const { text, statements } = sourceFile;
  const next = statements.find((each) => !isDirective(ts, each));
  const offset = next ? startWithDoc(ts, next) : (statements.at(-1)?.end ?? text.length);
  const across = edits.find(({ start, end }) => start < offset && end > offset);
  return across?.start ?? offset;
}

function startWithDoc(ts: TypeScript, statement: ts.Statement): number {
  const { text } = statement.getSourceFile();
  const comment = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1);
  const isDoc = comment && text.startsWith('/**', comment.pos) && !staysFirst(text.slice(comment.pos, comment.end));
  return isDoc === true ? comment.pos : statement.getStart();
}

function writeImport({ ts, plan, sourceFile, output }: Printer, at: number): void {
  const { text, fileName, statements } = sourceFile;
  const isCommonJs = /\.c[jt]s$/.test(fileName) && !statements.some((each) => isModuleSyntax(ts, each));
  const names = [...plan.runtime].sort().map((name) => specifierOf(importOf(name, plan.prefix), isCommonJs)).join(', ');
  const declaration = isCommonJs ? `const { ${names} } = require("${checkModule}");` : `import { ${names} } from "${checkModule}";`;
  const last = lastOf(output.tail);
  const before = /[\w)\]}'"`]/.test(last) ? '; ' : /\S/.test(last) ? ' ' : '';
  const after = /^[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(at, at + 200)) ? '' : ' ';
  writeInserted(output, before + declaration + after);
}

function specifierOf({ exported, local }: ReturnType<typeof importOf>, isCommonJs: boolean): string {
  return exported === local ? local : `${exported}${isCommonJs ? ':' : ' as'} ${local}`;
}

/** A stretch of the file with the edits in it. */
function printRange(printer: Printer, { start, end }: Range, edits: readonly EditedNode[]): void {
  const { output, sourceFile: file } = printer;
  let at = start;
  for (let index = firstFrom(edits, start); index < edits.length; index++) {
    const edited = edits[index];
    if (!edited || edited.start >= end) break;
    if (edited.start < at) continue;
    writeKept(output, { file, offset: at }, edited.start);
    printEdit(printer, edited);
    at = edited.end;
  }
  writeKept(output, { file, offset: at }, end);
}

/** The index of the first of some ordered edits that begins at or behind an offset. */
function firstFrom(edits: readonly EditedNode[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edits[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function printEdit(printer: Printer, edited: EditedNode): void {
  const { ts, output, sourceFile: file } = printer;
  const { node, edit, start, end, inner } = edited;
  switch (edit.op) {
    case 'replace':
      return removes(edit) ? drop(printer, edited) : replace(printer, edited, edit.code);
    case 'remove':
      return drop(printer, edited);
    case 'unbind': {
      const { importClause, moduleSpecifier } = node as ts.ImportDeclaration;
      const from = importClause?.getStart() ?? end;
      writeKept(output, { file, offset: start }, from);
      writeBreaks(output, { file, offset: from }, moduleSpecifier.getStart());
      return writeKept(output, { file, offset: moduleSpecifier.getStart() }, end);
    }
    case 'append': {
      const { opening, first = [], at, before, code } = edit.list === 'members' ? membersOf(ts, node as ts.ClassLikeDeclaration, edit) : parametersOf(ts, node as ts.SignatureDeclaration, edit);
      printRange(printer, { start, end: opening }, inner);
      for (const piece of piecesOf(printer.templates, first)) writePiece(output, piece, { file, offset: opening });
      printRange(printer, { start: opening, end: at }, inner);
      if (before !== '') writeInserted(output, before, { file, offset: at });
      for (const piece of piecesOf(printer.templates, code)) writePiece(output, piece, { file, offset: at });
      return printRange(printer, { start: at, end }, inner);
    }
  }
}

/** What is added to a list, and where. */
interface Added extends Pick<Addition, 'first' | 'code'> {
  /** Where the list begins. */
  readonly opening: number;
  /** Where it ends, and what has to stand before an addition there. */
  readonly at: number;
  readonly before: string;
}

function membersOf(ts: TypeScript, { members, end }: ts.ClassLikeDeclaration, { first, code }: Addition): Added {
  const last = members.at(-1);
  const isOpen = last !== undefined && ts.isPropertyDeclaration(last) && last.getSourceFile().text[last.end - 1] !== ';';
  return { opening: members.pos, at: end - 1, before: isOpen ? ';' : '', code, ...(first && { first }) };
}

/** The one parameter of an arrow function may stand without parentheses. */
function parametersOf(ts: TypeScript, node: ts.SignatureDeclaration, { code }: Addition): Added {
  const { parameters } = node;
  const [only] = parameters;
  const before = parameters.length === 0 || parameters.hasTrailingComma ? '' : ', ';
  const isBare = only !== undefined && ts.isArrowFunction(node) && parameters.end === node.equalsGreaterThanToken.pos;
  return isBare ? { opening: only.getStart(), first: ['('], at: parameters.end, before, code: [...code, ')'] } : { opening: parameters.pos, at: parameters.end, before, code };
}

/**
 * Takes a node out. Where the statement before it ends by its line break alone, and the one behind it would continue it, it is ended.
 */
function drop({ ts, plan, output, sourceFile: file }: Printer, { node, start, end }: EditedNode): void {
  const { statements = [] } = ts.isStatement(node) ? (node.parent as { statements?: readonly ts.Statement[] }) : {};
  const index = statements.indexOf(node as ts.Statement);
  const before = statements.slice(0, Math.max(index, 0)).findLast((each) => !removes(plan.edits.get(each)));
  const next = statements[index + 1]?.getStart();
  const isEnded = !before || next === undefined || !isOpen(ts, before) || !continues.test(file.text.slice(next, next + 11));
  if (!isEnded) writeInserted(output, ';', { file, offset: start });
  writeBreaks(output, { file, offset: start }, end);
}

/** How a line begins that goes on with the expression on the line before. */
const continues = /^(?:[([`+\-*/]|in(?:stanceof)?\b)/;

/** Carries out a template: what it keeps stays in its place, and its text stands in the gaps around. */
function replace(printer: Printer, edited: EditedNode, code: Code): void {
  const { node: target, inner } = edited;
  const steps = stepsOf(printer.templates, code);
  const places = placesOf(printer, edited, steps);
  const gone = goneIn(printer, target, { inner, kept: places });
  const kept = new Set<ts.Node>();
  let at = edited.start;
  let pieces: Piece[] = [];
  let before: KeptNode | undefined;
  let stretch: { start: number; end: number } | undefined; // kept nodes that follow each other, as far as they were met
  const printUntil = (end: number, isLast = false): void => {
    if (stretch) printStretch(printer, edited, stretch);
    printGap(printer, { start: at, end, pieces, isStatementOpen: before !== undefined && leavesOpen(printer, before), isLast }, gone);
  };
  for (const step of steps) {
    const place = 'keep' in step && !kept.has(step.keep) ? places.get(step.keep) : undefined;
    if ('keep' in step) kept.add(step.keep);
    if (!('keep' in step)) pieces.push(step);
    else if (!place) pieces.push(...keptAsCopy(printer.templates, step, target));
    else {
      if (stretch && pieces.length === 0 && isTrivia(printer.sourceFile.text, at, place.start)) stretch.end = place.end;
      else {
        printUntil(place.start);
        stretch = { ...place };
        pieces = [];
      }
      at = place.end;
      before = step;
    }
  }
  printUntil(edited.end, true);
}

/** Nodes that an edit keeps; its own target with what it adds to that. */
function printStretch(printer: Printer, { node, edit, start, end, inner }: EditedNode, stretch: Range): void {
  const added = edit.op === 'replace' ? edit.kept : undefined;
  if (added && stretch.start === start && stretch.end === end) printEdit(printer, { node, edit: added, ...stretch, inner });
  else printRange(printer, stretch, inner);
}

/** Whether new code behind a kept node would go on with it. */
function leavesOpen({ ts, plan }: Printer, { keep, ends }: KeptNode): boolean {
  return ends && !plan.edits.has(keep) && isOpen(ts, keep as ts.Statement);
}

/** Where the kept nodes stand, of those that the template keeps in the order of the text; others are copied. */
function placesOf({ sourceFile, plan }: Printer, { start, end, inner }: EditedNode, steps: readonly Step[]): Map<ts.Node, Range> {
  const places = new Map<ts.Node, Range>();
  let at = start;
  for (const step of steps) {
    if (!('keep' in step) || places.has(step.keep) || step.keep.getSourceFile() !== sourceFile) continue;
    const edited = plan.edits.has(step.keep) ? inner.find(({ node }) => node === step.keep) : undefined;
    const place = edited ?? { start: step.keep.getStart(sourceFile), end: step.keep.end };
    if (place.start < at || place.end > end) continue;
    places.set(step.keep, place);
    at = place.end;
  }
  return places;
}

/** What of an edited node is not kept: removed statements in it, and other nodes. */
function goneIn({ ts }: Printer, target: ts.Node, { inner, kept }: { inner: readonly EditedNode[]; kept: ReadonlyMap<ts.Node, Range> }): readonly Range[] {
  const places = [...kept.values()];
  const isKept = ({ start, end }: Range): boolean => places.some((place) => place.start <= start && place.end >= end);
  const removed = inner.filter((each) => !isKept(each));
  const others = nodesBetween(ts, target, kept).filter((each) => !removed.some(({ start, end }) => start <= each.start && end >= each.end));
  return [...removed, ...others].sort((a, b) => a.start - b.start);
}

/** Whether a statement ends by a line break alone, so that new code behind it would go on with it. */
function isOpen(ts: TypeScript, statement: ts.Statement): boolean {
  if (statement.getSourceFile().text[statement.end - 1] === ';') return false;
  if (ts.isIfStatement(statement)) return isOpen(ts, statement.elseStatement ?? statement.thenStatement);
  if (ts.isLabeledStatement(statement) || ts.isWithStatement(statement)) return isOpen(ts, statement.statement);
  if (ts.isIterationStatement(statement, false) && !ts.isDoStatement(statement)) return isOpen(ts, statement.statement);
  return !ts.isBlock(statement) && !ts.isTryStatement(statement) && !ts.isSwitchStatement(statement) && !ts.isDeclarationStatement(statement);
}

interface Gap extends Range {
  readonly pieces: Piece[];
  /** The statement before it has no end of its own. */
  readonly isStatementOpen: boolean;
  /** It is the last of its template. */
  readonly isLast: boolean;
}

function printGap(printer: Printer, { start, end, pieces, isStatementOpen, isLast }: Gap, gone: readonly Range[]): void {
  const { output, sourceFile: file } = printer;
  const inside = gone.length === 0 ? gone : gone.filter((each) => each.start >= start && each.end <= end);
  const parts = partsOf(file.text, { start, end }, inside);
  const closing = pieces.at(-1)?.text.trimEnd() ?? '';
  const isBlank = closing === '' && pieces.every(({ text }) => text.trim() === '');
  if (isStatementOpen && !isBlank) writeInserted(output, ';', { file, offset: Math.max(start - 1, 0) });
  const first = insertionIndex(file.text, parts, closing);
  const last = parts.at(-1);
  const keepsBrace = isLast && last !== undefined && first < parts.length - 1 && last.end - last.start === 1 && file.text[last.start] === '}' && closing.endsWith('}');
  const added = keepsBrace ? [...pieces.slice(0, -1), { ...pieces.at(-1), text: closing.slice(0, -1) }] : pieces;
  const insert = (offset: number): void => {
    if (!isBlank) for (const piece of added) writePiece(output, piece, { file, offset });
  };
  parts.forEach((part, index) => {
    if (index === first) insert(part.start);
    if (index === first + 1 && !isBlank && output.tail.endsWith(' ') && isSpace.test(file.text.slice(part.start, part.end))) return;
    if (part.isKept || (keepsBrace && part === last)) return writeKept(output, { file, offset: part.start }, part.end);
    const removed = inside.find((each): each is EditedNode => each.start === part.start && 'edit' in each);
    if (removed) drop(printer, removed);
    else writeBreaks(output, { file, offset: part.start }, part.end);
  });
  if (first >= parts.length) insert(end);
}

const isSpace = /^[^\S\r\n]+$/;

/**
 * New text, which ends with `closing`, stands for the first token of a gap; where there is none, at its start, unless a line break behind it
 * would end a statement.
 */
function insertionIndex(text: string, parts: readonly GapPart[], closing: string): number {
  const token = parts.findIndex(({ isKept }) => !isKept);
  const isRestricted = /\b(?:return|throw|yield|break|continue)$/.test(closing.slice(-longestJump));
  if (isRestricted && parts.slice(Math.max(token, 0)).some(({ start, end }) => /[\r\n\u2028\u2029]/.test(text.slice(start, end)))) return parts.length;
  return token === -1 ? 0 : token;
}

const longestJump = ' continue'.length;

function writePiece(output: Output, { text, origin, isVerbatim }: Piece, around: Origin | undefined): void {
  if (origin && isVerbatim === true) writeKept(output, origin, origin.offset + text.length);
  else writeInserted(output, text.startsWith(' ') && /\s/.test(lastOf(output.tail)) ? text.trimStart() : text, origin ?? around);
}

/** The last character of a text; nothing of an empty one. */
function lastOf(text: string): string {
  return text.charAt(text.length - 1);
}
