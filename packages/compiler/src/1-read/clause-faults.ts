/** Says why a clause does not parse in terms of the clause, not of the parentheses that it is parsed in. */
import type ts from 'typescript';
import type { Span, TypeScript } from '../contract.ts';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { parseDiagnostics } from '../ts-internals.ts';
import { blankDecoration } from './comments.ts';
import { parseLike } from './parse-like.ts';

const before = ';()=>!(';
// A `//` comment ends with the line.
const behind = '\n)';

/** What is wrong with the text of a clause. Its message and its offsets, which are those of the text. */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The diagnostic for a clause that has a syntax error; `fallback` is what TypeScript said of it in its place. */
export function clauseFault(ts: TypeScript, like: ts.SourceFile, { span, fallback }: { readonly span: Span; readonly fallback: Fault }): Diagnostic {
  const text = blankDecoration(like.text.slice(span.start, span.end));
  const { start, end, message } = faultIn(ts, like, text) ?? fallback;
  const from = Math.min(Math.max(start, 0), text.length - 1);
  const to = Math.min(Math.max(end, from + 1), text.length);
  return diagnostic('unparsable-clause', { start: span.start + from, end: span.start + to }, message);
}

function faultIn(ts: TypeScript, like: ts.SourceFile, text: string): Fault | undefined {
  const file = parseLike(ts, like, before + text + behind);
  const [error] = file ? parseDiagnostics(file) : [];
  if (!file || !error) return openComment(ts, like, text);
  const closed = earlyEnd(ts, file);
  if (closed !== undefined && closed <= text.length) return unexpected(text, { start: closed - 1, end: closed });
  const start = error.start - before.length;
  const end = start + error.length;
  if (start < text.length && error.code === expected && isWhole(ts, like, text.slice(0, start))) return unexpected(text, { start, end });
  return { start, end, message: ts.flattenDiagnosticMessageText(error.messageText, ' ') };
}

/** TypeScript's code of "'…' expected". */
const expected = 1005;

function unexpected(text: string, { start, end }: Span): Fault {
  return { start, end, message: `Unexpected \`${text.slice(start, end)}\`.` };
}

/** Where a closing parenthesis of the clause ends the one around it; undefined where none does. */
function earlyEnd(ts: TypeScript, file: ts.SourceFile): number | undefined {
  const [statement] = file.statements.slice(1);
  const arrow = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const body = arrow && ts.isArrowFunction(arrow) && ts.isPrefixUnaryExpression(arrow.body) ? arrow.body : undefined;
  return body && body.end < file.end && file.text[body.end - 1] === ')' ? body.end - before.length : undefined;
}

/** Whether a text is one expression by itself. */
function isWhole(ts: TypeScript, like: ts.SourceFile, text: string): boolean {
  const file = parseLike(ts, like, before + text + behind);
  return file !== undefined && parseDiagnostics(file).length === 0;
}

/** A `//` comment that takes the end of the clause with it. */
function openComment(ts: TypeScript, like: ts.SourceFile, text: string): Fault | undefined {
  const found = [...text.matchAll(/\/\//g)].find(({ index }) => isWhole(ts, like, text.slice(0, index)));
  return found && { start: found.index, end: text.length, message: 'A `//` comment does not end with the clause. Say it behind the closing backtick.' };
}
