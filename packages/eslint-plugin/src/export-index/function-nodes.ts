/** Declarations of functions by syntax: which nodes they are, what they are called, and which belong together. */
import { hasModifier, holderOf, type FunctionNode, type TypeScript } from '@proviso/compiler';
import type ts from 'typescript';

/** Whatever can be called and can have a contract of its own. */
export type CallableNode = FunctionNode | ts.MethodSignature | ts.CallSignatureDeclaration | ts.ConstructSignatureDeclaration;

/** Whether a node is something that people call: not a function type. */
export function isCallable(ts: TypeScript, node: ts.Node): node is CallableNode {
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isFunctionDeclaration(node) || ts.isConstructorDeclaration(node)) return true;
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node) || ts.isMethodSignature(node)) return true;
  return (ts.isCallSignatureDeclaration(node) || ts.isConstructSignatureDeclaration(node)) && ts.isInterfaceDeclaration(node.parent);
}

/** `a.b` or `a['b']`. */
export function isAccess(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The declarations that share a name and a contract with this one: overloads, and the getter and setter of a property. In source order. */
export function relatedDeclarations(ts: TypeScript, node: CallableNode): readonly CallableNode[] {
  const siblings = siblingsOf(ts, node);
  const at = siblings.indexOf(node);
  if (at === -1) return [node];
  const callable = (each: ts.Node | undefined): CallableNode[] => (each && isCallable(ts, each) && sharesName(ts, each, node) ? [each] : []);
  if (ts.isAccessor(node)) return siblings.flatMap((each) => (ts.isAccessor(each) ? callable(each) : []));
  // Overloads stand together.
  const belongs = (each: ts.Node | undefined): boolean => each?.kind === node.kind && callable(each).length > 0;
  let [first, last] = [at, at];
  while (belongs(siblings[first - 1])) first--;
  while (belongs(siblings[last + 1])) last++;
  return siblings.slice(first, last + 1).flatMap(callable);
}

function siblingsOf(ts: TypeScript, { parent }: CallableNode): readonly ts.Node[] {
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return parent.members;
  if (ts.isObjectLiteralExpression(parent)) return parent.properties;
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isModuleBlock(parent) ? parent.statements : [];
}

function sharesName(ts: TypeScript, a: CallableNode, b: CallableNode): boolean {
  const isStatic = (node: ts.Node): boolean => hasModifier(ts, node, ts.SyntaxKind.StaticKeyword);
  return a === b || (a.name?.getText() === b.name?.getText() && isStatic(a) === isStatic(b));
}

/** The declaration that stands for its overloads: the one with a body, else the first. */
export function principal(declarations: readonly CallableNode[]): CallableNode | undefined {
  return declarations.find((each) => 'body' in each && each.body !== undefined) ?? declarations[0];
}

/** What a declaration is called in its file: its own name behind that of the class, interface or object that holds it. */
export function qualifiedName(ts: TypeScript, node: ts.Node): string {
  const member = memberOf(ts, node);
  const container = containerName(ts, member.parent);
  if (ts.isConstructorDeclaration(node) || ts.isConstructSignatureDeclaration(node)) return `new ${container ?? '(anonymous class)'}`;
  if (ts.isCallSignatureDeclaration(node)) return container ?? '(anonymous function)';
  const own = ownName(ts, node);
  return container === undefined ? (own ?? '(anonymous function)') : `${container}.${own ?? '(anonymous function)'}`;
}

/** The class or object member that a function is, or is the value of. */
function memberOf(ts: TypeScript, node: ts.Node): ts.Node {
  const holder = ts.isFunctionExpression(node) || ts.isArrowFunction(node) ? holderOf(ts, node) : undefined;
  return holder && (ts.isPropertyDeclaration(holder) || ts.isPropertyAssignment(holder)) ? holder : node;
}

function containerName(ts: TypeScript, container: ts.Node): string | undefined {
  if (ts.isClassLike(container) || ts.isInterfaceDeclaration(container)) return ownName(ts, container) ?? '(anonymous class)';
  if (ts.isModuleBlock(container)) return qualifiedName(ts, container.parent);
  if (!ts.isObjectLiteralExpression(container)) return undefined;
  const holder = holderOf(ts, container);
  if (!holder || ts.isExportAssignment(holder)) return undefined;
  return ts.isPropertyAssignment(holder) ? qualifiedName(ts, holder) : ownName(ts, container);
}

function ownName(ts: TypeScript, node: ts.Node): string | undefined {
  const name = nameNodeOf(ts, node);
  if (name) return nameText(name);
  const holder = holderOf(ts, node);
  if (holder && ts.isExportAssignment(holder)) return holder.isExportEquals === true ? 'export =' : 'default';
  return hasModifier(ts, node, ts.SyntaxKind.DefaultKeyword) ? 'default' : undefined;
}

/** The text of a name on one line. */
export function nameText(name: ts.Node): string {
  return name.getText().replace(/\s+/g, ' ').replace(/^(['"])([\p{ID_Start}$_][\p{ID_Continue}$]*)\1$/u, '$2');
}

/** The name that a declaration has by itself or by what holds it. */
export function nameNodeOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  const isExpression = ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node) || ts.isObjectLiteralExpression(node);
  const holder = isExpression ? holderOf(ts, node) : undefined;
  if (holder && ts.isBinaryExpression(holder)) return holder.left;
  if (holder && !ts.isExportAssignment(holder)) return holder.name;
  return (node as Partial<ts.NamedDeclaration>).name;
}
