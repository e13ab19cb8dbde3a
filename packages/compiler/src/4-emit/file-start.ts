/** Where a file begins once the statements at its start are gone. */
import type ts from 'typescript';
import { kindOfCall } from '../clause-kinds.ts';
import type { TypeScript } from '../contract.ts';
import { isRuntimeImport } from '../1-read/body-calls.ts';
import { isClauseHelper } from '../2-check/scope.ts';

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

/**
 * Where declarations begin, by the same rule: they keep nothing of an import of contract functions.
 *
 * @ensures `result >= sourceFile.statements.pos`
 */
export function startOfDeclarations(ts: TypeScript, sourceFile: ts.SourceFile): number {
  return startOfStatements(ts, sourceFile, (statement) => isOfContracts(ts, statement));
}

/** Whether a statement imports contract functions, and nothing else. */
export function isOfContracts(ts: TypeScript, statement: ts.Statement): boolean {
  const bindings = isRuntimeImport(ts, statement) ? statement.importClause?.namedBindings : undefined;
  return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every(({ name, propertyName }) => isContractName((propertyName ?? name).text));
}

function isContractName(name: string): boolean {
  return kindOfCall(name) !== undefined || isClauseHelper(name);
}
