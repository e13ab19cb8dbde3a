/** Where a function hands control to others before it is done: its own suspensions, not those of functions inside it. */
import type ts from 'typescript';
import { isType } from '../1-read/resolve.ts';
import type { TypeScript } from '../contract.ts';

/** Visits the nodes inside `body` that its own function evaluates: of functions and classes inside it, what is evaluated with their declaration. */
function forEachEvaluated(ts: TypeScript, body: ts.Node, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    if (isType(ts, node)) return;
    visit(node);
    ts.forEachChild(node, (child) => {
      for (const each of ts.isFunctionLike(child) || ts.isClassElement(child) ? declaredWith(ts, child) : [child]) walk(each);
    });
  };
  for (const each of ts.isFunctionLike(body) ? declaredWith(ts, body) : [body]) walk(each);
}

/** What of a function or class member is evaluated where it is declared: its decorators, and the name that it computes. */
function declaredWith(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  const { name } = node as ts.NamedDeclaration;
  return name && ts.isComputedPropertyName(name) ? [...decorators, name] : decorators;
}

/** The places where a function suspends itself, in source order. */
export function suspensionsOf(ts: TypeScript, body: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  forEachEvaluated(ts, body, (node) => {
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || isForAwait(ts, node) || disposesLater(ts, node)) found.push(node);
  });
  return found;
}

/** Whether a node is a `for await`. */
export function isForAwait(ts: TypeScript, node: ts.Node): node is ts.ForOfStatement {
  return ts.isForOfStatement(node) && node.awaitModifier !== undefined;
}

/** Whether a node is what `await using` declares. */
export function disposesLater(ts: TypeScript, node: ts.Node): node is ts.VariableDeclarationList {
  return ts.isVariableDeclarationList(node) && ((node.flags ^ ts.NodeFlags.AwaitUsing) & ts.NodeFlags.BlockScoped) === 0;
}
