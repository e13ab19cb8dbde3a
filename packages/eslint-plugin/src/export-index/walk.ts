/** Walks from exported declarations and values to the functions that others can call through them. */
import { hasModifier, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';
import { isAccess, isCallable, nameNodeOf, nameText, principal, qualifiedName, relatedDeclarations, type CallableNode } from './function-nodes.ts';
import { unwrapped } from '../unwrapped.ts';

/** A function that others can call. */
export interface ExportedFunction {
  /** What a contract has to stand on: of overloads the one with a body, else the first. */
  readonly node: CallableNode;
  /** The node and what shares its contract: overloads, the other accessor of a property. */
  readonly declarations: readonly CallableNode[];
  /** As people call it: `withdraw`, `LruCache.get`, `new LruCache`, `api.f`. */
  readonly name: string;
  /** Where to report: the name, or the first token of what has none. */
  readonly nameNode: ts.Node;
  /** The name, with a number behind it where the file has another of that name: unique in its file, and independent of the scope asked for. */
  readonly key: string;
  /** False only for what the scope `all` adds. */
  readonly isExported: boolean;
}

/** A function before it has a key. */
export type Found = Omit<ExportedFunction, 'key'>;

/** How a walk follows names and computed values: by types, or by the syntax of one file. */
export interface Lookup {
  /** Whether functions of a file count. */
  readonly isOwn: (file: ts.SourceFile) => boolean;
  /** What a name or a member access stands for. */
  readonly declarationsOf: (name: ts.Expression) => readonly ts.Node[];
  /** Visits the functions in a value that a call or the like computes. */
  readonly visitComputed: (walk: Walk, value: ts.Node, name: Name) => void;
  /** Visits what a value has by the type that `as` gives it. */
  readonly visitCast: (walk: Walk, value: ts.Expression, name: Name) => void;
  /** Visits what a module exports, which is used as an object. */
  readonly visitModule: (walk: Walk, file: ts.SourceFile) => void;
  /** Visits what becomes reachable through a function: its result. */
  readonly visitResult: (walk: Walk, node: CallableNode) => void;
  /** Visits the class that a class extends. */
  readonly visitBase: (walk: Walk, base: ts.ExpressionWithTypeArguments, isConstructible: boolean) => void;
}

/** One walk; it ends, because it visits nothing twice. */
export interface Walk {
  readonly ts: TypeScript;
  readonly lookup: Lookup;
  readonly found: Map<ts.Node, Found>;
  readonly seen: Set<object>;
}

/** What a value is called, and where that name stands. */
export interface Name {
  readonly text: string;
  readonly node?: ts.Node | undefined;
}

/** A walk that has not begun. */
export function startWalk(ts: TypeScript, lookup: Lookup): Walk {
  return { ts, lookup, found: new Map(), seen: new Set() };
}

/** Visits the functions that a declaration is or holds. */
export function visitDeclaration(walk: Walk, node: ts.Node, name: Name): void {
  const { ts, lookup, seen } = walk;
  if (ts.isClassLike(node)) return visitClass(walk, node, { name, isConstructible: true });
  if (seen.has(node) || !lookup.isOwn(node.getSourceFile())) return;
  seen.add(node);
  const named = { text: name.text, node: name.node ?? (node as Partial<ts.NamedDeclaration>).name };
  if (isCallable(ts, node)) addFunction(walk, node, named);
  else if (ts.isExportAssignment(node)) visitValue(walk, node.expression, named);
  else if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
    if (node.initializer) visitValue(walk, node.initializer, named);
    else if (ts.isVariableDeclaration(node)) for (const value of assignedLater(ts, node)) visitValue(walk, value, named);
  } else if (ts.isBindingElement(node)) lookup.visitComputed(walk, node, named);
  else if (ts.isShorthandPropertyAssignment(node)) visitReference(walk, node.name);
  else if (ts.isBinaryExpression(node)) visitValue(walk, node.right, { text: name.text, node: node.left });
  else if (isAccess(ts, node) && ts.isBinaryExpression(node.parent)) visitDeclaration(walk, node.parent, { text: name.text, node });
}

/** What statements of its file assign to a variable that is declared without a value. */
function assignedLater(ts: TypeScript, { name, parent }: ts.VariableDeclaration): ts.Expression[] {
  const { parent: statement } = parent;
  if (!ts.isIdentifier(name) || !ts.isVariableStatement(statement) || !ts.isSourceFile(statement.parent)) return [];
  return assignments(ts, statement.parent).flatMap(([target, value]) => (ts.isIdentifier(target) && target.text === name.text ? [value] : []));
}

/** What the statements of a file assign, and to what. */
function assignments(ts: TypeScript, file: ts.SourceFile): (readonly [target: ts.Expression, value: ts.Expression])[] {
  return file.statements.flatMap((statement) => {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    return expression && ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [[expression.left, expression.right] as const] : [];
  });
}

/** Visits the functions that a value is or holds. */
export function visitValue(walk: Walk, expression: ts.Expression, name: Name): void {
  const { ts, lookup } = walk;
  const value = unwrapped(ts, expression);
  if (ts.isFunctionExpression(value) || ts.isArrowFunction(value)) addFunction(walk, value, name);
  else if (ts.isClassExpression(value)) visitClass(walk, value, { name, isConstructible: true });
  else if (ts.isObjectLiteralExpression(value)) for (const property of value.properties) visitProperty(walk, property, name);
  else if (ts.isArrayLiteralExpression(value)) value.elements.forEach((element, index) => visitValue(walk, element, { text: `${name.text}[${index}]` }));
  else if (ts.isIdentifier(value) || isAccess(ts, value)) visitReference(walk, value);
  else if (ts.isConditionalExpression(value)) for (const branch of [value.whenTrue, value.whenFalse]) visitValue(walk, branch, name);
  else if (ts.isBinaryExpression(value)) visitOperands(walk, value, name);
  else lookup.visitComputed(walk, value, name);
  if (value !== expression) lookup.visitCast(walk, expression, name);
}

function visitOperands(walk: Walk, value: ts.BinaryExpression, name: Name): void {
  const { SyntaxKind } = walk.ts;
  const { kind } = value.operatorToken;
  const isEither = kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.AmpersandAmpersandToken;
  if (isEither) visitValue(walk, value.left, name);
  if (isEither || kind === SyntaxKind.EqualsToken || kind === SyntaxKind.CommaToken) visitValue(walk, value.right, name);
}

function visitProperty(walk: Walk, property: ts.ObjectLiteralElementLike, name: Name): void {
  if (walk.ts.isSpreadAssignment(property)) visitValue(walk, property.expression, name);
  else visitDeclaration(walk, property, { text: memberName(walk.ts, name.text, property.name) });
}

/** Visits what a name stands for, under the name that it has where it is declared. */
function visitReference(walk: Walk, name: ts.Expression): void {
  const { ts, lookup } = walk;
  for (const declaration of lookup.declarationsOf(name)) {
    if (ts.isSourceFile(declaration)) lookup.visitModule(walk, declaration);
    else visitDeclaration(walk, declaration, { text: isAccess(ts, declaration) ? nameText(declaration) : qualifiedName(ts, declaration) });
  }
}

interface ClassVisit {
  readonly name: Name;
  /** Others can write `new`: false for a class of which they only get objects. */
  readonly isConstructible: boolean;
}

/** Visits what others can call of a class: everything but what is private. */
export function visitClass(walk: Walk, node: ts.ClassLikeDeclaration, { name, isConstructible }: ClassVisit): void {
  const { ts, lookup, seen } = walk;
  const mark = isConstructible ? node.members : node;
  if (seen.has(mark) || !lookup.isOwn(node.getSourceFile())) return;
  seen.add(mark).add(node);
  const className = node.name?.text ?? name.text;
  const hasConstructor = node.members.some((member) => ts.isConstructorDeclaration(member));
  for (const member of node.members) {
    const isStatic = hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) || ts.isConstructorDeclaration(member);
    if (!isPrivate(ts, member) && (isConstructible || !isStatic)) visitMember(walk, member, className);
  }
  for (const base of (node.heritageClauses ?? []).filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword).flatMap(({ types }) => types)) {
    lookup.visitBase(walk, base, isConstructible && !hasConstructor);
  }
}

function visitMember(walk: Walk, member: ts.ClassElement, className: string): void {
  const { ts } = walk;
  if (ts.isConstructorDeclaration(member)) addFunction(walk, member, { text: `new ${className}` });
  else if (member.name) visitDeclaration(walk, member, { text: memberName(ts, className, member.name) });
}

function isPrivate(ts: TypeScript, member: ts.ClassElement): boolean {
  return hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword) || (member.name !== undefined && ts.isPrivateIdentifier(member.name));
}

function memberName(ts: TypeScript, container: string, name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? `${container}${nameText(name)}` : nameIn(container, nameText(name));
}

/** The name of a member behind that of what holds it; what a module is as a whole has none. */
export function nameIn(container: string, name: string): string {
  return container === 'export =' || container === 'module.exports' ? name : `${container}.${name}`;
}

/** Adds a function under its overloads' one entry. */
export function addFunction(walk: Walk, node: CallableNode, name: Name): void {
  const { ts, lookup, found } = walk;
  const declarations = relatedDeclarations(ts, node);
  const main = principal(declarations) ?? node;
  if (found.has(main) || !lookup.isOwn(node.getSourceFile())) return;
  found.set(main, { node: main, declarations, name: name.text, nameNode: reportNode(ts, main, name), isExported: true });
  for (const declaration of declarations) lookup.visitResult(walk, declaration);
  if (ts.isFunctionDeclaration(main)) visitPrototype(walk, main);
}

/** Visits `Foo.prototype.bar = function () {}`, by which JavaScript makes a class of the function `Foo`. */
function visitPrototype(walk: Walk, { name, parent }: ts.FunctionDeclaration): void {
  const { ts } = walk;
  if (!name || !ts.isSourceFile(parent)) return;
  const prototype = `${name.text}.prototype.`;
  for (const [target, value] of assignments(ts, parent)) {
    const path = target.getText();
    if (path.startsWith(prototype)) visitDeclaration(walk, value.parent, { text: `${name.text}.${path.slice(prototype.length)}` });
  }
}

/** Where a function is reported: at its own name, at the name of what holds it, or at its first token. */
export function reportNode(ts: TypeScript, node: CallableNode, name: Name): ts.Node {
  const file = node.getSourceFile();
  const isNear = name.node !== undefined && name.node.getSourceFile() === file && (name.node.end <= node.getStart() || name.node === node);
  const own = nameNodeOf(ts, node) ?? (isNear ? name.node : undefined);
  if (own) return own;
  if (ts.isArrowFunction(node)) return node.equalsGreaterThanToken;
  return node.getChildren(file).find((child) => child.kind === ts.SyntaxKind.ConstructorKeyword) ?? node.getFirstToken(file) ?? node;
}
