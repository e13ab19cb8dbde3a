/** The events of calls: built-ins by what they are known to do, everything else as a call that `summaryOf` may know. */
import type ts from 'typescript';
import { changesArgument, derivesFromReceiver, derivesResult, functionsThatRunAtOnce, holdsWhatItIsGiven, isMutator, looksInto, makesFresh, runsAtOnce, speaksOfEntry } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { entryOf, keyStep } from './aliases.ts';
import { bindingOf } from './bindings.ts';
import { isClauseCall } from './clause-calls.ts';
import { emit, escape, goTo, link, newBlock, readOf, unknownValue, type Builder } from './builder.ts';
import { containerOfCall } from './container-of.ts';
import { readsByCall } from './derived-reads.ts';
import type { Branch, FunctionNode, Value } from './events.ts';
import { placeGivenBy } from './given-places.ts';
import { callbackRunHere, functionRunHere, visitOnce } from './inlined-calls.ts';
import { visitExpression, visitHolder, visitLook, visitObject } from './expressions.ts';
import { visitBody } from './flow.ts';
import { visitMembersSet } from './members-set.ts';
import { extend, placeOf } from './place.ts';

const { SyntaxKind } = typescript;

/** The path of a global function or class: `Object.assign`; undefined where the file declares the name. */
export function globalPath(callee: ts.Expression): string | undefined {
  const node = unwrapped(typescript, callee);
  if (typescript.isIdentifier(node)) return bindingOf(node) ? undefined : node.text;
  if (!typescript.isPropertyAccessExpression(node)) return undefined;
  const object = globalPath(node.expression);
  if (object === undefined) return undefined;
  return object === 'globalThis' || object === 'window' ? node.name.text : `${object}.${node.name.text}`;
}

/** Adds the events of a call. */
export function visitCall(b: Builder, node: ts.CallExpression): Value {
  if (!b.inClause && isClauseCall(node)) return visitClause(b, node);
  const callee = unwrapped(typescript, node.expression);
  const path = globalPath(callee);
  if (path !== undefined && visitTransfer(b, node, path)) return unknownValue;
  if (path !== undefined && (derivesResult.test(path) || changesArgument.test(path) || functionsThatRunAtOnce.test(path))) return visitKnown(b, node, path);
  const [of, key] = node.arguments;
  if (path === 'Object.hasOwn' && of && key) return visitLook(b, { key, of });
  const run = functionRunHere(b, node);
  if (run) return visitOnce(b, run, { call: node, args: visitArguments(b, node) });
  if (typescript.isPropertyAccessExpression(callee)) return visitMethod(b, node, callee);
  if (callee.kind !== SyntaxKind.SuperKeyword && callee.kind !== SyntaxKind.ImportKeyword) visitExpression(b, callee);
  return visitUnknown(b, node, undefined);
}

/** A condition looks, and the call throws where it does not hold. */
function visitClause(b: Builder, node: ts.CallExpression): Value {
  b.inClause = true;
  visitArguments(b, node);
  b.inClause = false;
  emit(b, { kind: 'call', node, object: undefined, args: [] });
  return unknownValue;
}

/** `new Map(entries)` holds what it is given; what other constructors do is not known here. */
export function visitNew(b: Builder, node: ts.NewExpression): Value {
  const path = globalPath(node.expression);
  const place = placeOf({ kind: 'fresh', node });
  if (path === undefined) visitExpression(b, node.expression);
  const args = visitArguments(b, node);
  if (path !== undefined && (holdsWhatItIsGiven.test(path) || path === 'Promise')) return { place, reads: path === 'Promise' ? [] : args.flatMap((arg) => arg.reads) };
  emit(b, { kind: 'call', node, object: undefined, args });
  escapeAll(b, node, args);
  if (node.expression.getText().endsWith('Worker')) emitTransfers(b, node);
  return { place, reads: [] };
}

function visitArguments(b: Builder, node: ts.CallExpression | ts.NewExpression): Value[] {
  return (node.arguments ?? []).map((arg) => visitExpression(b, typescript.isSpreadElement(arg) ? arg.expression : arg));
}

function escapeAll(b: Builder, node: ts.Node, args: readonly Value[]): void {
  for (const arg of args) escape(b, arg, { node, how: 'argument' });
}

function visitUnknown(b: Builder, node: ts.CallExpression, object: Value | undefined): Value {
  const args = visitArguments(b, node);
  // What the function takes over is looked at before it is gone.
  const reads = readsByCall(b, node, { args, object: object?.place });
  emit(b, { kind: 'call', node, object: object?.place, args });
  escapeAll(b, node, args);
  return { place: placeGivenBy(b, node, 0) ?? placeOf({ kind: 'unknown', node }), reads };
}

/** A function of JavaScript whose effect is in a table. */
function visitKnown(b: Builder, node: ts.CallExpression, path: string): Value {
  const set = visitMembersSet(b, node, path);
  if (set) return set;
  const args: Value[] = node.arguments.map((arg) => visitArgument(b, arg, functionsThatRunAtOnce.test(path)));
  const reads = args.flatMap((arg) => arg.reads);
  const [target] = args;
  if (!changesArgument.test(path)) return { place: placeOf({ kind: 'fresh', node }), reads };
  if (target?.place) emit(b, { kind: 'mutate', depth: 'shallow', place: target.place, node, method: path, inputs: args.slice(1).flatMap((arg) => arg.reads) });
  return { place: target?.place, reads };
}

/** An argument; a callback that runs at once is part of the graph. */
function visitArgument(b: Builder, arg: ts.Expression, runsCallback: boolean): Value {
  const value = unwrapped(typescript, typescript.isSpreadElement(arg) ? arg.expression : arg);
  const run = runsCallback ? callbackRunHere(b, value) : undefined;
  return run ? visitInline(b, run, []) : visitExpression(b, value);
}

/** `object.method(…)` */
function visitMethod(b: Builder, node: ts.CallExpression, callee: ts.PropertyAccessExpression): Value {
  const method = callee.name.text;
  const container = containerOfCall(b.program, callee);
  const object = visitHolder(b, callee.expression);
  const { place } = object;
  if (b.continuations.has(node)) return visitContinuation(b, node, callee);
  if (place && container !== undefined && speaksOfEntry.test(method) && /Map|Set/.test(container) && node.arguments.length > 0) return visitEntry(b, node, { ...object, place });
  const takesCallback = runsAtOnce.test(method) && container !== undefined;
  if (takesCallback || hasCallback(node, method)) return visitIteration(b, node, object);
  if (container !== undefined && place && (isMutator(container, method) || looksInto.test(method))) {
    const read = isMutator(container, method) ? unknownValue : readOf(b, place, callee.expression);
    const inputs = visitArguments(b, node).flatMap((arg) => arg.reads);
    if (isMutator(container, method)) emit(b, { kind: 'mutate', depth: 'shallow', place, node, method, inputs });
    return { place: placeOf({ kind: makesFresh.test(method) ? 'fresh' : 'unknown', node }), reads: [...read.reads, ...object.reads, ...(isMutator(container, method) ? [] : inputs)] };
  }
  const read = place ? readOf(b, place, callee.expression).reads : [];
  const found = visitUnknown(b, node, object);
  if (place && ownTransfers.test(method)) emit(b, { kind: 'transfer', place, node, given: callee.expression });
  if (method === 'transferFromImageBitmap') emitGiven(b, node, node.arguments);
  if (method === 'postMessage') emitTransfers(b, node);
  return derivesFromReceiver.test(method) ? { place: placeOf({ kind: 'fresh', node }), reads: [...read, ...object.reads] } : found;
}

function hasCallback(node: ts.CallExpression, method: string): boolean {
  const [first] = node.arguments;
  return first !== undefined && runsAtOnce.test(method) && isFunction(unwrapped(typescript, first));
}

/** `map.get(key)`, `set.add(value)`: a read or a write of one entry. */
function visitEntry(b: Builder, node: ts.CallExpression, object: Value & { readonly place: NonNullable<Value['place']> }): Value {
  const callee = unwrapped(typescript, node.expression) as ts.PropertyAccessExpression;
  const [key] = node.arguments;
  const method = callee.name.text;
  const args = visitArguments(b, node);
  const entry = key ? extend(object.place, keyStep(key)) : object.place;
  if (method === 'get' || method === 'has') return { place: method === 'get' ? entry : undefined, reads: [...readOf(b, entry, node).reads, ...object.reads] };
  const value = method === 'set' ? node.arguments[1] : undefined;
  const inputs = method === 'set' ? (args[1]?.reads ?? []) : [];
  const stored = method === 'set' ? args[1]?.place : method === 'add' ? args[0]?.place : undefined;
  escape(b, { place: stored, reads: [] }, { node, how: 'store' });
  emit(b, { kind: 'write', place: entry, node, how: method === 'delete' ? 'delete' : 'method', value, inputs, stored });
  return unknownValue;
}

/** `xs.map(callback)`, run at once. */
function visitIteration(b: Builder, node: ts.CallExpression, object: Value): Value {
  const callee = unwrapped(typescript, node.expression) as ts.PropertyAccessExpression;
  const { place } = object;
  const read = place ? readOf(b, place, callee.expression).reads : [];
  if (place) emit(b, { kind: 'iterate', at: 'start', place, node });
  const args = node.arguments.map((arg) => visitArgument(b, arg, true));
  if (place) emit(b, { kind: 'iterate', at: 'end', place, node });
  const method = callee.name.text;
  if (place && method === 'sort') emit(b, { kind: 'mutate', depth: 'shallow', place, node, method, inputs: [] });
  const entry = place && entryOf(node);
  return { place: entry ? extend(place, keyStep(entry.key)) : placeOf({ kind: makesFresh.test(method) ? 'fresh' : 'unknown', node }), reads: [...read, ...object.reads, ...args.flatMap((arg) => arg.reads)] };
}

type Callback = ts.ArrowFunction | ts.FunctionExpression;

/** Whether an expression is a function itself. */
export function isFunction(node: ts.Node): node is Callback {
  return typescript.isArrowFunction(node) || typescript.isFunctionExpression(node);
}

/** `x` of `Object.freeze(x)`. */
export function frozenBy(node: ts.Expression): ts.Expression | undefined {
  return typescript.isCallExpression(node) && globalPath(node.expression) === 'Object.freeze' ? node.arguments[0] : undefined;
}

/** A callback that runs at once, any number of times: a loop around its body. */
function visitInline(b: Builder, node: FunctionNode, inputs: Branch['inputs']): Value {
  const head = newBlock(b);
  const body = newBlock(b);
  const after = newBlock(b);
  goTo(b, head);
  link(head, { to: body });
  link(head, { to: after });
  b.current = body;
  b.owners.add(node);
  b.returns.push(head);
  const results: Value[] = [];
  b.results.push(results);
  b.inlined.push(node);
  const value = visitBody(b, node);
  b.inlined.pop();
  b.results.pop();
  b.returns.pop();
  link(b.current, { to: head });
  b.current = after;
  return { reads: [...inputs, ...[value, ...results].flatMap((each) => each.reads)] };
}

/** `promise.then(callback)`: others run, then the callback; nothing of the function comes after it. */
function visitContinuation(b: Builder, node: ts.CallExpression, { name, expression: operand }: ts.PropertyAccessExpression): Value {
  for (const arg of node.arguments) {
    if (!isFunction(arg)) {
      visitExpression(b, arg);
      continue;
    }
    const before = b.current;
    b.current = newBlock(b);
    link(before, { to: b.current });
    emit(b, { kind: 'suspend', how: 'then', node: name, operand });
    b.owners.add(arg);
    b.returns.push(newBlock(b));
    b.results.push([]);
    visitBody(b, arg);
    b.results.pop();
    b.returns.pop();
    b.current = newBlock(b);
    link(before, { to: b.current });
  }
  return { place: placeOf({ kind: 'unknown', node }), reads: [] };
}

/** `port.postMessage(value, [buffer])`, `structuredClone(value, { transfer: [buffer] })` */
function visitTransfer(b: Builder, node: ts.CallExpression, path: string): boolean {
  if (path !== 'structuredClone' && path !== 'postMessage') return false;
  visitArguments(b, node);
  emitTransfers(b, node);
  return true;
}

/** Methods that move the memory of a buffer to a new one. */
const ownTransfers = /^transfer(?:ToFixedLength)?$/;

/** Adds what a call gives away by a transfer list. */
function emitTransfers(b: Builder, node: ts.CallExpression | ts.NewExpression): void {
  const last = (node.arguments?.length ?? 0) > 1 ? node.arguments?.at(-1) : undefined;
  const option = last && initialValue(last);
  const list = option && typescript.isObjectLiteralExpression(option) ? transferOption(option) : option;
  if (list && typescript.isArrayLiteralExpression(list)) emitGiven(b, node, list.elements);
}

/** What a constant was set to, or the expression itself. */
function initialValue(expression: ts.Expression): ts.Expression {
  const node = unwrapped(typescript, expression);
  const binding = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
  const initializer = binding?.kind === 'const' && typescript.isVariableDeclaration(binding.declaration) ? binding.declaration.initializer : undefined;
  return initializer ? unwrapped(typescript, initializer) : node;
}

/** The list in `{ transfer: [buffer] }`, `{ transfer }`, and for Node's workers `{ transferList: [buffer] }`. */
function transferOption({ properties }: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const property = properties.find((each) => /^transfer(?:List)?$/.test(each.name?.getText() ?? ''));
  if (!property) return undefined;
  if (typescript.isShorthandPropertyAssignment(property)) return initialValue(property.name);
  return typescript.isPropertyAssignment(property) ? initialValue(property.initializer) : undefined;
}

function emitGiven(b: Builder, node: ts.CallExpression | ts.NewExpression, elements: readonly ts.Expression[]): void {
  for (const given of elements) {
    const { place } = typescript.isPropertyAccessExpression(given) ? visitObject(b, given) : visitExpression(b, given);
    if (place) emit(b, { kind: 'transfer', place, node, given });
  }
}
