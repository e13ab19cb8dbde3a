/** Locks, queues and other things that let one piece of work run at a time. */
import { hasModifier } from '@proviso/compiler';
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue, ownerOf } from './bindings.ts';
import { calledInFile } from './callee.ts';
import { isHidden } from './class-fields.ts';
import type { Event, FunctionNode, Suspend } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { declarationOf, saidOf } from './said-of.ts';
import { memberUsesOf, nameOf, usesOfDeclared } from './shared-places.ts';
import { resultsOf } from './written-in-place.ts';

/** TABLE: how objects that serialise are called, or their types. */
const lockNames = /mutex|lock(?!ed|s$|out)|semaphore|\bsem\b|serial|exclusive|\bpLimit\b|(?<!rate[-_]?)limit(?:er)?$|queue$/i;

/** Methods that run a callback under the lock, and those that take it until it is given back. */
const runsUnder = /^(?:runExclusive|with|withLock|synchroni[sz]ed?|lock|acquire|schedule|request|use|exclusive|serialize|run|add|enqueue|push|wrap|withPermits?)$/;
const takes = /^(?:acquire|lock|take|enter|wait|obtain|acquireLock)$/;
const givesBack = /release|unlock|leave/i;

/** Functions that are locks themselves: `limit(async () => …)`. */
const lockFunctions = /^(?:p?limit|lock|withLock|withMutex|synchroni[sz]ed?|mutex|runExclusive|serialize|exclusive|singleFlight)$/i;
const takingFunctions = /^(?:acquire\w*(?:Lock|Mutex|Semaphore)?|lock)$/i;

/** What counts as a lock, with the names of the options. */
export interface Locks {
  isLock(object: ts.Expression): boolean;
}

/** Locks by the names of the table, the type or initialiser of their declaration, and further names. */
export function locksNamed(names: readonly string[]): Locks {
  const own = new Set(names);
  const isName = (name: string): boolean => own.has(name) || lockNames.test(name);
  return {
    isLock: (object) => {
      const node = unwrapped(typescript, object);
      if (admitsSeveral(node) || isOfOneRun(node)) return false;
      const name = typescript.isPropertyAccessExpression(node) ? node.name.text : typescript.isIdentifier(node) ? node.text : '';
      if (isName(name) || node.getText() === 'navigator.locks') return true;
      // `this.lockOf(id)`, which gives one for each key.
      const called = typescript.isCallExpression(node) ? unwrapped(typescript, node.expression) : undefined;
      if (called && isName(typescript.isPropertyAccessExpression(called) ? called.name.text : called.getText())) return true;
      const { type, initializer } = saidOf(node) ?? {};
      const made = initializer && typescript.isNewExpression(initializer) ? initializer.expression.getText() : undefined;
      return isName(type?.getText() ?? made ?? '');
    },
  };
}

/** `pLimit(10)`, `new Semaphore(4)`, `new PQueue({ concurrency: 2 })`: what lets in more than one keeps nobody out. */
function admitsSeveral(node: ts.Expression): boolean {
  const initializer = declarationOf(node)?.initializer;
  if (!initializer || !(typescript.isCallExpression(initializer) || typescript.isNewExpression(initializer))) return false;
  const [first] = initializer.arguments ?? [];
  const option = first && typescript.isObjectLiteralExpression(first) ? first.properties.find((each): each is ts.PropertyAssignment => typescript.isPropertyAssignment(each) && each.name.getText() === 'concurrency')?.initializer : first;
  return option !== undefined && typescript.isNumericLiteral(option) && Number(option.text) > 1;
}

/** `const own = new Mutex(); await own.runExclusive(…)` in one run of a function: nobody else ever has it. */
function isOfOneRun(lock: ts.Expression): boolean {
  const declaration = declarationOf(unwrapped(typescript, lock));
  if (!declaration?.initializer || !typescript.isVariableDeclaration(declaration) || !typescript.isNewExpression(unwrapped(typescript, declaration.initializer))) return false;
  const owner = ownerOf(declaration);
  return !typescript.isSourceFile(owner) && owner === ownerOf(lock);
}

/** How far it is followed who calls a function. */
const maxCallers = 3;

/** Whether a function, or one around it, is run by a lock: handed to it, also by name, or called only where it is held. */
export function runsUnderLock(fn: FunctionNode, locks: Locks, depth = 0): boolean {
  for (let node: ts.Node = fn; !typescript.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (typescript.isCallExpression(parent) && parent.expression !== node && isLockCall(parent, locks)) return true;
    if (depth < maxCallers && isFunctionWithBody(node) && isUsedUnderLock(node, locks, depth)) return true;
  }
  return false;
}

/** Whether a function that only the file can call is used nowhere else than under a lock. */
function isUsedUnderLock(fn: FunctionNode, locks: Locks, depth: number): boolean {
  const uses = ownUsesOf(fn);
  return uses.length > 0 && uses.every((use) => {
    const { parent } = use;
    if (!typescript.isCallExpression(parent)) return false;
    if (parent.expression !== use) return isLockCall(parent, locks);
    const caller = typescript.findAncestor(parent, isFunctionWithBody);
    return caller !== undefined && caller !== fn && (runsUnderLock(caller, locks, depth + 1) || isLockTaken(caller, parent, locks));
  });
}

/** Where a private method, or a function of a name that is not exported, is used. */
function ownUsesOf(fn: FunctionNode): ts.Node[] {
  if (typescript.isMethodDeclaration(fn)) {
    if (!typescript.isClassLike(fn.parent) || !isHidden(fn) || typescript.isComputedPropertyName(fn.name)) return [];
    return memberUsesOf({ name: fn.name as ts.MemberName }, fn.getSourceFile()).filter((use) => use !== fn.name && typescript.isPropertyAccessExpression(use.parent)).map(({ parent }) => parent);
  }
  const name = nameOf(fn);
  const statement = name && typescript.isVariableDeclaration(name.parent) ? name.parent.parent.parent : fn;
  return name && !hasModifier(typescript, statement, typescript.SyntaxKind.ExportKeyword) ? [...usesOfDeclared(name)] : [];
}

/** Whether a function has waited for a lock before a call. */
function isLockTaken(caller: FunctionNode, call: ts.Node, locks: Locks): boolean {
  const visit = (node: ts.Node): boolean => {
    if (node.pos >= call.pos || (node !== caller && isFunctionWithBody(node))) return false;
    if (typescript.isAwaitExpression(node) && node.end <= call.pos && takesLock({ operand: node.expression }, locks)) return true;
    return typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(caller);
}

function isLockCall({ expression }: ts.CallExpression, locks: Locks): boolean {
  const callee = unwrapped(typescript, expression);
  // `semaphore.withPermits(1)(work)`
  if (typescript.isCallExpression(callee)) return isLockCall(callee, locks);
  if (typescript.isIdentifier(callee)) return locks.isLock(callee) || (lockFunctions.test(callee.text) && !admitsSeveral(callee));
  if (!typescript.isPropertyAccessExpression(callee)) return false;
  const method = callee.name.text;
  if (isOfOneRun(callee.expression)) return false;
  if (lockFunctions.test(method) && method !== 'lock') return true;
  // A chain of promises: each callback waits for the one before.
  if (method === 'then') return typescript.isPropertyAccessExpression(callee.expression) || typescript.isIdentifier(callee.expression);
  return runsUnder.test(method) && locks.isLock(callee.expression);
}

/** Whether what is waited for is that a lock is free. */
export function takesLock({ operand }: Pick<Suspend, 'operand'>, locks: Locks, depth = 0): boolean {
  const named = operand && unwrapped(typescript, operand);
  const call = named && typescript.isIdentifier(named) ? constantValue(bindingOf(named)) : named;
  if (!call || !typescript.isCallExpression(call)) return false;
  const helper = depth < maxCallers ? calledInFile({ node: call }) : undefined;
  const [given, ...others] = helper ? resultsOf(helper) : [];
  if (given && others.length === 0 && takesLock({ operand: typescript.isAwaitExpression(given) ? given.expression : given }, locks, depth + 1)) return true;
  const callee = unwrapped(typescript, call.expression);
  if (typescript.isIdentifier(callee)) return takingFunctions.test(callee.text);
  return typescript.isPropertyAccessExpression(callee) && (takingFunctions.test(callee.name.text) || takes.test(callee.name.text)) && (locks.isLock(callee.expression) || /lock/i.test(callee.name.text));
}

/** Whether a call gives a lock back. */
export function givesLockBack(event: Event): boolean {
  return event.kind === 'call' && typescript.isCallExpression(event.node) && givesBack.test(event.node.expression.getText());
}
