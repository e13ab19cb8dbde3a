/** Where a file begins once the statements at its start are gone. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';

/**
 * The offset at which the statements that stay begin. TypeScript prints comments at the start of a file before anything else, and looks for
 * them where its first statement was: behind a removed import of the runtime that is where the next one begins.
 */
export function startOfStatements(ts: TypeScript, { statements, text }: ts.SourceFile, isRemoved: (statement: ts.Statement) => boolean): number {
  let start = statements.pos;
  for (const statement of statements) {
    if (!isRemoved(statement) || (ts.getLeadingCommentRanges(text, statement.pos) ?? []).length > 0) break;
    start = statement.end;
  }
  return start;
}
