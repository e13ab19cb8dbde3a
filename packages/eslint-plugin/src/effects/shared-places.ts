/** Which places others can write while a function waits. */
import type ts from 'typescript';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, type Binding } from './bindings.ts';
import type { FunctionNode } from './events.ts';
import { nodesOf } from './file-nodes.ts';
import type { Place } from './place.ts';

/** TABLE: objects that belong to one request, one render or one draft, by the name of the parameter. */
export const requestScoped: readonly string[] = ['ctx', 'context', 'c', 'req', 'request', 'res', 'response', 'reply', 'event', 'evt', 'e', 'ev', 'draft', 'ref'];

/** Whether other work can write a place while the function waits: a field of `this`, a variable of the module, what a parameter holds, what a kept closure shares. */
export function isShared(place: Place, fn: FunctionNode, requestObjects: ReadonlySet<string>): boolean {
  const { root, steps } = place;
  if (root.kind === 'this') return steps.length > 0 && !typescript.isConstructorDeclaration(fn) && (!typescript.isObjectLiteralExpression(root.owner) || isOwnState(root.owner, steps));
  if (root.kind === 'module') return (steps.length > 0 || root.binding.kind === 'let' || root.binding.kind === 'var') && !runsOnce(fn);
  if (root.kind === 'imported') return steps.length > 0;
  if (root.kind === 'parameter') return steps.length > 0 && !requestObjects.has(root.binding.name);
  return root.kind === 'captured' && !(requestObjects.has(root.binding.name) && !isMadeHere(root.binding)) && (steps.length > 0 || root.binding.kind !== 'const') && isKeptBy(fn, root.binding.owner);
}

/** `const ctx = { … }`: the function's own, whatever it is called. */
function isMadeHere({ declaration }: Binding): boolean {
  const made = typescript.isVariableDeclaration(declaration) && declaration.initializer ? unwrapped(typescript, declaration.initializer) : undefined;
  return made !== undefined && typescript.isObjectLiteralExpression(made);
}

/** `export const counter = { count: 0, async add() { … } }`: an object with a name or a result that has the member. What is handed to a framework is the framework's. */
function isOwnState(literal: ts.ObjectLiteralExpression, [member]: readonly string[]): boolean {
  let { parent }: ts.Node = literal;
  while (typescript.isParenthesizedExpression(parent) || typescript.isAsExpression(parent) || typescript.isSatisfiesExpression(parent)) ({ parent } = parent);
  const isKept = typescript.isVariableDeclaration(parent) || typescript.isReturnStatement(parent) || typescript.isArrowFunction(parent);
  return isKept && literal.properties.some((each) => typescript.isPropertyAssignment(each) && each.name.getText() === member);
}

/** Whether a function runs at most once as the file is loaded: it is called where it stands, or its name is used for one call at the top of a file that exports nothing. */
function runsOnce(fn: FunctionNode): boolean {
  const { parent } = fn;
  const called = typescript.isParenthesizedExpression(parent) ? parent : fn;
  if (typescript.isCallExpression(called.parent) && called.parent.expression === called) return isAtTop(called.parent);
  if (!typescript.isFunctionDeclaration(fn) || !fn.name) return false;
  const [use, ...others] = usesOfDeclared(fn.name);
  return use !== undefined && others.length === 0 && typescript.isCallExpression(use.parent) && use.parent.expression === use && isAtTop(use.parent);
}

function isAtTop(node: ts.Node): boolean {
  for (let at = node.parent; ; at = at.parent) {
    if (typescript.isSourceFile(at)) return true;
    if (typescript.isFunctionLike(at) || typescript.isIterationStatement(at, false)) return false;
  }
}

/** Where a name is written in a file. */
export function usesOf(file: ts.SourceFile, name: string): readonly ts.Identifier[] {
  return nodesOf(file).names.get(name) ?? [];
}

/** Where what a name declares is used by it. */
export function usesOfDeclared(name: ts.Identifier): readonly ts.Identifier[] {
  return usesOf(name.getSourceFile(), name.text).filter((use) => use !== name && bindingOf(use)?.declaration === name.parent);
}

/** Where the name of a member is written in a file, private ones included. */
export function memberUsesOf({ name }: { readonly name: ts.MemberName }, file: ts.SourceFile): readonly ts.MemberName[] {
  return typescript.isPrivateIdentifier(name) ? (nodesOf(file).privateNames.get(name.text) ?? []) : usesOf(file, name.text);
}

/** Whether a closure over a variable of `owner` outlives it and may be called by several: it is returned, or a member of what is returned, or called by one that is. */
function isKeptBy(fn: FunctionNode, owner: ts.Node): boolean {
  for (let node: ts.Node = fn; node !== owner && !typescript.isSourceFile(node); node = node.parent) {
    if (isFunctionNode(node) && isGivenOut(node, owner)) return true;
  }
  return false;
}

function isGivenOut(fn: FunctionNode, owner: ts.Node, seen: ReadonlySet<ts.Node> = new Set()): boolean {
  return isReturned(fn) || isReturnedByName(fn, owner) || isCalledByKept(fn, owner, new Set([...seen, fn]));
}

/** `const open = async () => …; return { send: async () => { await open(); … } }`: not by a callback, which a lock may run. */
function isCalledByKept(fn: FunctionNode, owner: ts.Node, seen: ReadonlySet<ts.Node>): boolean {
  const name = nameOf(fn);
  return name !== undefined && usesOf(fn.getSourceFile(), name.text).some((use) => {
    if (use === name || !typescript.isCallExpression(use.parent) || use.parent.expression !== use || bindingOf(use)?.declaration !== name.parent) return false;
    const caller = typescript.findAncestor(use, typescript.isFunctionLike);
    return caller !== undefined && caller !== owner && !seen.has(caller) && isFunctionNode(caller) && contains(owner, caller) && isGivenOut(caller, owner, seen);
  });
}

function isFunctionNode(node: ts.Node): node is FunctionNode {
  return typescript.isFunctionLike(node);
}

/** The name that a function is declared by. */
export function nameOf(fn: FunctionNode): ts.Identifier | undefined {
  if (typescript.isFunctionDeclaration(fn)) return fn.name;
  return typescript.isVariableDeclaration(fn.parent) && typescript.isIdentifier(fn.parent.name) ? fn.parent.name : undefined;
}

/** The function stands in a `return`, itself or as a member of an object. */
function isReturned(fn: ts.Node): boolean {
  let node = fn.parent;
  while (typescript.isParenthesizedExpression(node) || typescript.isPropertyAssignment(node) || typescript.isObjectLiteralExpression(node) || typescript.isAsExpression(node) || typescript.isSatisfiesExpression(node)) node = node.parent;
  return typescript.isReturnStatement(node) || (typescript.isArrowFunction(node) && node !== fn && typescript.isArrowFunction(node));
}

function isReturnedByName(fn: FunctionNode, owner: ts.Node): boolean {
  const name = nameOf(fn);
  if (!name || owner === fn) return false;
  return usesOf(fn.getSourceFile(), name.text).some((use) => {
    if (use === name || typescript.isCallExpression(use.parent)) return false;
    const isMember = typescript.isShorthandPropertyAssignment(use.parent) || (typescript.isPropertyAssignment(use.parent) && use.parent.initializer === use) || typescript.isReturnStatement(use.parent);
    return isMember && (typescript.isReturnStatement(use.parent) || isReturned(use.parent));
  });
}

/** The place of `state.count` is written by a function that ends the life of its object. */
export function isTeardown(fn: FunctionNode): boolean {
  const name = fn.name?.getText() ?? (typescript.isVariableDeclaration(fn.parent) || typescript.isPropertyDeclaration(fn.parent) ? fn.parent.name.getText() : '');
  return /close|dispose|destroy|stop|reset|clear|teardown|shutdown|cleanup|end$|disconnect|abort|cancel|uninstall|asyncDispose/i.test(name);
}

/** Whether an expression makes an empty container. */
export function isEmptyContainer(value: ts.Expression | undefined): boolean {
  const node = value && unwrapped(typescript, value);
  if (!node) return false;
  if (typescript.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (typescript.isNewExpression(node)) return /^(?:Map|Set|Array)$/.test(node.expression.getText()) && (node.arguments?.length ?? 0) === 0;
  return false;
}
