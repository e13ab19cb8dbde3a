/** Where the names in a clause come from, by syntax alone: what a tool of another package needs to evaluate the clause. */
import type ts from 'typescript';
import { hasModifier } from './1-read/syntax.ts';
import { addBinding, clauseNames, parameterNames } from './1-read/resolve.ts';
import type { Clause, ContractOwner, TypeScript } from './contract.ts';
import { sideTable } from './side-table.ts';

/** What a name of a module stands for. */
export interface NameOrigin {
  /** As it is imported; `.` for the module of the clause itself. */
  readonly module: string;
  /** The name under which that module exports it: `default`, `*` for all of it, `export=`; absent if it does not. */
  readonly export?: string;
}

/** The origins of the names in a clause that its module declares or imports. Parameters and globals have none. */
export function nameOrigins(ts: TypeScript, { node }: ContractOwner, clause: Clause): Readonly<Record<string, NameOrigin>> {
  const known = originsIn(ts, node.getSourceFile());
  const parameters = ts.isFunctionLike(node) ? parameterNames(ts, node) : new Set<string>();
  const names = [...new Set(clauseNames(ts, clause).map(({ text }) => text))].filter((name) => !parameters.has(name)).sort();
  return Object.fromEntries(names.flatMap((name) => {
    const origin = known.get(name);
    return origin ? [[name, origin] as const] : [];
  }));
}

const originsByFile = sideTable<ts.SourceFile, ReadonlyMap<string, NameOrigin>>('origins');

function originsIn(ts: TypeScript, file: ts.SourceFile): ReadonlyMap<string, NameOrigin> {
  const known = originsByFile.get(file) ?? findOrigins(ts, file);
  originsByFile.set(file, known);
  return known;
}

function findOrigins(ts: TypeScript, file: ts.SourceFile): Map<string, NameOrigin> {
  const origins = new Map<string, NameOrigin>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) addImported(ts, statement, origins);
    else if (ts.isImportEqualsDeclaration(statement)) {
      const { moduleReference } = statement;
      if (ts.isExternalModuleReference(moduleReference) && ts.isStringLiteral(moduleReference.expression)) origins.set(statement.name.text, { module: moduleReference.expression.text, export: 'export=' });
    } else addDeclared(ts, statement, origins);
  }
  for (const statement of file.statements) addExports(ts, statement, origins);
  return origins;
}

function addImported(ts: TypeScript, { importClause, moduleSpecifier }: ts.ImportDeclaration, origins: Map<string, NameOrigin>): void {
  if (!ts.isStringLiteral(moduleSpecifier)) return;
  const module = moduleSpecifier.text;
  if (importClause?.name) origins.set(importClause.name.text, { module, export: 'default' });
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) origins.set(bindings.name.text, { module, export: '*' });
  else for (const { name, propertyName } of bindings?.elements ?? []) origins.set(name.text, { module, export: (propertyName ?? name).text });
}

function addDeclared(ts: TypeScript, statement: ts.Statement, origins: Map<string, NameOrigin>): void {
  const names = new Set<string>();
  if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) addBinding(ts, name, names);
  else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
    if (statement.name && ts.isIdentifier(statement.name)) names.add(statement.name.text);
  }
  const isExported = hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  const isDefault = hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword);
  for (const name of names) origins.set(name, isExported ? { module: '.', export: isDefault ? 'default' : name } : { module: '.' });
}

/** Export lists without a source, `export default name` and `export = name`. */
function addExports(ts: TypeScript, statement: ts.Statement, origins: Map<string, NameOrigin>): void {
  const add = (local: string, exported: string): void => {
    if (origins.get(local)?.module === '.') origins.set(local, { module: '.', export: exported });
  };
  if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) add(statement.expression.text, statement.isExportEquals === true ? 'export=' : 'default');
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return;
  for (const { name, propertyName } of statement.exportClause.elements) add((propertyName ?? name).text, name.text);
}
