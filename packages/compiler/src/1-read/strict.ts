/** Which code is strict whatever prints it. TypeScript makes all that it prints strict; the text printer leaves a CommonJS file of JavaScript as it is. */
import type ts from 'typescript';
import type { FunctionNode, TypeScript } from '../contract.ts';
import { hasModifier, isDirective } from './syntax.ts';

/** Whether a function is strict by what is around it. */
function isStrictAround(ts: TypeScript, node: ts.Node): boolean {
  for (let at = node.parent as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) {
    if (ts.isClassLike(at) || (ts.isBlock(at) && ts.isFunctionLike(at.parent) && saysStrict(ts, at.statements))) return true;
    if (ts.isSourceFile(at)) return isStrictFile(ts, at);
  }
  return true;
}

function isStrictFile(ts: TypeScript, { fileName, statements }: ts.SourceFile): boolean {
  return !/\.c?jsx?$/.test(fileName) || saysStrict(ts, statements) || statements.some((each) => isModuleSyntax(ts, each));
}

function isModuleSyntax(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
}

function saysStrict(ts: TypeScript, statements: readonly ts.Statement[]): boolean {
  const end = statements.findIndex((each) => !isDirective(ts, each));
  return statements.slice(0, end === -1 ? statements.length : end).some((each) => isUseStrict(ts, each));
}

/**
 * The directive that makes code strict.
 *
 * @pure
 */
export function isUseStrict(ts: TypeScript, statement: ts.Statement): boolean {
  return isDirective(ts, statement) && (statement as ts.ExpressionStatement & { expression: ts.StringLiteral }).expression.text === 'use strict';
}

/**
 * Whether a function is strict by its own directive alone.
 *
 * @pure
 */
export function isStrictAlone(ts: TypeScript, { body }: { readonly body?: ts.Node | undefined }): boolean {
  return body !== undefined && ts.isBlock(body) && saysStrict(ts, body.statements) && !isStrictAround(ts, body.parent);
}

/**
 * Whether writing to `arguments` may write a parameter of a function, as it does in code that is not strict.
 *
 * @pure
 */
export function sharesArguments(ts: TypeScript, node: FunctionNode): boolean {
  const { body } = node;
  if (!body || ts.isArrowFunction(node) || isStrictAround(ts, node) || !node.getSourceFile().text.includes('arguments') || (ts.isBlock(body) && saysStrict(ts, body.statements))) return false;
  const uses = (at: ts.Node): boolean => {
    if (ts.isIdentifier(at)) return at.text === 'arguments';
    if (ts.isFunctionLike(at) && !ts.isArrowFunction(at)) return false;
    return ts.forEachChild(at, (child) => uses(child) || undefined) === true;
  };
  return uses(body);
}
