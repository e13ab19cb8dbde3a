/** Functions that go on in the callback of a `then`, after others had their turn, as after an `await`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { globalPath, isFunction } from './calls.ts';
import { wrapped } from './changes.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { usesOf } from './shared-places.ts';

const { SyntaxKind } = typescript;

/** The calls of `then` by which each function of a file goes on: the promise is its result, is waited for, or is begun by its last statement. */
export function continuationsIn(file: ts.SourceFile): ReadonlyMap<FunctionNode, ReadonlySet<ts.Node>> {
  const found = new Map<FunctionNode, Set<ts.Node>>();
  for (const { parent } of usesOf(file, 'then')) {
    const call = typescript.isPropertyAccessExpression(parent) && parent.name.text === 'then' ? parent.parent : undefined;
    if (!call || !typescript.isCallExpression(call) || call.expression !== parent || !call.arguments.some(isFunction) || !isBegunHere(call)) continue;
    const fn = typescript.findAncestor(call, typescript.isFunctionLike);
    if (!fn || !isFunctionWithBody(fn) || !isLast(wholeChain(call), fn)) continue;
    found.set(fn, (found.get(fn) ?? new Set()).add(call));
  }
  return found;
}

/** `load().then(…)`: a promise that has a name is often a queue, in which each waits for the one before. */
function isBegunHere(node: ts.Expression): boolean {
  const link = chainLink(node);
  if (link) return isBegunHere(unwrapped(typescript, link.expression));
  return (typescript.isCallExpression(node) && globalPath(node.expression) !== 'Promise.resolve') || (typescript.isNewExpression(node) && globalPath(node.expression) === 'Promise');
}

/** The `x.then` of `x.then(…)`. */
function chainLink(node: ts.Expression): ts.PropertyAccessExpression | undefined {
  const callee = typescript.isCallExpression(node) ? node.expression : undefined;
  return callee && typescript.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text) ? callee : undefined;
}

/** `x.then(…).catch(…)` for the first of the two calls. */
function wholeChain(call: ts.CallExpression): ts.Node {
  const node = wrapped(call);
  const next = typescript.isPropertyAccessExpression(node.parent) ? node.parent.parent : undefined;
  return next && typescript.isCallExpression(next) && chainLink(next) === node.parent ? wholeChain(next) : node;
}

/** Whether the function does nothing more of its own before the promise is settled. */
function isLast(node: ts.Node, fn: FunctionNode): boolean {
  const { parent } = node;
  if (typescript.isReturnStatement(parent) || typescript.isAwaitExpression(parent) || parent === fn) return true;
  const statement = parent.kind === SyntaxKind.VoidExpression ? parent.parent : parent;
  return typescript.isExpressionStatement(statement) && isLastStatement(statement, fn);
}

function isLastStatement(statement: ts.Node, fn: FunctionNode): boolean {
  const { parent } = statement;
  if (typescript.isIfStatement(parent)) return isLastStatement(parent, fn);
  if (!typescript.isBlock(parent) || parent.statements.at(-1) !== statement) return false;
  return parent === fn.body || (typescript.isIfStatement(parent.parent) && isLastStatement(parent.parent, fn));
}
