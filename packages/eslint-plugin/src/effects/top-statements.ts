/** What runs when a file is loaded: its own statements, and those in its namespaces. */
import type ts from 'typescript';
import { typescript } from '../source.ts';

/** The statements at the top of a file, namespaces before what is in them. */
export function topStatements({ statements }: ts.SourceFile | ts.ModuleBlock): readonly ts.Statement[] {
  if (!statements.some(typescript.isModuleDeclaration)) return statements;
  return statements.flatMap((statement) => [statement, ...inNamespace(statement)]);
}

function inNamespace(statement: ts.Node): readonly ts.Statement[] {
  const body = typescript.isModuleDeclaration(statement) ? statement.body : undefined;
  if (!body) return [];
  // `namespace A.B { … }` is one in the other.
  return typescript.isModuleBlock(body) ? topStatements(body) : inNamespace(body);
}
