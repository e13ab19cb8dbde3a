/** Parses the expressions of all doc clauses of a file at once; their nodes get the positions that the clauses have in the file. */
import type ts from 'typescript';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { movePosition, parseDiagnostics, setParent, setParents } from '../ts-internals.ts';
import { clauseFault } from './clause-faults.ts';
import { blankDecoration, unfold } from './comments.ts';
import type { TagClause } from './doc-tags.ts';
import { parseLike } from './parse-like.ts';

/** A tag clause with an expression to parse. */
export interface Pending {
  readonly clause: TagClause & { readonly expression: Span };
  /** The text of the file that its spans are offsets of. */
  readonly text: string;
  /** It stands in code, where a star at the start of a line is no decoration. */
  readonly isCode?: boolean;
}

/** The clauses of a file that hold an expression. */
export function pendingOf(clauses: readonly TagClause[], text: string): Pending[] {
  return clauses.filter(hasExpression).map((clause) => ({ clause, text }));
}

function hasExpression(clause: TagClause): clause is Pending['clause'] {
  return clause.expression !== undefined;
}

export interface ParsedPredicate {
  readonly expression: ts.Expression;
  readonly arrow: ts.ArrowFunction;
  readonly errors: readonly ts.Expression[];
  readonly text: string;
}

export interface ParsedPredicates {
  /** Absent where the text is nested too deep to be parsed. */
  readonly clauseFile: ts.SourceFile | undefined;
  /** By clause; one that does not parse has no entry. */
  readonly parsed: ReadonlyMap<TagClause, ParsedPredicate>;
  readonly diagnostics: readonly Diagnostic[];
}

const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Parses every clause. One that does not parse is reported and left out, and the others are parsed without it, so that a
 * fault never reaches beyond its clause. A clause is accepted only if its node ends exactly at its closing backtick: text
 * that closes the parenthesis early cannot add statements.
 */
export function parsePredicates(ts: TypeScript, sourceFile: ts.SourceFile, pending: readonly Pending[]): ParsedPredicates {
  const diagnostics: Diagnostic[] = [];
  const readable = pending.filter((each) => {
    const problem = bidiProblem(each.text, each.clause.expression);
    if (problem) diagnostics.push(problem);
    return !problem;
  });
  let attempt = parseTogether(ts, sourceFile, readable);
  if (attempt.parsed.size < readable.length) {
    const sound = readable.filter((each) => {
      const problem = problemAlone(ts, sourceFile, each);
      if (problem && each.clause.tentative !== true) diagnostics.push(problem);
      return !problem;
    });
    attempt = parseTogether(ts, sourceFile, sound);
  }
  return { ...attempt, diagnostics };
}

function bidiProblem(text: string, span: Span): Diagnostic | undefined {
  const match = bidiControl.exec(text.slice(span.start, span.end));
  if (!match) return undefined;
  const at = span.start + match.index;
  const hex = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return diagnostic('bidi-in-clause', { start: at, end: at + 1 }, hex);
}

/** Where a clause stands in the compact text, relative to the file: what its nodes' positions have to be moved by. */
interface Placed {
  readonly clause: Pending['clause'];
  readonly text: string;
  /** The offset of the arrow function in the compact text. */
  readonly start: number;
  readonly end: number;
  readonly shift: number;
  readonly errorShifts: readonly number[];
}

/** A clause that stood alone in the compact text. */
interface Accepted {
  readonly place: Placed;
  readonly arrow: ts.ArrowFunction;
  readonly nodes: Pick<ParsedPredicate, 'expression' | 'errors'>;
}

/** Whether every clause, of any files that are parsed like `like`, is one expression. */
export function parseAll(ts: TypeScript, like: ts.SourceFile, pending: readonly Pending[]): boolean {
  if (pending.some(({ clause, text }) => bidiProblem(text, clause.expression))) return false;
  return parseCompact(ts, like, pending).accepted.length === pending.length;
}

/** Parses the clauses as one text and moves their nodes to where the clauses stand in the file. */
function parseTogether(ts: TypeScript, sourceFile: ts.SourceFile, pending: readonly Pending[]): Omit<ParsedPredicates, 'diagnostics'> {
  const parsed = new Map<TagClause, ParsedPredicate>();
  const { clauseFile, accepted } = parseCompact(ts, sourceFile, pending);
  if (!clauseFile) return { clauseFile, parsed };
  for (const { place, arrow, nodes } of accepted) {
    setParents(ts, arrow);
    const { start, end } = place.clause.expression;
    const source = unfold(withoutComments(ts, nodes.expression, { clauseFile, text: place.text.slice(start, end), offset: start - place.shift }));
    moveNodes(ts, arrow, { ...place, nodes, clauseFile, sourceFile });
    parsed.set(place.clause, { arrow, ...nodes, text: source });
  }
  return { clauseFile, parsed };
}

/** Parses the clauses as one text, `;()=>(c)` or `;()=>[E,c]` a line. A text with an error has no accepted clause. */
function parseCompact(ts: TypeScript, like: ts.SourceFile, pending: readonly Pending[]): { clauseFile: ts.SourceFile | undefined; accepted: Accepted[] } {
  const { text, placed } = compact(pending);
  const clauseFile = parseLike(ts, like, text);
  if (!clauseFile) return { clauseFile, accepted: [] };
  const arrows = new Map<number, ts.ArrowFunction>();
  for (const statement of parseDiagnostics(clauseFile).length > 0 ? [] : clauseFile.statements) {
    if (ts.isExpressionStatement(statement) && ts.isArrowFunction(statement.expression)) arrows.set(statement.expression.getStart(clauseFile), statement.expression);
  }
  const accepted = placed.flatMap((place): Accepted[] => {
    const arrow = arrows.get(place.start);
    const nodes = arrow && nodesOf(ts, arrow, place);
    const { start, end } = place.clause.expression;
    return !nodes || (end - start > deepest && isTooDeep(ts, nodes.expression)) ? [] : [{ place, arrow, nodes }];
  });
  return { clauseFile, accepted };
}

function compact(pending: readonly Pending[]): { text: string; placed: Placed[] } {
  const parts: string[] = [];
  let length = 0;
  const write = (piece: string): number => {
    parts.push(piece);
    length += piece.length;
    return length - piece.length;
  };
  const placed = pending.map(({ clause, text, isCode }): Placed => {
    const { start, end } = clause.expression;
    const written = text.slice(start, end);
    const expression = isCode === true ? written : blankDecoration(written);
    const arrow = write(clause.errors ? ';()=>[' : ';()=>(') + 1;
    const errorShifts = (clause.errors ?? []).map((error) => error.start - write(`${text.slice(error.start, error.end)},`));
    const shift = start - write(expression);
    write(clause.errors ? ']' : ')');
    write('\n');
    return { clause, text, start: arrow, end: length - 1, shift, errorShifts };
  });
  return { text: parts.join(''), placed };
}

interface Move extends Placed {
  readonly nodes: Pick<ParsedPredicate, 'expression' | 'errors'>;
  readonly clauseFile: ts.SourceFile;
  readonly sourceFile: ts.SourceFile;
}

/**
 * Gives the nodes of a clause their positions in the file. Each starts at its first token, since the white space before it may be
 * comment decoration there. The file becomes the parent of the arrow function, so that texts are taken from it.
 */
function moveNodes(ts: TypeScript, arrow: ts.ArrowFunction, move: Move): void {
  const { nodes, clauseFile, clause } = move;
  const shiftBy = (root: ts.Node, shift: number): void => {
    const visit = (node: ts.Node): void => {
      movePosition(node, { start: node.getStart(clauseFile) + shift, end: node.end + shift });
      ts.forEachChild(node, visit, (list) => {
        movePosition(list, { start: list.pos + shift, end: list.end + shift });
        list.forEach(visit);
      });
    };
    visit(root);
  };
  shiftBy(nodes.expression, move.shift);
  nodes.errors.forEach((error, index) => shiftBy(error, move.errorShifts[index] ?? 0));
  for (const node of [arrow, arrow.body]) movePosition(node, clause.expression);
  movePosition(arrow.equalsGreaterThanToken, { start: clause.expression.start, end: clause.expression.start });
  setParent(arrow, move.sourceFile);
}

/** How deep a clause may be nested: what TypeScript's binder and checker take with room to spare. */
const deepest = 250;

/** The same for a chain of operands with one operator between them, `a || b || c`, whose tree is as deep as it is long: by itself `tsc` takes some 800 in a condition. */
const longest = 400;

function isTooDeep(ts: TypeScript, expression: ts.Node): boolean {
  let level = [{ node: expression, operators: 0 }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const next: typeof level = [];
    // What continues a chain is of the same level: the array grows while it is gone through.
    for (const { node, operators } of level) {
      if (operators > longest) return true;
      ts.forEachChild(node, (child) => void (continuesChain(ts, node, child) ? level.push({ node: child, operators: operators + 1 }) : next.push({ node: child, operators })));
    }
    level = next;
  }
  return false;
}

/** Whether a node and its left operand have one operator: `a || b` in `a || b || c`. */
function continuesChain(ts: TypeScript, node: ts.Node, child: ts.Node): boolean {
  return ts.isBinaryExpression(node) && ts.isBinaryExpression(child) && node.left === child && node.operatorToken.kind === child.operatorToken.kind;
}

function nodesOf(ts: TypeScript, arrow: ts.ArrowFunction, { clause, end }: Placed): Pick<ParsedPredicate, 'expression' | 'errors'> | undefined {
  const { body } = arrow;
  if (body.end !== end) return undefined;
  if (!clause.errors) return ts.isParenthesizedExpression(body) ? { expression: body.expression, errors: [] } : undefined;
  if (!ts.isArrayLiteralExpression(body) || body.elements.length !== clause.errors.length + 1) return undefined;
  const expression = body.elements.at(-1);
  return expression && { expression, errors: body.elements.slice(0, -1) };
}

/** The text of a clause with the `//` comments in it blanked, since on one line they would take what follows with them. */
function withoutComments(ts: TypeScript, expression: ts.Expression, { clauseFile, text, offset }: { clauseFile: ts.SourceFile; text: string; offset: number }): string {
  if (!text.includes('//') || !/[\r\n]/.test(text)) return text;
  let clause = text;
  const visit = (node: ts.Node): void => {
    const comments = [...(ts.getLeadingCommentRanges(clauseFile.text, node.pos) ?? []), ...(ts.getTrailingCommentRanges(clauseFile.text, node.end) ?? [])];
    for (const { pos, end } of comments) {
      clause = clause.slice(0, pos - offset) + ' '.repeat(end - pos) + clause.slice(end - offset);
    }
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return clause;
}

/** What is wrong with a clause by itself; undefined if nothing is. */
function problemAlone(ts: TypeScript, sourceFile: ts.SourceFile, pending: Pending): Diagnostic | undefined {
  const { clauseFile, parsed } = parseTogether(ts, sourceFile, [pending]);
  if (parsed.size === 1) return undefined;
  const { expression: span } = pending.clause;
  if (!clauseFile) return diagnostic('clause-too-deep', span);
  const suspension = suspensionIn(ts, sourceFile, span);
  if (suspension) return suspension;
  const [error] = parseDiagnostics(clauseFile);
  if (!error) return diagnostic(isTooDeep(ts, clauseFile) ? 'clause-too-deep' : 'not-one-expression', span, unfold(sourceFile.text.slice(span.start, span.end)));
  const shift = compact([pending]).placed[0]?.shift ?? 0;
  const start = error.start + shift - span.start;
  return clauseFault(ts, sourceFile, { span, fallback: { start, end: start + error.length, message: ts.flattenDiagnosticMessageText(error.messageText, ' ') } });
}

/** `await` and `yield` parse only inside functions of their kind; there they get the diagnostic of their own. */
function suspensionIn(ts: TypeScript, sourceFile: ts.SourceFile, span: Span): Diagnostic | undefined {
  const prefix = 'async function* f() { (';
  const text = blankDecoration(sourceFile.text.slice(span.start, span.end));
  const file = parseLike(ts, sourceFile, `${prefix}${text}) }`);
  if (!file || parseDiagnostics(file).length > 0 || isTooDeep(ts, file)) return undefined;
  const offset = span.start - prefix.length;
  const visit = (node: ts.Node): Diagnostic | undefined => {
    if (!ts.isAwaitExpression(node) && !ts.isYieldExpression(node)) return ts.forEachChild(node, visit);
    const start = node.getStart(file) + offset;
    return diagnostic('suspending-clause', { start, end: node.end + offset }, ts.isAwaitExpression(node) ? 'await' : 'yield');
  };
  return visit(file);
}
