/** Names: which identifiers of an expression are references, and what a scope declares. By syntax alone. */
import type ts from 'typescript';
import type { Clause, FunctionNode, TypeScript } from '../contract.ts';
import { containsAny, offsetsOf } from './offsets.ts';
import { isAssignment } from './syntax.ts';
import { sideTable } from '../side-table.ts';

/**
 * The identifiers in `expression` that refer to something declared outside of it, in source order.
 *
 * @pure
 */
export function freeNames(ts: TypeScript, expression: ts.Node): readonly ts.Identifier[] {
  const known = freeNamesByExpression.get(expression) ?? findFreeNames(ts, expression);
  freeNamesByExpression.set(expression, known);
  return known;
}

const freeNamesByExpression = sideTable<ts.Node, readonly ts.Identifier[]>('free names');

function findFreeNames(ts: TypeScript, expression: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  let bound: ReadonlySet<string> = new Set();
  const visit = (node: ts.Node): void => {
    if (isType(ts, node)) return;
    if (ts.isIdentifier(node)) {
      if (isReference(ts, node) && !bound.has(node.text)) found.push(node);
      return;
    }
    const outer = bound;
    if (opensScope(ts, node)) bound = union(bound, declaredIn(ts, node));
    ts.forEachChild(node, visit);
    bound = outer;
  };
  visit(expression);
  return found;
}

/**
 * The free names of everything that a clause evaluates: its condition and its error classes.
 *
 * @pure
 */
export function clauseNames(ts: TypeScript, { predicate, errors = [] }: Clause): readonly ts.Identifier[] {
  const named = predicate ? freeNames(ts, predicate.expression) : [];
  return errors.length === 0 ? named : [...named, ...errors.flatMap((each) => freeNames(ts, each))];
}

/** Whether a node is a type and nothing else: `extends C` and `f<T>` are kinds of type node that hold a value. */
export function isType(ts: TypeScript, node: ts.Node): boolean {
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

/** Whether an identifier stands for a value: it is no member name, no declaration, no label. */
export function isReference(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return !isRightSide(ts, parent, node);
  if (ts.isShorthandPropertyAssignment(parent) || ts.isExportAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isJsxAttribute(parent) || ts.isJsxNamespacedName(parent)) return false;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) return !/^[a-z]/.test(node.text);
  return (parent as Partial<ts.NamedDeclaration>).name !== node;
}

function isRightSide(ts: TypeScript, parent: ts.PropertyAccessExpression | ts.QualifiedName, node: ts.Identifier): boolean {
  return ts.isQualifiedName(parent) ? parent.right === node : parent.name === node;
}

/** Whether a node declares names for what is inside it. */
export function opensScope(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isBlock(node) || ts.isClassLike(node) || ts.isCaseBlock(node) || ts.isCatchClause(node) || isLoopWithHead(ts, node);
}

function isLoopWithHead(ts: TypeScript, node: ts.Node): node is ts.ForStatement | ts.ForInOrOfStatement {
  return ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node);
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return b.size === 0 ? a : new Set([...a, ...b]);
}

const namesByScope = sideTable<ts.Node, ReadonlySet<string>>('declared names');

/** The names that a scope node itself declares. They are asked for by each name of each clause inside it. */
export function declaredIn(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  const known = namesByScope.get(node) ?? findDeclared(ts, node);
  namesByScope.set(node, known);
  return known;
}

function findDeclared(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  if (ts.isFunctionLike(node)) {
    for (const parameter of node.parameters) addBinding(ts, parameter.name, names);
    if (ts.isFunctionExpression(node) && node.name) names.add(node.name.text);
    const { body } = node as ts.FunctionLikeDeclaration;
    if (body && ts.isBlock(body)) addAll(names, bodyNames(ts, body));
  } else if (ts.isBlock(node) || ts.isCaseBlock(node)) {
    const statements = ts.isBlock(node) ? node.statements : node.clauses.flatMap((clause) => [...clause.statements]);
    for (const statement of statements) addLexical(ts, statement, names);
  } else if (ts.isClassLike(node)) {
    if (node.name) names.add(node.name.text);
  } else if (ts.isCatchClause(node)) {
    if (node.variableDeclaration) addBinding(ts, node.variableDeclaration.name, names);
  } else if (isLoopWithHead(ts, node) && node.initializer && ts.isVariableDeclarationList(node.initializer)) {
    for (const declaration of node.initializer.declarations) addBinding(ts, declaration.name, names);
  }
  return names;
}

export interface BodyNames {
  /** `let`, `const`, `class`, `enum` at the top of the body. */
  readonly lexical: ReadonlySet<string>;
  /** `var` anywhere in the body, and functions at its top: they belong to the whole function. */
  readonly hoisted: ReadonlySet<string>;
}

const bindingsByBody = sideTable<ts.Block, BodyNames>('bindings');

/** What a function body declares for all of itself. */
export function bodyBindings(ts: TypeScript, body: ts.Block): BodyNames {
  const known = bindingsByBody.get(body) ?? findBindings(ts, body);
  bindingsByBody.set(body, known);
  return known;
}

function findBindings(ts: TypeScript, body: ts.Block): BodyNames {
  const lexical = new Set<string>();
  const hoisted = new Set<string>();
  for (const statement of body.statements) {
    if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) hoisted.add(statement.name.text);
    } else addLexical(ts, statement, lexical);
  }
  if (!/\bvar\b/.test(body.getSourceFile().text.slice(body.pos, body.end))) return { lexical, hoisted };
  forEachInBody(ts, body, (node) => {
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const declaration of node.declarations) addBinding(ts, declaration.name, hoisted);
    }
  });
  return { lexical, hoisted };
}

function bodyNames(ts: TypeScript, body: ts.Block): ReadonlySet<string> {
  const { lexical, hoisted } = bodyBindings(ts, body);
  return union(lexical, hoisted);
}

function addAll(target: Set<string>, names: ReadonlySet<string>): void {
  for (const name of names) target.add(name);
}

function addLexical(ts: TypeScript, statement: ts.Statement, names: Set<string>): void {
  if (ts.isVariableStatement(statement)) {
    if ((statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0) return;
    for (const declaration of statement.declarationList.declarations) addBinding(ts, declaration.name, names);
  } else if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    if (statement.name) names.add(statement.name.text);
  }
}

/** Adds the names that a binding pattern declares. */
export function addBinding(ts: TypeScript, name: ts.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
  else for (const element of name.elements) if (ts.isBindingElement(element)) addBinding(ts, element.name, names);
}

/** The names of a function's parameters, those in patterns included. */
export function parameterNames(ts: TypeScript, node: ts.SignatureDeclaration): ReadonlySet<string> {
  const names = new Set<string>();
  for (const parameter of node.parameters) addBinding(ts, parameter.name, names);
  names.delete('this');
  return names;
}

/**
 * The parameters that calls pass something for: all but `this`.
 *
 * @pure
 */
export function passedParameters(ts: TypeScript, node: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return node.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
}

/** Visits the nodes inside `body` that belong to its own function: not those of functions and classes inside it. */
export function forEachInBody(ts: TypeScript, body: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(body, (child) => forEachOwn(ts, child, visit));
}

/** Visits a node and the nodes inside it that belong to the same function. */
function forEachOwn(ts: TypeScript, node: ts.Node, visit: (node: ts.Node) => void): void {
  if (isType(ts, node)) return;
  visit(node);
  if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, (child) => forEachOwn(ts, child, visit));
}

/** Whether some scope around `node`, up to and with its file, declares `name`. */
export function isDeclaredAround(ts: TypeScript, node: ts.Node, name: string): boolean {
  for (const names of scopesAround(ts, node)) if (names.has(name)) return true;
  return false;
}

/** All names that the scopes around `node` declare, up to and with its file. */
export function namesAround(ts: TypeScript, node: ts.Node): ReadonlySet<string> {
  return new Set([...scopesAround(ts, node)].flatMap((names) => [...names]));
}

/** What each scope around `node` declares, from the inside out; of a function itself its parameters and its name. */
function* scopesAround(ts: TypeScript, node: ts.Node): Generator<ReadonlySet<string>, void> {
  for (let scope: ts.Node | undefined = node; scope; scope = scope.parent as ts.Node | undefined) {
    if (ts.isSourceFile(scope) || ts.isModuleBlock(scope)) yield moduleNames(ts, scope);
    else if (scope === node && ts.isFunctionLike(scope)) yield new Set([...parameterNames(ts, scope), ...(scope.name ? [scope.name.getText()] : [])]);
    else if (opensScope(ts, scope)) yield declaredIn(ts, scope);
  }
}

const moduleNamesByScope = sideTable<ts.Node, ReadonlySet<string>>('module names');

/** The names that a file or namespace declares at its top level, imports included. */
function moduleNames(ts: TypeScript, scope: ts.SourceFile | ts.ModuleBlock): ReadonlySet<string> {
  const known = moduleNamesByScope.get(scope);
  if (known) return known;
  const names = new Set<string>();
  for (const statement of scope.statements) {
    addLexical(ts, statement, names);
    if (ts.isImportDeclaration(statement)) addImport(ts, statement, names);
    else if (ts.isImportEqualsDeclaration(statement) || ts.isModuleDeclaration(statement)) names.add(statement.name.text);
    else if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) addBinding(ts, name, names);
  }
  moduleNamesByScope.set(scope, names);
  return names;
}

function addImport(ts: TypeScript, declaration: ts.ImportDeclaration, names: Set<string>): void {
  const clause = declaration.importClause;
  if (clause?.name) names.add(clause.name.text);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.add(bindings.name.text);
  else if (bindings) for (const { name } of bindings.elements) names.add(name.text);
}

/** The nearest function, or undefined at the top of a file or class. */
export function enclosingFunction(ts: TypeScript, node: ts.Node): FunctionNode | undefined {
  const found = ts.findAncestor(node.parent, (each) => ts.isFunctionLike(each) || ts.isClassStaticBlockDeclaration(each));
  return found && 'body' in found && !ts.isClassStaticBlockDeclaration(found) ? (found) : undefined;
}

/** Whether a name at its place means what the file's top level declares: no scope in between declares it. */
export function meansTopLevel(ts: TypeScript, name: ts.Identifier): boolean {
  for (let scope: ts.Node = name.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (opensScope(ts, scope) && declaredIn(ts, scope).has(name.text)) return false;
    if (ts.isModuleBlock(scope) && moduleNames(ts, scope).has(name.text)) return false;
  }
  return true;
}

/**
 * Which of some names a function assigns anywhere inside, closures included; undefined if `eval` may assign any. It goes only where the text has one
 * of them. Names that are written with escapes may stand anywhere.
 */
export function assignedNames(ts: TypeScript, body: ts.Node, among: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const { text } = body.getSourceFile();
  const within = { start: body.pos, end: body.end };
  const offsets = text.slice(body.pos, body.end).includes('\\u') ? undefined : offsetsOf(text, [...among, 'eval'], within);
  const names = new Set<string>();
  let dynamic = false;
  const addTarget = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    else if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) ts.forEachChild(node, addTarget);
  };
  const firstWithChildren = ts.SyntaxKind.FirstNode;
  const visit = (node: ts.Node): void => {
    if (node.kind < firstWithChildren || (offsets && !containsAny(offsets, { start: node.pos, end: node.end })) || isType(ts, node)) return;
    if (ts.isBinaryExpression(node) && isAssignment(ts, node)) addTarget(node.left);
    else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) addTarget(node.operand);
    else if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) addTarget(node.initializer);
    else if (ts.isVariableDeclaration(node)) addBinding(ts, node.name, names);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'eval') dynamic = true;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return dynamic ? undefined : names;
}
