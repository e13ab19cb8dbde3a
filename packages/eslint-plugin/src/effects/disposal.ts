/** What leaves the scope of its `using` declaration, at whose end it is disposed. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import type { Binding } from './bindings.ts';
import { calledInFile } from './callee.ts';
import { consumingNames, takenBy } from './consumption.ts';
import { effectsOf } from './effects-of.ts';
import type { FunctionNode } from './events.ts';
import { hands, leavesOf, type Leave } from './kept-values.ts';

/** A variable that is disposed, and how something of it outlives that. */
export interface Outlived {
  readonly binding: Binding;
  readonly how: Leave['how'] | 'unawaited' | 'consumed';
  readonly node: ts.Node;
}

/** What leaves the scope of a `using` declaration, in all functions of a file. */
export function outlivesDisposal(analysis: Analysis): Outlived[] {
  const { sourceFile } = analysis;
  if (!/\busing\s+[\w$]+\s*=/.test(sourceFile.text)) return [];
  return [...effectsOf(analysis).functions.keys()].flatMap((fn) => disposedIn(fn).flatMap((binding) => [...leaves(analysis, fn, binding)]));
}

function leaves(analysis: Analysis, fn: FunctionNode, binding: Binding): Outlived[] {
  const flow = effectsOf(analysis).flowOf(fn);
  const names = consumingNames(analysis);
  const consumed = flow.blocks.flatMap(({ events }) => events.flatMap((event) => (event.kind === 'call' && takenBy(analysis, event, names).some(({ given, path }) => path.length === 0 && hands(given, binding)) ? [{ binding, how: 'consumed' as const, node: event.node }] : [])));
  return [...leavesOf(flow, binding).map((each) => ({ ...each, binding })), ...unawaitedIn(analysis, fn, binding), ...consumed];
}

/** The `using` variables of a function, without those of functions inside of it. */
function disposedIn(fn: FunctionNode): Binding[] {
  if (!/\busing\b/.test(fn.getText())) return [];
  const found: Binding[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node)) return;
    if (typescript.isVariableDeclarationList(node) && (node.flags & typescript.NodeFlags.Using) !== 0) {
      for (const declaration of node.declarations) if (typescript.isIdentifier(declaration.name)) found.push({ kind: 'const', name: declaration.name.text, declaration, owner: fn });
    }
    typescript.forEachChild(node, visit);
  };
  if (fn.body) typescript.forEachChild(fn.body, visit);
  return found;
}

/** `return load(connection)` in an async function: the promise settles after the connection is closed. */
function unawaitedIn(analysis: Analysis, fn: FunctionNode, binding: Binding): Outlived[] {
  const { body } = fn;
  if (!body || !typescript.isBlock(body)) return [];
  const found: Outlived[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node)) return;
    const value = typescript.isReturnStatement(node) && node.expression ? unwrapped(typescript, node.expression) : undefined;
    const call = value && typescript.isCallExpression(value) ? startOf(value) : undefined;
    if (value && call && usesInCall(call, binding) && (call !== value || isPromise(analysis, call))) found.push({ binding, how: 'unawaited', node: value });
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The call whose promise a chain goes on with: `load(a)` in `load(a).then(…).catch(…)`. */
function startOf(call: ts.CallExpression): ts.CallExpression {
  const callee = call.expression;
  const promise = typescript.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text) ? unwrapped(typescript, callee.expression) : undefined;
  return promise && typescript.isCallExpression(promise) ? startOf(promise) : call;
}

/** The object is an argument, or the object of the method. */
function usesInCall({ expression, arguments: args }: ts.CallExpression, binding: Binding): boolean {
  const callee = unwrapped(typescript, expression);
  return args.some((arg) => hands(arg, binding)) || (typescript.isPropertyAccessExpression(callee) && hands(callee.expression, binding));
}

function isPromise({ program }: Analysis, node: ts.CallExpression): boolean {
  const own = calledInFile({ node });
  if (own && (typescript.getCombinedModifierFlags(own) & typescript.ModifierFlags.Async) !== 0) return true;
  if (!program) return false;
  const checker = program.getTypeChecker();
  return checker.getTypeAtLocation(node).getSymbol()?.name === 'Promise';
}
