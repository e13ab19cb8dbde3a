/** What a name means, without a type checker: the declaration that its scope gives it. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { textFact } from '../text-fact.ts';

/** A declaration that gives a name a meaning. */
export interface Binding {
  readonly kind: 'parameter' | 'const' | 'let' | 'var' | 'function' | 'class' | 'import';
  readonly name: string;
  /** The parameter, variable or binding element, function, class or import. */
  readonly declaration: ts.Node;
  /** The function that it belongs to, or the file. */
  readonly owner: ts.Node;
}

/** What a constant of one name is set to, which its name stands for wherever it is used. */
export function constantValue(binding: Binding | undefined): ts.Expression | undefined {
  const { declaration } = binding ?? {};
  return binding?.kind === 'const' && declaration && typescript.isVariableDeclaration(declaration) && typescript.isIdentifier(declaration.name) ? declaration.initializer : undefined;
}

const { SyntaxKind, NodeFlags } = typescript;

type Scope = Map<string, Binding>;

const scopes = sideTable<ts.Node, Scope>('scope');

/** The binding that an identifier means; undefined for what the file does not declare. */
export function bindingOf(identifier: ts.Identifier): Binding | undefined {
  const name = identifier.text;
  for (let node: ts.Node | undefined = identifier.parent; node !== undefined; node = node.parent) {
    const found = isScope(node) ? scopeOf(node).get(name) : undefined;
    if (found) return found;
  }
  return undefined;
}

const scopeKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.SourceFile, SyntaxKind.ModuleBlock, SyntaxKind.Block, SyntaxKind.CaseBlock, SyntaxKind.ForStatement, SyntaxKind.ForInStatement,
  SyntaxKind.ForOfStatement, SyntaxKind.CatchClause, SyntaxKind.ClassExpression,
]);

function isScope(node: ts.Node): boolean {
  return scopeKinds.has(node.kind) || typescript.isFunctionLike(node);
}

function scopeOf(node: ts.Node): Scope {
  const known = scopes.get(node);
  if (known) return known;
  const scope: Scope = new Map();
  scopes.set(node, scope);
  fill(scope, node);
  return scope;
}

/** The innermost function around a node, or the file; a static block counts as a function. */
export function ownerOf(node: ts.Node): ts.Node {
  let at = node;
  while (!typescript.isFunctionLike(at) && !typescript.isSourceFile(at) && !typescript.isClassStaticBlockDeclaration(at)) at = at.parent;
  return at;
}

function fill(scope: Scope, node: ts.Node): void {
  const owner = ownerOf(node);
  if (typescript.isFunctionLike(node)) return fillFunction(scope, node);
  if (typescript.isSourceFile(node) || typescript.isModuleBlock(node) || typescript.isBlock(node)) {
    for (const statement of node.statements) declare(scope, owner, statement);
    if (!typescript.isBlock(node)) hoist(scope, owner, node);
  } else if (typescript.isCaseBlock(node)) for (const clause of node.clauses) clause.statements.forEach((statement) => declare(scope, owner, statement));
  else if (typescript.isCatchClause(node)) addName(scope, node.variableDeclaration?.name, { kind: 'let', owner });
  else if (typescript.isClassExpression(node)) addDeclared(scope, node, { kind: 'class', owner });
  else addVariables(scope, owner, (node as ts.ForStatement).initializer);
}

function fillFunction(scope: Scope, node: ts.SignatureDeclaration): void {
  if (typescript.isFunctionExpression(node)) addDeclared(scope, node, { kind: 'function', owner: node });
  for (const { name } of node.parameters) addName(scope, name, { kind: 'parameter', owner: node });
  const { body } = node as { readonly body?: ts.Node };
  if (body && typescript.isBlock(body)) hoist(scope, node, body);
}

/** What a statement declares in the block that it stands in. */
function declare(scope: Scope, owner: ts.Node, statement: ts.Statement): void {
  if (typescript.isVariableStatement(statement)) addVariables(scope, owner, statement.declarationList);
  else if (typescript.isFunctionDeclaration(statement)) addDeclared(scope, statement, { kind: 'function', owner });
  else if (typescript.isClassDeclaration(statement) || typescript.isEnumDeclaration(statement) || typescript.isModuleDeclaration(statement)) addDeclared(scope, statement, { kind: 'class', owner });
  else if (typescript.isImportEqualsDeclaration(statement)) addDeclared(scope, statement, { kind: 'import', owner });
  else if (typescript.isImportDeclaration(statement)) addImports(scope, owner, statement.importClause);
}

function addImports(scope: Scope, owner: ts.Node, clause: ts.ImportClause | undefined): void {
  if (!clause) return;
  addDeclared(scope, clause, { kind: 'import', owner });
  const { namedBindings } = clause;
  if (namedBindings && typescript.isNamespaceImport(namedBindings)) addDeclared(scope, namedBindings, { kind: 'import', owner });
  else for (const element of namedBindings?.elements ?? []) addDeclared(scope, element, { kind: 'import', owner });
}

function addVariables(scope: Scope, owner: ts.Node, list: ts.Node | undefined): void {
  if (!list || !typescript.isVariableDeclarationList(list)) return;
  const kind = (list.flags & NodeFlags.Const) !== 0 || (list.flags & NodeFlags.Using) !== 0 ? 'const' : (list.flags & NodeFlags.Let) !== 0 ? 'let' : 'var';
  for (const { name } of list.declarations) addName(scope, name, { kind, owner });
}

type Meaning = Pick<Binding, 'kind' | 'owner'>;

function addDeclared(scope: Scope, declaration: ts.Node & { readonly name?: ts.Node | undefined }, meaning: Meaning): void {
  const { name } = declaration;
  if (name && typescript.isIdentifier(name) && !scope.has(name.text)) scope.set(name.text, { ...meaning, name: name.text, declaration });
}

/** A name or the names in a pattern. */
function addName(scope: Scope, name: ts.BindingName | undefined, meaning: Meaning): void {
  if (!name) return;
  if (typescript.isIdentifier(name)) addDeclared(scope, name.parent, meaning);
  else for (const element of name.elements) if (typescript.isBindingElement(element)) addName(scope, element.name, meaning);
}

const mayHoist = textFact('var', (text) => /\bvar\b/.test(text));

/** `var` belongs to the function, at whatever depth it is declared. */
function hoist(scope: Scope, owner: ts.Node, within: ts.Node): void {
  if (!mayHoist(within.getSourceFile())) return;
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node) || typescript.isExpression(node)) return;
    if (typescript.isVariableDeclarationList(node) && (node.flags & NodeFlags.BlockScoped) === 0) addVariables(scope, owner, node);
    typescript.forEachChild(node, visit);
  };
  typescript.forEachChild(within, visit);
}
