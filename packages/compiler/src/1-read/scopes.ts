/** What a scope declares and what a file exports, by name, as nodes. By syntax alone. */
import type ts from 'typescript';
import type { TypeScript } from '../contract.ts';
import { hasModifier } from './syntax.ts';
import { sideTable } from '../side-table.ts';

/** Declarations by name; several of one name merge. */
export type DeclaredNames = ReadonlyMap<string, readonly ts.Node[]>;

const none: DeclaredNames = new Map();
const declaredByScope = sideTable<ts.Node, DeclaredNames>('declared');

/** The names that a block, a namespace or a file declares for itself; nothing for any other node. */
export function namesDeclaredIn(ts: TypeScript, scope: ts.Node): DeclaredNames {
  const statements = statementsOf(ts, scope);
  if (!statements) return none;
  const known = declaredByScope.get(scope) ?? collectNames(ts, statements);
  declaredByScope.set(scope, known);
  return known;
}

function statementsOf(ts: TypeScript, scope: ts.Node): readonly ts.Statement[] | undefined {
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) return scope.statements;
  return ts.isCaseBlock(scope) ? scope.clauses.flatMap(({ statements }) => [...statements]) : undefined;
}

function collectNames(ts: TypeScript, statements: readonly ts.Statement[]): DeclaredNames {
  const names = new Map<string, ts.Node[]>();
  const add = (name: string, node: ts.Node): void => {
    const declared = names.get(name);
    if (declared) declared.push(node);
    else names.set(name, [node]);
  };
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) addBindings(ts, declaration, add);
    } else if (ts.isImportDeclaration(statement)) addImports(ts, statement, add);
    else if (isNamedStatement(ts, statement) && statement.name) add(statement.name.text, statement);
  }
  return names;
}

type Named = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.FunctionDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration | ts.ImportEqualsDeclaration;

function isNamedStatement(ts: TypeScript, node: ts.Node): node is Named {
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isFunctionDeclaration(node)) return true;
  return ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node) || ts.isImportEqualsDeclaration(node);
}

type Add = (name: string, node: ts.Node) => void;

function addBindings(ts: TypeScript, declaration: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration, add: Add): void {
  if (ts.isIdentifier(declaration.name)) add(declaration.name.text, declaration);
  else for (const element of declaration.name.elements) if (ts.isBindingElement(element)) addBindings(ts, element, add);
}

function addImports(ts: TypeScript, { importClause }: ts.ImportDeclaration, add: Add): void {
  if (importClause?.name) add(importClause.name.text, importClause);
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name.text, bindings);
  else for (const specifier of bindings?.elements ?? []) add(specifier.name.text, specifier);
}

const nothing: readonly never[] = []; // made for each node that is climbed past otherwise

/** The parameters, type parameters and own name that a function, class or type alias brings into its scope under a name. */
export function parametersNamed(ts: TypeScript, scope: ts.Node, name: string): readonly ts.Node[] {
  const { typeParameters, parameters } = scope as { typeParameters?: readonly ts.TypeParameterDeclaration[]; parameters?: readonly ts.ParameterDeclaration[] };
  const isNamed = ts.isClassExpression(scope) || ts.isFunctionExpression(scope);
  if (!typeParameters && !parameters && !isNamed) return nothing;
  const found: ts.Node[] = typeParameters?.filter((each) => each.name.text === name) ?? [];
  for (const parameter of (ts.isFunctionLike(scope) && parameters) || nothing) addBindings(ts, parameter, (each, node) => void (each === name && found.push(node)));
  if (isNamed && scope.name?.text === name) found.push(scope);
  return found;
}

const exportedByFile = sideTable<ts.SourceFile, DeclaredNames>('exported');

/**
 * What a file exports by name: declarations, specifiers, and assignments to `module.exports`. `export=` is what it is as a whole, `*` are its
 * `export * from`.
 */
export function exportedStatements(ts: TypeScript, file: ts.SourceFile): DeclaredNames {
  const known = exportedByFile.get(file) ?? collectExports(ts, file);
  exportedByFile.set(file, known);
  return known;
}

function collectExports(ts: TypeScript, file: ts.SourceFile): DeclaredNames {
  const names = new Map<string, ts.Node[]>();
  const add: Add = (name, node) => void names.set(name, [...(names.get(name) ?? []), node]);
  // A declaration file exports everything, unless it says what.
  const exportsAll = file.isDeclarationFile && !file.statements.some((each) => ts.isExportDeclaration(each) || ts.isExportAssignment(each));
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement)) add(statement.isExportEquals === true ? 'export=' : 'default', statement);
    else if (ts.isExportDeclaration(statement)) addExportList(ts, statement, add);
    else if (ts.isExpressionStatement(statement)) addAssignment(ts, statement.expression, add);
    else if (exportsAll || hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) {
      if (hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword)) add('default', statement);
      else for (const [name, nodes] of collectNames(ts, [statement])) for (const node of nodes) add(name, node);
    }
  }
  return names;
}

function addExportList(ts: TypeScript, statement: ts.ExportDeclaration, add: Add): void {
  const { exportClause } = statement;
  if (!exportClause) add('*', statement);
  else if (ts.isNamespaceExport(exportClause)) add(exportClause.name.text, exportClause);
  else for (const specifier of exportClause.elements) add(specifier.name.text, specifier);
}

/**
 * `module.exports = value`, `exports.name = value`, `exports['name'] = value`, `module.exports.name = value`, `exports = module.exports = value`,
 * and what functions of `Object` put there.
 */
function addAssignment(ts: TypeScript, node: ts.Expression, add: Add): void {
  if (ts.isCallExpression(node)) addDefinition(ts, node, add);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
  if (ts.isBinaryExpression(node.right)) addAssignment(ts, node.right, add);
  const { left } = node;
  if (isModuleExports(ts, left)) add('export=', node);
  else if (ts.isPropertyAccessExpression(left) && isExports(ts, left.expression)) add(left.name.text, node);
  else if (ts.isElementAccessExpression(left) && ts.isStringLiteralLike(left.argumentExpression) && isExports(ts, left.expression)) add(left.argumentExpression.text, node);
}

/** `Object.defineProperty(exports, 'name', …)` defines a name; `Object.assign(exports, …)` copies all of what it is given, as `export *` does. */
function addDefinition(ts: TypeScript, call: ts.CallExpression, add: Add): void {
  const [object, name, ...others] = call.arguments;
  const method = methodOfObject(ts, call);
  if (!object || !name || !isExports(ts, object)) return;
  if (method === 'defineProperty' && ts.isStringLiteralLike(name) && others[0]) add(name.text, call);
  else if (method === 'assign') for (const each of [...others.toReversed(), name]) add('*', each);
}

/** The name of a function of `Object` that is called. */
export function methodOfObject(ts: TypeScript, { expression }: ts.CallExpression): string | undefined {
  return ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression) && expression.expression.text === 'Object' ? expression.name.text : undefined;
}

function isModuleExports(ts: TypeScript, node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'module' && node.name.text === 'exports';
}

/** Whether an expression is the object of what a CommonJS module exports: `exports`, `module.exports`. */
export function isExports(ts: TypeScript, node: ts.Node): boolean {
  return isModuleExports(ts, node) || (ts.isIdentifier(node) && node.text === 'exports');
}
