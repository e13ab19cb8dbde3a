/** Async functions that a loop, or the callback of `forEach`, starts without waiting for them, so that the runs of its rounds go on at once. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import type { Binding } from './bindings.ts';
import { isFunction } from './calls.ts';
import { wrapped } from './changes.ts';
import type { FunctionNode } from './events.ts';
import { isDeferred } from './given-places.ts';
import { nameOf, usesOfDeclared } from './shared-places.ts';

/** The loop that starts the function, where it stands or by its name; undefined where none does. */
export function startingLoop(fn: FunctionNode): ts.Node | undefined {
  if (!fn.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword)) return undefined;
  const own = loopStarting(wrapped(fn));
  if (own) return own;
  const name = nameOf(fn);
  const uses = name ? usesOfDeclared(name) : [];
  return uses.map(loopStarting).find((each) => each !== undefined);
}

/** Whether each round has the variable to itself. */
export function isOfRound({ declaration }: Binding, loop: ts.Node): boolean {
  return loop.pos <= declaration.pos && declaration.end <= loop.end;
}

/** `for (const x of xs) void run(x)`, `for (…) all.push(run(x))`, `xs.forEach((x) => { run(x); })`: nothing waits for the promise before the next round. */
function loopStarting(callee: ts.Node): ts.Node | undefined {
  const call = callee.parent;
  if (!typescript.isCallExpression(call) || call.expression !== callee) return undefined;
  const loop = typescript.findAncestor(call, (each) => isCounted(each) || isRoundOf(each) || (typescript.isFunctionLike(each) ? 'quit' : false));
  return loop && isLeftRunning(call, loop) && !leavesAtOnce(call, loop) ? loop : undefined;
}

function isCounted(node: ts.Node): boolean {
  return typescript.isForOfStatement(node) || typescript.isForInStatement(node) || typescript.isForStatement(node) || typescript.isWhileStatement(node);
}

/** The callback of `xs.forEach` and the like, which runs for one element after the other at once. */
function isRoundOf(node: ts.Node): boolean {
  const { parent } = node;
  if (!isFunction(node) || isDeferred(node) || !typescript.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return typescript.isPropertyAccessExpression(parent.expression) && /^(?:forEach|map|flatMap)$/.test(parent.expression.name.text);
}

/** Whether nobody waits for a call where it stands: it is a statement, is put into a list of promises, or has a name that the round does not wait for. */
function isLeftRunning(call: ts.CallExpression, loop: ts.Node): boolean {
  const { parent } = wrapped(call);
  if (typescript.isExpressionStatement(parent) || typescript.isVoidExpression(parent)) return true;
  if (typescript.isPropertyAccessExpression(parent)) return /^(?:catch|finally|then)$/.test(parent.name.text) && typescript.isCallExpression(parent.parent) && isLeftRunning(parent.parent, loop);
  if (typescript.isCallExpression(parent)) return isCollecting(parent) && typescript.isExpressionStatement(parent.parent);
  if (!typescript.isVariableDeclaration(parent) || !typescript.isIdentifier(parent.name)) return false;
  const uses = usesOfDeclared(parent.name);
  return uses.some((use) => isCollecting(use.parent)) && !uses.some((use) => typescript.isAwaitExpression(wrapped(use).parent));
}

/** `all.push(…)`, `running.add(…)` */
function isCollecting(node: ts.Node): boolean {
  return typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression) && /^(?:push|add|set)$/.test(node.expression.name.text);
}

/** The statement after it ends the loop: `{ void run(x); break; }`. */
function leavesAtOnce(call: ts.Node, loop: ts.Node): boolean {
  const block = typescript.findAncestor(call, (each) => (each === loop ? 'quit' : typescript.isBlock(each)));
  const last = block && typescript.isBlock(block) ? block.statements.at(-1) : undefined;
  return last !== undefined && (typescript.isBreakStatement(last) || typescript.isReturnStatement(last));
}
