/** Functions of which several runs go on at once. */
import type ts from 'typescript';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { calledInFile } from './callee.ts';
import { globalPath } from './calls.ts';
import type { FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { startingLoop } from './loop-starts.ts';
import { nameOf, usesOfDeclared } from './shared-places.ts';

const { SyntaxKind } = typescript;

/** TABLE: methods that call their callback anew without waiting for it. `each` begins all runs at once, `event` one at a time as things happen. */
const concurrentMethods: ReadonlyMap<string, 'each' | 'event'> = new Map([
  ['map', 'each'], ['flatMap', 'each'], ['forEach', 'each'],
  ['on', 'event'], ['addListener', 'event'], ['addEventListener', 'event'], ['subscribe', 'event'],
]);

const concurrentFunctions = /^(?:Array\.from|setInterval)$/;

/** How many functions it is looked for through. */
const maxDepth = 3;

/** The call, or the assignment of a handler, that has several runs of a function going on at once; undefined where none is certain. */
export function concurrentUse(fn: FunctionNode, depth = 0): ts.Node | undefined {
  if (depth > maxDepth) return undefined;
  if (typescript.isArrowFunction(fn) || typescript.isFunctionExpression(fn)) {
    const direct = handedTo(fn) ?? runByCallee(fn, depth);
    if (direct) return direct;
  }
  const name = nameOf(fn);
  if (!name) return undefined;
  for (const use of usesOfDeclared(name)) {
    const call = handedTo(use) ?? gatheredTwice(use) ?? runByCallee(use, depth) ?? calledInRun(use, fn, depth);
    if (call) return call;
  }
  return undefined;
}

/** `eachLimited(rows, async (row) => …)`: a function of the file that itself has several runs of what it is handed going on at once. */
function runByCallee(node: ts.Node, depth: number): ts.Node | undefined {
  const call = node.parent;
  const index = typescript.isCallExpression(call) ? call.arguments.findIndex((each) => each === node) : -1;
  const callee = index >= 0 && typescript.isCallExpression(call) ? calledInFile({ node: call }) : undefined;
  const name = callee?.parameters[index]?.name;
  if (!callee || !name || !typescript.isIdentifier(name)) return undefined;
  const uses = usesOfDeclared(name);
  return uses.some((use) => handedTo(use) ?? calledInRun(use, callee, depth)) ? call : undefined;
}

/** What lets in one run at a time: who names that in a callback, most often has it wait. */
const serialising = /lock|mutex|acquire|semaphore/i;

/** A call in another function of which several runs go on at once. What stands in `around` shares its variables by run, and is no other function. */
function calledInRun(use: ts.Identifier, around: FunctionNode, depth: number): ts.Node | undefined {
  const call = use.parent;
  if (!typescript.isCallExpression(call) || call.expression !== use) return undefined;
  const caller = typescript.findAncestor(call, isFunctionWithBody);
  if (!caller || contains(caller, around) || serialising.test(caller.getText())) return undefined;
  return concurrentUse(caller, depth + 1) ?? startingLoop(caller);
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
  return usesOfDeclared(name).some((use) => isAwaitedTogether(use as unknown as ts.CallExpression));
}

/** One of several calls in `Promise.all([fn(), fn()])`. */
function gatheredTwice(use: ts.Identifier): ts.Node | undefined {
  const call = use.parent;
  if (!typescript.isCallExpression(call) || call.expression !== use) return undefined;
  const { parent } = call;
  const outer = typescript.isArrayLiteralExpression(parent) ? parent.parent : undefined;
  const isGathered = outer && typescript.isCallExpression(outer) && globalPath(outer.expression) === 'Promise.all';
  if (!isGathered) return undefined;
  const calls = (parent as ts.ArrayLiteralExpression).elements.filter((each) => typescript.isCallExpression(each) && each.expression.kind === SyntaxKind.Identifier && each.expression.getText() === use.text);
  return calls.length > 1 ? outer : undefined;
}
