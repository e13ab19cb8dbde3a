/** Tells output of the compiler from source: its comments still hold the contracts, which must not be compiled a second time. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { runtimeModule } from './body-calls.ts';

const entry = `${runtimeModule}/check`;

/**
 * Whether a file is compiled already: it imports the runtime's entry for compiled code, as a module or through `require`.
 *
 * @pure
 */
export function isCompiled(ts: TypeScript, { text, statements }: ts.SourceFile): boolean {
  if (!text.includes(entry)) return false;
  return statements.some((statement) => {
    if (ts.isImportDeclaration(statement)) return isEntry(ts, statement.moduleSpecifier);
    const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const call = declaration?.initializer;
    return call !== undefined && ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require' && isEntry(ts, call.arguments[0]);
  });
}

function isEntry(ts: TypeScript, node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isStringLiteral(node) && node.text === entry;
}
