/** Async functions that a loop starts without waiting for them, so that the runs of its rounds go on at once. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf, type Binding } from './bindings.ts';
import { wrapped } from './changes.ts';
import { nameOf } from './concurrent-callbacks.ts';
import type { FunctionNode } from './events.ts';
import { usesOf } from './shared-places.ts';

/** The loop that starts the function, where it stands or by its name; undefined where none does. */
export function startingLoop(fn: FunctionNode): ts.Node | undefined {
  if (!fn.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword)) return undefined;
  const own = loopStarting(wrapped(fn));
  if (own) return own;
  const name = nameOf(fn);
  const uses = name ? usesOf(fn.getSourceFile(), name.text).filter((use) => use !== name && bindingOf(use)?.declaration === name.parent) : [];
  return uses.map(loopStarting).find((each) => each !== undefined);
}

/** Whether each round has the variable to itself. */
export function isOfRound({ declaration }: Binding, loop: ts.Node): boolean {
  return loop.pos <= declaration.pos && declaration.end <= loop.end;
}

/** `for (const x of xs) void run(x)`, `for (…) all.push(run(x))`: nothing waits for the promise before the next round. */
function loopStarting(callee: ts.Node): ts.Node | undefined {
  const call = callee.parent;
  if (!typescript.isCallExpression(call) || call.expression !== callee || !isLeftRunning(call)) return undefined;
  const loop = typescript.findAncestor(call, (each) => (typescript.isFunctionLike(each) ? 'quit' : isCounted(each)));
  return loop && leavesAtOnce(call, loop) ? undefined : loop;
}

function isCounted(node: ts.Node): boolean {
  return typescript.isForOfStatement(node) || typescript.isForInStatement(node) || typescript.isForStatement(node);
}

function isLeftRunning(call: ts.CallExpression): boolean {
  const { parent } = wrapped(call);
  if (typescript.isExpressionStatement(parent) || typescript.isVoidExpression(parent)) return true;
  return typescript.isCallExpression(parent) && typescript.isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'push' && typescript.isExpressionStatement(parent.parent);
}

/** The statement after it ends the loop: `{ void run(x); break; }`. */
function leavesAtOnce(call: ts.Node, loop: ts.Node): boolean {
  const block = typescript.findAncestor(call, (each) => (each === loop ? 'quit' : typescript.isBlock(each)));
  const last = block && typescript.isBlock(block) ? block.statements.at(-1) : undefined;
  return last !== undefined && (typescript.isBreakStatement(last) || typescript.isReturnStatement(last));
}
