/** What TypeScript says of the clauses of a file, for a host that does not want the rest of the file checked. */
import type ts from 'typescript';
import type { Clause, FileContracts, Span, TypeScript } from '../contract.ts';
import { diagnostics } from '../diagnostics.ts';
import { deferredDiagnostics, expressionDiagnostics } from '../ts-internals.ts';
import { bindClauses, checkConditions, isInside, putOff, type Attached, type TypedHost } from './in-place.ts';
import { unknownNames } from './unknown-names.ts';

/** A problem that TypeScript finds inside a clause. */
export interface TypeProblem {
  /** TypeScript's code, or Proviso's own. */
  readonly code: number;
  readonly span: Span;
  readonly text: string;
}

/**
 * Attaches the doc clauses that `wanted` selects, and gives what TypeScript says of them.
 *
 * @ensures `result.length === 0 || file.clauseFile !== undefined`
 */
export function clauseErrors(host: TypedHost, file: FileContracts, wanted: (clause: Clause) => boolean): TypeProblem[] {
  const { ts, program } = host;
  const attached = bindClauses(host, file, wanted);
  if (attached.length === 0) return [];
  const found = [...errorsInside(host, file.sourceFile, attached), ...unknownNames(host, file.sourceFile, attached)];
  const own = checkConditions(ts, program.getTypeChecker(), attached);
  return [
    ...found.map(({ code, start = 0, length = 0, messageText }) => ({ code, span: { start, end: start + length }, text: explained(ts, { messageText }) })),
    ...own.map(({ name, span, text }) => ({ code: diagnostics[name].code, span, text })),
  ];
}

/** How much of TypeScript's text is said: types that it prints can be very long. */
const longest = 350;

/**
 * TypeScript's own error inside a clause says what it would say in code; in a comment it may also be prose.
 *
 * @pure
 */
export function explained(ts: TypeScript, { messageText }: Pick<ts.Diagnostic, 'messageText'>): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  return `${text.length > longest ? `${text.slice(0, longest - 1)}…` : text} If this is prose, remove the backticks.`;
}

/**
 * The errors inside attached clauses. TypeScript puts parts of some expressions off until it checks their file, and after an error parts of any. Only
 * then all that was put off is checked, which is more than the clauses.
 */
function errorsInside(host: TypedHost, sourceFile: ts.SourceFile, attached: readonly Attached[]): readonly ts.Diagnostic[] {
  if (directDiagnostics(host, sourceFile, attached)?.some(isInside(host.ts, attached)) === false) return [];
  putOff(host, attached);
  return deferredDiagnostics(host.program, sourceFile).filter(isInside(host.ts, attached));
}

/**
 * The errors of clauses that are checked as expressions are. What the functions in them return is checked after them, when their parameters have types.
 * Undefined where that is not all that TypeScript checks in them.
 */
function directDiagnostics(host: TypedHost, sourceFile: ts.SourceFile, attached: readonly Attached[]): readonly ts.Diagnostic[] | undefined {
  const { ts, program } = host;
  if ((sourceFile.flags & ts.NodeFlags.JavaScriptFile) !== 0) return undefined;
  const inner: ts.ArrowFunction[] = [];
  if (!attached.every(({ arrow }) => isWhole(ts, arrow.body, inner))) return undefined;
  const found = expressionDiagnostics(host, sourceFile, attached.map(({ arrow }) => arrow));
  if (inner.length === 0) return found;
  const checker = program.getTypeChecker();
  for (const signature of inner.map((arrow) => checker.getSignatureFromDeclaration(arrow))) if (signature) checker.getReturnTypeOfSignature(signature);
  return expressionDiagnostics(host, sourceFile, inner);
}

/** Whether TypeScript puts nothing off in an expression but what some arrow functions return, which are added to `inner`. */
function isWhole(ts: TypeScript, node: ts.Node, inner: ts.ArrowFunction[]): boolean {
  if (ts.isArrowFunction(node) && !node.type && !ts.isBlock(node.body)) inner.push(node);
  else if (isPutOff(ts, node)) return false;
  return ts.forEachChild(node, (child) => (isWhole(ts, child, inner) ? undefined : true)) !== true;
}

function isPutOff(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeParameterDeclaration(node)) return true;
  return ts.isAssertionExpression(node) || ts.isVoidExpression(node) || ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node);
}
