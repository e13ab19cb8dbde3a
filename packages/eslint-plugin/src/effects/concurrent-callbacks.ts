/** Functions of which several runs go on at once. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { bindingOf } from './bindings.ts';
import { globalPath } from './calls.ts';
import type { FunctionNode } from './events.ts';
import { nameOf, usesOf } from './shared-places.ts';

const { SyntaxKind } = typescript;

/** TABLE: methods that call their callback anew without waiting for it. `each` begins all runs at once, `event` one at a time as things happen. */
const concurrentMethods: ReadonlyMap<string, 'each' | 'event'> = new Map([
  ['map', 'each'], ['flatMap', 'each'], ['forEach', 'each'],
  ['on', 'event'], ['addListener', 'event'], ['addEventListener', 'event'], ['subscribe', 'event'],
]);

const concurrentFunctions = /^(?:Array\.from|setInterval)$/;

/** The call, or the assignment of a handler, that has several runs of a function going on at once; undefined where none is certain. */
export function concurrentUse(fn: FunctionNode): ts.Node | undefined {
  if (typescript.isArrowFunction(fn) || typescript.isFunctionExpression(fn)) {
    const direct = handedTo(fn);
    if (direct) return direct;
  }
  const name = nameOf(fn);
  if (!name) return undefined;
  for (const use of usesOf(fn.getSourceFile(), name.text)) {
    if (use === name || bindingOf(use)?.declaration !== name.parent) continue;
    const call = handedTo(use) ?? calledInCallback(use);
    if (call) return call;
  }
  return undefined;
}

/** `xs.map(fn)`, `emitter.on('x', fn)`, `socket.onmessage = fn`, `setInterval(fn, 100)`; a loop that waits for each round is none, nor is a method of another library that is called so. */
function handedTo(node: ts.Node): ts.Node | undefined {
  const call = node.parent;
  if (typescript.isBinaryExpression(call)) return isHandler(call) && call.right === node ? call : undefined;
  if (!typescript.isCallExpression(call) || call.expression === node) return undefined;
  const path = globalPath(call.expression);
  if (path !== undefined && concurrentFunctions.test(path)) return call;
  if (!typescript.isPropertyAccessExpression(call.expression)) return undefined;
  const kind = concurrentMethods.get(call.expression.name.text) ?? (isRoute(call) ? 'event' : undefined);
  if (kind === undefined) return undefined;
  if (kind === 'event') return (call.arguments.length > 1 || call.expression.name.text === 'subscribe') && call.arguments.at(-1) === node ? call : undefined;
  return call.arguments[0] === node && (call.expression.name.text === 'forEach' || isAwaitedTogether(call)) ? call : undefined;
}

/** `app.post('/orders', fn)` */
function isRoute({ expression, arguments: [path] }: ts.CallExpression): boolean {
  return typescript.isPropertyAccessExpression(expression) && /^(?:get|post|put|patch|delete|head|options|all|use)$/.test(expression.name.text) && path !== undefined && typescript.isStringLiteralLike(path) && path.text.startsWith('/');
}

/** `socket.onmessage = fn` */
function isHandler({ left, operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === SyntaxKind.EqualsToken && typescript.isPropertyAccessExpression(left) && /^on[a-z]+$/.test(left.name.text);
}

/** The promises are gathered: `Promise.all(xs.map(…))`, also by a name. */
function isAwaitedTogether(call: ts.CallExpression): boolean {
  let node: ts.Node = call;
  while (typescript.isCallExpression(node.parent) || typescript.isPropertyAccessExpression(node.parent) || typescript.isSpreadElement(node.parent) || typescript.isArrayLiteralExpression(node.parent)) {
    node = node.parent;
    if (typescript.isCallExpression(node) && /^Promise\.(?:all|allSettled|any|race)$/.test(globalPath(node.expression) ?? '')) return true;
  }
  if (!typescript.isVariableDeclaration(node.parent) || !typescript.isIdentifier(node.parent.name)) return false;
  const { name } = node.parent;
  return usesOf(call.getSourceFile(), name.text).some((use) => use !== name && bindingOf(use)?.declaration === name.parent && isAwaitedTogether(use as unknown as ts.CallExpression));
}

/** `xs.map((x) => fn(x))`, also with a block that returns it, and one of several calls in `Promise.all([fn(), fn()])`. */
function calledInCallback(use: ts.Identifier): ts.Node | undefined {
  const call = use.parent;
  if (!typescript.isCallExpression(call) || call.expression !== use) return undefined;
  const { parent } = call;
  if (typescript.isArrowFunction(parent) && parent.body === call) return handedTo(parent);
  const only = typescript.isReturnStatement(parent) && typescript.isBlock(parent.parent) ? parent.parent.parent : undefined;
  if (only && (typescript.isArrowFunction(only) || typescript.isFunctionExpression(only))) return handedTo(only);
  const outer = typescript.isArrayLiteralExpression(parent) ? parent.parent : undefined;
  const isGathered = outer && typescript.isCallExpression(outer) && globalPath(outer.expression) === 'Promise.all';
  if (!isGathered) return undefined;
  const calls = (parent as ts.ArrayLiteralExpression).elements.filter((each) => typescript.isCallExpression(each) && each.expression.kind === SyntaxKind.Identifier && each.expression.getText() === use.text);
  return calls.length > 1 ? outer : undefined;
}
