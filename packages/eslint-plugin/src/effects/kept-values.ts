/** Where an object goes that should not leave: it is returned, stored in something that outlives the function, or kept by a closure that runs later. */
import type ts from 'typescript';
import { isMutator } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue, type Binding } from './bindings.ts';
import { globalPath } from './calls.ts';
import { wrapped } from './changes.ts';
import type { Event, Flow, FunctionNode } from './events.ts';
import { meansBinding } from './gone-uses.ts';
import type { Place } from './place.ts';
import { usesOf } from './shared-places.ts';

const { SyntaxKind } = typescript;

/** How an object leaves, and where. */
export interface Leave {
  readonly how: 'returned' | 'yielded' | 'stored' | 'kept';
  readonly node: ts.Node;
}

/** Tells that an expression is part of what must not leave. */
type IsPart = (expression: ts.Expression) => boolean;

/** Every place where a function lets the object of a name out, or what else is part of it. */
export function leavesOf(flow: Flow, binding: Binding, isPart?: IsPart): Leave[] {
  const own = (expression: ts.Expression | undefined): boolean => expression !== undefined && hands(expression, binding, { isPart });
  const found: Leave[] = [];
  for (const event of flow.blocks.flatMap(({ events }) => events)) {
    if (event.kind === 'escape' && (event.how === 'return' || event.how === 'yield')) continue;
    found.push(...leavesAt(event, own));
  }
  const fn = flow.node as FunctionNode;
  found.push(...handedOut(fn, own), ...[binding, ...otherNames(fn, own)].flatMap((name) => keptByClosures(fn, name)));
  return found.sort((a, b) => a.node.pos - b.node.pos).filter(({ node }, index, all) => all.findIndex((each) => each.node === node) === index);
}

function leavesAt(event: Event, own: (expression: ts.Expression | undefined) => boolean): Leave[] {
  if (event.kind === 'write') {
    const isGiven = event.how === 'method' ? argumentsOf(event.node).some(own) : own(event.value);
    return isGiven && outlives(event.place) ? [{ how: 'stored', node: event.node }] : [];
  }
  const stores = event.kind === 'mutate' && /^(?:push|unshift|splice|set|add|fill|Object\.assign)$/.test(event.method) && (outlives(event.place) || event.place.root.kind === 'parameter');
  return stores && argumentsOf(event.node).some(own) ? [{ how: 'stored', node: event.node }] : [];
}

function argumentsOf(node: ts.Node): readonly ts.Expression[] {
  return typescript.isCallExpression(node) ? node.arguments : [];
}

/** Whether what is put there is there after the function is over. */
function outlives({ root, steps }: Place): boolean {
  if (root.kind === 'module' || root.kind === 'captured') return true;
  return steps.length > 0 && (root.kind === 'this' || root.kind === 'parameter' || root.kind === 'imported' || root.kind === 'global');
}

/** Whether the value of an expression is the object, or holds it. Members of it and what calls make of it are other values. */
export function hands(expression: ts.Expression, binding: Binding, { isPart, depth = 0 }: { readonly isPart?: IsPart | undefined; readonly depth?: number } = {}): boolean {
  const node = unwrapped(typescript, expression);
  const inner = (part: ts.Expression): boolean => hands(part, binding, { isPart, depth });
  if (isPart?.(node) === true) return true;
  if (typescript.isIdentifier(node)) {
    const own = bindingOf(node);
    if (own?.declaration === binding.declaration) return true;
    const initializer = depth < 4 ? constantValue(own) : undefined;
    return initializer !== undefined && hands(initializer, binding, { isPart, depth: depth + 1 });
  }
  if (typescript.isConditionalExpression(node)) return inner(node.whenTrue) || inner(node.whenFalse);
  if (typescript.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken) return inner(node.left) || inner(node.right);
    return (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.CommaToken || operator === SyntaxKind.EqualsToken) && inner(node.right);
  }
  if (typescript.isArrayLiteralExpression(node)) return node.elements.some((each) => !typescript.isSpreadElement(each) && inner(each));
  if (!typescript.isObjectLiteralExpression(node)) return false;
  return node.properties.some((each) => (typescript.isPropertyAssignment(each) && inner(each.initializer)) || (typescript.isShorthandPropertyAssignment(each) && (shorthandMeans(each, binding) || isPart?.(each.name) === true)));
}

function shorthandMeans({ name }: ts.ShorthandPropertyAssignment, binding: Binding): boolean {
  return name.text === binding.name && bindingOf(name)?.declaration === binding.declaration;
}

/** The constants of a function that are set to the object, to what holds it or to part of it. */
function otherNames(fn: FunctionNode, own: (expression: ts.Expression | undefined) => boolean): Binding[] {
  const found: Binding[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    const binding = typescript.isVariableDeclaration(node) && typescript.isIdentifier(node.name) ? bindingOf(node.name) : undefined;
    if (binding && own(constantValue(binding))) found.push(binding);
    typescript.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  return found;
}

/** `return x`, `yield x`, and the value of an arrow function. */
function handedOut(fn: FunctionNode, own: (expression: ts.Expression | undefined) => boolean): Leave[] {
  const { body } = fn;
  if (!body) return [];
  if (!typescript.isBlock(body)) return own(body) ? [{ how: 'returned', node: body }] : [];
  const found: Leave[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isReturnStatement(node) && own(node.expression)) found.push({ how: 'returned', node });
    if (typescript.isYieldExpression(node) && own(node.expression)) found.push({ how: 'yielded', node });
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

const deferring = /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick|requestAnimationFrame|requestIdleCallback)$/;
const listening = /^(?:on|once|addListener|addEventListener|subscribe)$/;
const undoes = /\b(?:clearTimeout|clearInterval|clearImmediate|cancelAnimationFrame|removeListener|removeEventListener|unsubscribe|off|AbortController)\b/;

/** Functions over the object that run when the function is over: returned, stored, or handed to a timer or an emitter. What is waited for, or undone, is over in time. */
function keptByClosures(fn: FunctionNode, binding: Binding): Leave[] {
  const found: Leave[] = [];
  for (const use of usesOf(fn.getSourceFile(), binding.name)) {
    if (use.pos < fn.pos || use.end > fn.end || !meansBinding(use, binding)) continue;
    const closure = outermostClosure(use, fn);
    const how = closure && keptAs(closure, fn);
    if (closure && how) found.push({ how, node: use });
  }
  return found.slice(0, 1);
}

/** The function inside of `fn` that a node stands in. */
function outermostClosure(node: ts.Node, fn: FunctionNode): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let at = node.parent; at !== fn; at = at.parent) {
    if (typescript.isArrowFunction(at) || typescript.isFunctionExpression(at)) found = at;
    // What belongs to a promise is over when it is settled, which callers wait for.
    if (typescript.isAwaitExpression(at) || (typescript.isNewExpression(at) && at.expression.getText() === 'Promise')) return undefined;
  }
  return found;
}

function keptAs(closure: FunctionNode, fn: FunctionNode): Leave['how'] | undefined {
  const node = wrapped(closure);
  const { parent } = node;
  if (typescript.isReturnStatement(parent) || (parent === fn && typescript.isArrowFunction(fn) && fn.body === node)) return 'kept';
  if (typescript.isPropertyAssignment(parent) && isReturnedLiteral(parent.parent, fn)) return 'kept';
  if (typescript.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === SyntaxKind.EqualsToken) return isOutside(parent.left, fn) ? 'kept' : undefined;
  if (!typescript.isCallExpression(parent) || parent.expression === node || isUndone(closure, fn)) return undefined;
  if (deferring.test(globalPath(parent.expression) ?? '')) return 'kept';
  if (!typescript.isPropertyAccessExpression(parent.expression)) return undefined;
  const method = parent.expression.name.text;
  const isListener = listening.test(method) && parent.arguments.length > 1;
  return isListener || (isMutator('Array', method) && isOutside(parent.expression.expression, fn)) ? 'kept' : undefined;
}

/** Whether the function itself ends what it has begun: later in the text, or in a closure that does. What it ends before is an earlier one. */
function isUndone(closure: FunctionNode, fn: FunctionNode): boolean {
  if (!undoes.test(fn.getText())) return false;
  const visit = (node: ts.Node): boolean => {
    if (node === closure) return false;
    const isIn = typescript.isIdentifier(node) && undoes.test(node.text) && (node.pos > closure.end || node.text === 'AbortController' || typescript.findAncestor(node, typescript.isFunctionLike) !== fn);
    return isIn || (typescript.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  };
  return typescript.forEachChild(fn, (child) => visit(child) || undefined) ?? false;
}

function isReturnedLiteral(literal: ts.Node, fn: FunctionNode): boolean {
  const { parent } = wrapped(literal);
  return typescript.isReturnStatement(parent) || parent === fn;
}

/** `this.x`, a variable around the function, or a member of one. */
function isOutside(target: ts.Expression, fn: FunctionNode): boolean {
  let node = unwrapped(typescript, target);
  while (typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node)) node = unwrapped(typescript, node.expression);
  if (node.kind === SyntaxKind.ThisKeyword) return true;
  const owner = typescript.isIdentifier(node) ? bindingOf(node)?.owner : undefined;
  return owner !== undefined && (owner.pos < fn.pos || owner.end > fn.end);
}
