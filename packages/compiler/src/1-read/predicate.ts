/** Parses the expressions of all doc clauses of a file at once, in a padded text whose offsets equal the file's. */
import type ts from 'typescript';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { parseDiagnostics, parseOptions } from '../ts-internals.ts';
import { blankDecoration, unfold } from './comments.ts';
import type { TagClause } from './doc-tags.ts';

/** A tag clause with an expression to parse. */
export interface Pending {
  readonly clause: TagClause & { readonly expression: Span };
}

export interface ParsedPredicate {
  readonly expression: ts.Expression;
  readonly arrow: ts.ArrowFunction;
  readonly errors: readonly ts.Expression[];
  readonly text: string;
}

export interface ParsedPredicates {
  readonly clauseFile: ts.SourceFile;
  /** By clause; one that does not parse has no entry. */
  readonly parsed: ReadonlyMap<TagClause, ParsedPredicate>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Declared behind the last clause, so that clauses may use them without an import. */
const helperDeclarations = `
;declare function old<T>(value: T): T;
declare function unchanged(...values: unknown[]): boolean;
declare function forall<T>(values: Iterable<T>, predicate: (value: T, index: number) => boolean): boolean;
declare function exists<T>(values: Iterable<T>, predicate: (value: T, index: number) => boolean): boolean;
`;

const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Parses every clause. One that does not parse is reported and left out, and the others are parsed without it, so that a
 * fault never reaches beyond its clause. A clause is accepted only if its node ends exactly at its closing backtick: text
 * that closes the parenthesis early cannot add statements.
 */
export function parsePredicates(ts: TypeScript, sourceFile: ts.SourceFile, pending: readonly Pending[]): ParsedPredicates {
  const diagnostics: Diagnostic[] = [];
  const readable = pending.filter((each) => {
    const problem = bidiProblem(sourceFile.text, each.clause.expression);
    if (problem) diagnostics.push(problem);
    return !problem;
  });
  let attempt = parseTogether(ts, sourceFile, { text: sourceFile.text, pending: readable });
  if (attempt.parsed.size < readable.length) {
    const sound = readable.filter((each) => {
      const problem = problemAlone(ts, sourceFile, each);
      if (problem && each.clause.tentative !== true) diagnostics.push(problem);
      return !problem;
    });
    attempt = parseTogether(ts, sourceFile, { text: sourceFile.text, pending: sound });
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

/** Clauses and the text that their spans are offsets of. */
interface ClauseText {
  readonly text: string;
  readonly pending: readonly Pending[];
}

function parseTogether(ts: TypeScript, sourceFile: ts.SourceFile, { text, pending }: ClauseText): Omit<ParsedPredicates, 'diagnostics'> {
  const parsed = new Map<TagClause, ParsedPredicate>();
  const clauseFile = parseText(ts, sourceFile, pad(text, pending) + helperDeclarations);
  if (!clauseFile || parseDiagnostics(clauseFile).length > 0) return { clauseFile: clauseFile ?? sourceFile, parsed };
  const arrows = new Map<number, ts.ArrowFunction>();
  for (const statement of clauseFile.statements) {
    if (ts.isExpressionStatement(statement) && ts.isArrowFunction(statement.expression)) {
      arrows.set(statement.expression.getStart(clauseFile), statement.expression);
    }
  }
  for (const { clause } of pending) {
    const arrow = arrows.get(firstOffset(clause) - 5);
    const nodes = arrow && nodesOf(ts, arrow, clause);
    if (!nodes || isTooDeep(ts, nodes.expression)) continue;
    parsed.set(clause, { arrow, ...nodes, text: unfold(withoutComments(ts, clauseFile, { text, span: clause.expression })) });
  }
  return { clauseFile, parsed };
}

/** Parses like a file; undefined if the text is nested too deep for TypeScript's parser. */
function parseText(ts: TypeScript, like: ts.SourceFile, text: string): ts.SourceFile | undefined {
  try {
    return ts.createSourceFile(like.fileName, text, parseOptions(like), true);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How deep a clause may be nested: what TypeScript's binder and checker take with room to spare. */
const deepest = 250;

function isTooDeep(ts: TypeScript, expression: ts.Node): boolean {
  let level: ts.Node[] = [expression];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}

/** Blanks the text and writes `;()=>(c)`, for error conditions `;()=>[E,c]`, so that each expression keeps its offset. */
function pad(text: string, pending: readonly Pending[]): string {
  const parts: string[] = [];
  let at = 0;
  const write = (offset: number, piece: string): void => {
    parts.push(blank(text.slice(at, offset)), piece);
    at = offset + piece.length;
  };
  for (const { clause } of pending) {
    const { start, end } = clause.expression;
    const expression = blankDecoration(text.slice(start, end));
    if (clause.errors) {
      const [first] = clause.errors;
      write((first?.start ?? start) - 6, ';()=>[');
      for (const error of clause.errors) write(error.start, `${text.slice(error.start, error.end)},`);
      write(start, `${expression}]`);
    } else {
      write(start - 6, ';()=>(');
      write(start, `${expression})`);
    }
  }
  return parts.join('');
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}

/** The text of a clause with the `//` comments in it blanked, since on one line they would take what follows with them. */
function withoutComments(ts: TypeScript, clauseFile: ts.SourceFile, { text, span }: { text: string; span: Span }): string {
  let clause = text.slice(span.start, span.end);
  if (!clause.includes('//') || !/[\r\n]/.test(clause)) return clause;
  const visit = (node: ts.Node): void => {
    const comments = [...(ts.getLeadingCommentRanges(clauseFile.text, node.pos) ?? []), ...(ts.getTrailingCommentRanges(clauseFile.text, node.end) ?? [])];
    for (const { pos, end } of comments) {
      if (pos >= span.start && end <= span.end) clause = clause.slice(0, pos - span.start) + blank(clause.slice(pos - span.start, end - span.start)) + clause.slice(end - span.start);
    }
    if (node.pos < span.end && node.end > span.start) ts.forEachChild(node, visit);
  };
  visit(clauseFile);
  return clause;
}

function firstOffset(clause: Pending['clause']): number {
  return clause.errors?.[0]?.start ?? clause.expression.start;
}

function nodesOf(ts: TypeScript, arrow: ts.ArrowFunction, clause: Pending['clause']): Pick<ParsedPredicate, 'expression' | 'errors'> | undefined {
  const { body } = arrow;
  if (body.end !== clause.expression.end + 1) return undefined;
  if (!clause.errors) return ts.isParenthesizedExpression(body) ? { expression: body.expression, errors: [] } : undefined;
  if (!ts.isArrayLiteralExpression(body) || body.elements.length !== clause.errors.length + 1) return undefined;
  const expression = body.elements.at(-1);
  return expression && { expression, errors: body.elements.slice(0, -1) };
}

/** What is wrong with a clause by itself; undefined if nothing is. */
function problemAlone(ts: TypeScript, sourceFile: ts.SourceFile, pending: Pending): Diagnostic | undefined {
  const alone = excerpt(sourceFile.text, pending);
  const { clauseFile, parsed } = parseTogether(ts, sourceFile, alone);
  if (parsed.size === 1) return undefined;
  const { expression: span } = pending.clause;
  const suspension = suspensionIn(ts, sourceFile, span);
  if (suspension) return suspension;
  const [error] = clauseFile === sourceFile ? [] : parseDiagnostics(clauseFile);
  if (clauseFile === sourceFile || (!error && isTooDeep(ts, clauseFile))) return diagnostic('clause-too-deep', span);
  if (!error) return diagnostic('not-one-expression', span, unfold(sourceFile.text.slice(span.start, span.end)));
  const start = Math.min(Math.max(error.start + alone.offset, span.start), span.end - 1);
  const end = Math.min(Math.max(start + error.length, start + 1), span.end);
  return diagnostic('unparsable-clause', { start, end }, ts.flattenDiagnosticMessageText(error.messageText, ' '));
}

/** The stretch of the file that holds one clause; `offset` leads from it back to the file. */
function excerpt(text: string, { clause }: Pending): ClauseText & { readonly offset: number } {
  const offset = firstOffset(clause) - 6;
  const shift = ({ start, end }: Span): Span => ({ start: start - offset, end: end - offset });
  const shifted = { ...clause, expression: shift(clause.expression), ...(clause.errors ? { errors: clause.errors.map(shift) } : {}) };
  return { text: text.slice(offset, clause.expression.end + 1), pending: [{ clause: shifted }], offset };
}

/** `await` and `yield` parse only inside functions of their kind; there they get the diagnostic of their own. */
function suspensionIn(ts: TypeScript, sourceFile: ts.SourceFile, span: Span): Diagnostic | undefined {
  const prefix = 'async function* f() { (';
  const text = blankDecoration(sourceFile.text.slice(span.start, span.end));
  const file = parseText(ts, sourceFile, `${prefix}${text}) }`);
  if (!file || parseDiagnostics(file).length > 0 || isTooDeep(ts, file)) return undefined;
  const offset = span.start - prefix.length;
  const visit = (node: ts.Node): Diagnostic | undefined => {
    if (!ts.isAwaitExpression(node) && !ts.isYieldExpression(node)) return ts.forEachChild(node, visit);
    const start = node.getStart(file) + offset;
    return diagnostic('suspending-clause', { start, end: node.end + offset }, ts.isAwaitExpression(node) ? 'await' : 'yield');
  };
  return visit(file);
}
