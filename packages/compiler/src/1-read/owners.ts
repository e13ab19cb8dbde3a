/** Which declarations own contracts, what they are called, where their doc comments are, and which are exported. */
import type ts from 'typescript';
import { hasModifier, isWrapper, withWrappers } from './syntax.ts';
import type { ContractOwner, FunctionNode, OwnerNode, OwnerRole, Span, TypeScript } from '../contract.ts';
import { docCommentOf } from './comments.ts';
import { aliasOf, functionTypeName } from './function-types.ts';
import { sideTable } from '../side-table.ts';

/**
 * The owner that `node` is, or undefined.
 *
 * @pure
 */
export function ownerOf(ts: TypeScript, node: ts.Node): ContractOwner | undefined {
  const role = roleOf(ts, node);
  if (!role) return undefined;
  const owner = node as OwnerNode;
  return { node: owner, role, name: nameOf(ts, owner, role), exported: !ts.isFunctionTypeNode(owner) && isExported(ts, owner) };
}

/** Whether contracts can belong to a node. */
export function canOwn(ts: TypeScript, node: ts.Node): node is OwnerNode {
  return roleOf(ts, node) !== undefined;
}

function roleOf(ts: TypeScript, node: ts.Node): OwnerRole | undefined {
  if (ts.isFunctionDeclaration(node)) return node.body ? 'function' : 'signature';
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) return 'function';
  if (ts.isMethodDeclaration(node)) return node.body ? 'method' : 'signature';
  if (ts.isConstructorDeclaration(node)) return node.body ? 'constructor' : 'signature';
  if (ts.isGetAccessorDeclaration(node)) return node.body ? 'getter' : 'signature';
  if (ts.isSetAccessorDeclaration(node)) return node.body ? 'setter' : 'signature';
  if (ts.isClassLike(node)) return 'class';
  if (ts.isInterfaceDeclaration(node)) return 'interface';
  if (ts.isTypeAliasDeclaration(node)) return 'type';
  if (ts.isMethodSignature(node) || ts.isCallSignatureDeclaration(node) || ts.isConstructSignatureDeclaration(node)) return 'signature';
  if (ts.isPropertySignature(node) || ts.isFunctionTypeNode(node)) return 'signature';
  if (ts.isPropertyDeclaration(node)) return holdsFunction(ts, node.initializer) || holdsData(ts, node) ? undefined : 'signature';
  return undefined;
}

/** Whether a field holds something that nobody calls and that no accessor of an heir can stand in for, as one can for an `accessor` field. */
function holdsData(ts: TypeScript, node: ts.PropertyDeclaration): boolean {
  const { initializer, type } = node;
  if (!initializer || ts.isAutoAccessorPropertyDeclaration(node) || (type && !ts.isLiteralTypeNode(type) && !ts.isArrayTypeNode(type) && !dataTypes(ts).has(type.kind))) return false;
  const value = skipWrappers(ts, initializer);
  return ts.isLiteralExpression(value) || ts.isArrayLiteralExpression(value) || ts.isPrefixUnaryExpression(value) || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(value.kind);
}

function dataTypes({ SyntaxKind }: TypeScript): ReadonlySet<ts.SyntaxKind> {
  return new Set([SyntaxKind.NumberKeyword, SyntaxKind.StringKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword]);
}

function holdsFunction(ts: TypeScript, initializer: ts.Expression | undefined): boolean {
  const value = initializer && skipWrappers(ts, initializer);
  return value !== undefined && (ts.isFunctionExpression(value) || ts.isArrowFunction(value) || ts.isClassExpression(value));
}

function skipWrappers(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapper(ts, inner)) inner = inner.expression;
  return inner;
}

/**
 * The doc comments that belong to an owner, as TypeScript attaches them: the last before it and before what it initialises. In source order.
 *
 * @pure
 */
export function docCommentsOf(ts: TypeScript, sourceFile: ts.SourceFile, owner: OwnerNode): Span[] {
  const found = new Map<number, Span>();
  for (const host of commentHosts(ts, owner)) {
    const comment = docCommentOf(ts, sourceFile, host);
    if (comment) found.set(comment.start, comment);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/**
 * The doc comments above what a call makes of an owner: `/** … *\/ const f = memoize((n) => n)`. Conditions there would be those of the
 * result, which is not compiled; a reason for having none is one for the function that it wraps.
 */
export function docCommentsOfWrapper(ts: TypeScript, sourceFile: ts.SourceFile, owner: OwnerNode): Span[] {
  if (!isValue(ts, owner)) return [];
  let value: ts.Expression = owner;
  for (let call = callAround(ts, value); call; call = callAround(ts, value)) value = call;
  const hosts = value === owner ? [] : holdersOf(ts, value);
  return hosts.flatMap((host) => docCommentOf(ts, sourceFile, host) ?? []);
}

/** The call that has a value as an argument. */
function callAround(ts: TypeScript, value: ts.Expression): ts.CallExpression | undefined {
  const node = withWrappers(ts, value);
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.expression !== node ? parent : undefined;
}

function isValue(ts: TypeScript, owner: OwnerNode): owner is ts.FunctionExpression | ts.ArrowFunction | ts.ClassExpression {
  return ts.isFunctionExpression(owner) || ts.isArrowFunction(owner) || ts.isClassExpression(owner);
}

/**
 * The nodes whose comments are those of an owner, the outermost last.
 *
 * @pure
 */
export function commentHosts(ts: TypeScript, owner: OwnerNode): ts.Node[] {
  if (ts.isFunctionTypeNode(owner)) {
    const around: ts.Node[] = [];
    for (let node: ts.Node = owner.parent; ts.isParenthesizedTypeNode(node); node = node.parent) around.push(node);
    return [owner, ...around, ...(aliasOf(ts, owner) ?? [])];
  }
  if (!isValue(ts, owner)) return [owner];
  const hosts: ts.Node[] = [owner];
  for (let node: ts.Node = owner.parent; isWrapper(ts, node); node = node.parent) hosts.push(node);
  return [...hosts, ...holdersOf(ts, owner)];
}

/** What holds a value, and the statement around that where its comment is the value's. */
function holdersOf(ts: TypeScript, value: ts.Expression): ts.Node[] {
  const holder = holderOf(ts, value) ?? returnOf(ts, value);
  if (!holder) return [];
  const hosts: ts.Node[] = [holder];
  if (ts.isVariableDeclaration(holder)) {
    const list = holder.parent;
    if (ts.isVariableDeclarationList(list) && list.declarations[0] === holder && ts.isVariableStatement(list.parent)) hosts.push(list.parent);
  } else if (ts.isBinaryExpression(holder) && ts.isExpressionStatement(holder.parent)) hosts.push(holder.parent);
  return hosts;
}

/** The statement that returns a value: TypeScript takes its comment for the value's, as in `/** … *\/ return (n) => n`. */
function returnOf(ts: TypeScript, value: ts.Expression): ts.ReturnStatement | undefined {
  const { parent } = withWrappers(ts, value);
  return ts.isReturnStatement(parent) ? parent : undefined;
}

/** The variable, property, field, assignment or export whose value an expression is. */
type Holder = ts.VariableDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration | ts.ExportAssignment | ts.BinaryExpression;

/**
 * What holds a value directly; undefined where it is an argument, a result or the like.
 *
 * @pure
 */
export function holderOf(ts: TypeScript, value: ts.Node): Holder | undefined {
  const node = withWrappers(ts, value);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === node ? parent : undefined;
  }
  if (ts.isExportAssignment(parent)) return parent;
  if (ts.isBinaryExpression(parent) && assigns(ts, parent.operatorToken) && parent.right === node) return parent;
  return undefined;
}

/** `=`, or what assigns a value as it is where there is none: `??=`, `||=`, `&&=`. */
function assigns({ SyntaxKind }: TypeScript, { kind }: ts.BinaryOperatorToken): boolean {
  return kind === SyntaxKind.EqualsToken || (kind >= SyntaxKind.BarBarEqualsToken && kind <= SyntaxKind.QuestionQuestionEqualsToken);
}

function nameOf(ts: TypeScript, owner: OwnerNode, role: OwnerRole): string {
  if (ts.isFunctionTypeNode(owner)) return functionTypeName(ts, owner);
  const container = containerName(ts, owner);
  if (role === 'constructor') return `new ${container ?? '(anonymous class)'}`;
  const own = ownName(ts, owner);
  if (own === undefined) return role === 'class' ? '(anonymous class)' : '(anonymous function)';
  return container === undefined ? own : `${container}.${own}`;
}

function ownName(ts: TypeScript, owner: OwnerNode): string | undefined {
  if ('name' in owner && owner.name) return textOf(ts, owner.name);
  if (hasModifier(ts, owner, ts.SyntaxKind.DefaultKeyword)) return 'default';
  if (!isValue(ts, owner)) return undefined;
  const holder = holderOf(ts, owner);
  if (!holder) return defaultedName(ts, owner);
  if (ts.isExportAssignment(holder)) return holder.isExportEquals ? 'export=' : 'default';
  return textOf(ts, ts.isBinaryExpression(holder) ? holder.left : holder.name);
}

/** The parameter whose default a value is: JavaScript calls the value so too. */
function defaultedName(ts: TypeScript, value: ts.Node): string | undefined {
  const node = withWrappers(ts, value);
  const { parent } = node;
  return (ts.isParameter(parent) || ts.isBindingElement(parent)) && parent.initializer === node && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

function textOf(ts: TypeScript, node: ts.Node): string {
  return ts.isIdentifier(node) ? node.text : node.getText().replace(/\s+/g, ' ');
}

/** The class, interface or object literal that a member stands in, by name. */
function containerName(ts: TypeScript, owner: OwnerNode): string | undefined {
  const member = memberOf(ts, owner);
  const { parent } = member;
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return ownName(ts, parent) ?? '(anonymous class)';
  if (ts.isTypeLiteralNode(parent)) return ts.findAncestor(parent, (each): each is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(each))?.name.text;
  if (!ts.isObjectLiteralExpression(parent)) return undefined;
  const holder = holderOf(ts, parent);
  if (!holder || ts.isExportAssignment(holder)) return undefined;
  return textOf(ts, ts.isBinaryExpression(holder) ? holder.left : holder.name);
}

/** The class or object member that an owner is, or is the value of. */
function memberOf(ts: TypeScript, owner: OwnerNode): ts.Node {
  if (!ts.isFunctionExpression(owner) && !ts.isArrowFunction(owner) && !ts.isClassExpression(owner)) return owner;
  const holder = holderOf(ts, owner);
  return holder && (ts.isPropertyDeclaration(holder) || ts.isPropertyAssignment(holder)) ? holder : owner;
}

/** The function that a class member is, or that its field holds. */
export function functionOfMember(ts: TypeScript, member: ts.ClassElement): FunctionNode | undefined {
  if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) return member.body ? member : undefined;
  if (!ts.isPropertyDeclaration(member) || !member.initializer) return undefined;
  const value = skipWrappers(ts, member.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

/** The constructor with a body, if the class has one. */
export function constructorOf(ts: TypeScript, node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && member.body !== undefined);
}

/** The functions of a class that others call on its objects: methods, accessors and fields that hold functions. */
export function publicFunctions(ts: TypeScript, node: ts.ClassLikeDeclaration): FunctionNode[] {
  return node.members.flatMap((member) => {
    const value = functionOfMember(ts, member);
    return value && classOf(ts, value) === node && isPublicInstanceMember(ts, value) ? [value] : [];
  });
}

/** The class that `owner` is a member of, be it as a method, an accessor, a constructor or a field that holds a function. */
function classOf(ts: TypeScript, owner: FunctionNode): ts.ClassLikeDeclaration | undefined {
  const { parent } = memberOf(ts, owner);
  return ts.isClassLike(parent) ? parent : undefined;
}

/** Whether a member can be called from outside its class on an object: not static, private, protected or `#private`. */
export function isPublicInstanceMember(ts: TypeScript, owner: FunctionNode): boolean {
  const member = memberOf(ts, owner) as ts.ClassElement;
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword];
  return !hasModifier(ts, member, ...hidden) && !(member.name && ts.isPrivateIdentifier(member.name));
}

/** Exported by syntax alone, so that every host decides alike; see the language's definition. */
function isExported(ts: TypeScript, owner: OwnerNode): boolean {
  const member = memberOf(ts, owner);
  const { parent } = member;
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) {
    const isPrivate = hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword);
    const name = (member as ts.ClassElement).name;
    return !isPrivate && !(name && ts.isPrivateIdentifier(name)) && isExported(ts, parent);
  }
  return isExportedValue(ts, member);
}

/** Climbs from a value through initialisers, literals and calls to the statement that exports it. */
function isExportedValue(ts: TypeScript, value: ts.Node): boolean {
  for (let node = value; !ts.isSourceFile(node); node = node.parent) {
    if (node !== value && ts.isFunctionLike(node)) return false;
    if (ts.isExportAssignment(node)) return true;
    if (ts.isBinaryExpression(node) && isModuleExports(ts, node.left)) return true;
    if (ts.isVariableDeclaration(node)) {
      const names = ts.isIdentifier(node.name) && isListedExport(ts, node.name);
      if (names) return true;
    }
    if (ts.isStatement(node)) {
      if (hasModifier(ts, node, ts.SyntaxKind.ExportKeyword)) return true;
      const { name } = node as { name?: ts.Node };
      return name !== undefined && ts.isIdentifier(name) && isListedExport(ts, name);
    }
  }
  return false;
}

function isModuleExports(ts: TypeScript, target: ts.Expression): boolean {
  let node = target;
  while (ts.isPropertyAccessExpression(node)) {
    if (ts.isIdentifier(node.expression) && node.expression.text === 'module' && node.name.text === 'exports') return true;
    node = node.expression;
  }
  return ts.isIdentifier(node) && node.text === 'exports';
}

/** Named in an export list without a source, in `export default name` or in `export = name`. */
function isListedExport(ts: TypeScript, name: ts.Identifier): boolean {
  return exportedNames(ts, name.getSourceFile()).has(name.text) && isTopLevel(ts, name);
}

function isTopLevel(ts: TypeScript, node: ts.Node): boolean {
  const scope = ts.findAncestor(node.parent.parent, (each) => ts.isBlock(each) || ts.isModuleBlock(each) || ts.isSourceFile(each));
  return scope !== undefined && ts.isSourceFile(scope);
}

const exportedNamesByFile = sideTable<ts.SourceFile, ReadonlySet<string>>('exported names');

function exportedNames(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> {
  const known = exportedNamesByFile.get(sourceFile);
  if (known) return known;
  const names = new Set<string>();
  for (const statement of sourceFile.statements) {
    if (ts.isExportAssignment(statement)) {
      addExported(ts, statement.expression, names);
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      for (const { name, propertyName } of statement.exportClause.elements) names.add((propertyName ?? name).text);
    } else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
      const { left, right } = statement.expression;
      if (isModuleExports(ts, left)) addExported(ts, right, names);
    }
  }
  exportedNamesByFile.set(sourceFile, names);
  return names;
}

/** An exported name, or the names in an exported object literal. */
function addExported(ts: TypeScript, value: ts.Expression, names: Set<string>): void {
  if (ts.isIdentifier(value)) names.add(value.text);
  if (!ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) {
    if (ts.isShorthandPropertyAssignment(property)) names.add(property.name.text);
    else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer)) names.add(property.initializer.text);
  }
}
