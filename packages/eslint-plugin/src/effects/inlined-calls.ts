/** Calls whose function is part of the caller's graph: one that stands there, or one that the caller declares for itself. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { assign } from './assignments.ts';
import { bindingOf } from './bindings.ts';
import { emit, goTo, newBlock, unknownValue, type Builder } from './builder.ts';
import { functionNamed } from './callee.ts';
import { isFunction } from './calls.ts';
import { wrapped } from './changes.ts';
import { readsByCall } from './derived-reads.ts';
import type { FunctionNode, Value } from './events.ts';
import { visitBody } from './flow.ts';
import { isDeferred, placeGivenBy } from './given-places.ts';
import { placeOf } from './place.ts';

/** How deep such functions are followed, how many calls of one graph, and how long the text of one may be. */
const maxDepth = 4;
const maxCalls = 24;
const maxText = 2000;

/** The function whose body a call runs before the caller goes on: one that waits only where the caller waits for it. */
export function functionRunHere(b: Builder, call: ts.CallExpression): FunctionNode | undefined {
  const callee = unwrapped(typescript, call.expression);
  const fn = isFunction(callee) ? callee : typescript.isIdentifier(callee) ? declaredHere(b, callee) : undefined;
  if (!fn?.body || b.inlined.includes(fn) || b.inlined.length >= maxDepth || b.inlinedCalls >= maxCalls || fn.body.end - fn.body.pos > maxText) return undefined;
  if ('asteriskToken' in fn && fn.asteriskToken) return undefined;
  return isDeferred(fn) && !isWaitedFor(call) ? undefined : fn;
}

/** A callback that runs at once: one that stands there, or one that the caller declares for itself. */
export function callbackRunHere(b: Builder, value: ts.Expression): FunctionNode | undefined {
  const fn = isFunction(value) ? value : typescript.isIdentifier(value) ? declaredHere(b, value) : undefined;
  return fn && !isDeferred(fn) && !b.inlined.includes(fn) ? fn : undefined;
}

function declaredHere(b: Builder, name: ts.Identifier): FunctionNode | undefined {
  const binding = bindingOf(name);
  return binding && b.owners.has(binding.owner) && !typescript.isSourceFile(binding.owner) ? functionNamed(name) : undefined;
}

/** `await f()`, `return f()`: nothing of the caller comes before the function is through. */
function isWaitedFor(call: ts.CallExpression): boolean {
  const { parent } = wrapped(call);
  return typescript.isAwaitExpression(parent) || typescript.isReturnStatement(parent) || (typescript.isArrowFunction(parent) && !typescript.isBlock(parent.body));
}

/** The events of the body, once: parameters are names of the caller that stand for what it hands in. */
export function visitOnce(b: Builder, fn: FunctionNode, { call, args }: { readonly call: ts.CallExpression; readonly args: readonly Value[] }): Value {
  const after = newBlock(b);
  const results: Value[] = [];
  const { raises } = b;
  b.owners.add(fn);
  b.inlined.push(fn);
  b.inlinedCalls++;
  b.raises ??= { to: b.returns.at(-1) ?? after, depth: b.returns.length + 1 };
  b.returns.push(after);
  b.results.push(results);
  fn.parameters.forEach((parameter, index) => handIn(b, parameter, { value: call.arguments[index], from: args[index] ?? unknownValue }));
  const value = visitBody(b, fn);
  b.results.pop();
  b.returns.pop();
  b.inlined.pop();
  b.raises = raises;
  goTo(b, after);
  const reads = [value, ...results].flatMap((each) => each.reads);
  return { place: placeGivenBy(b, call, 0) ?? placeOf({ kind: 'unknown', node: call }), reads: reads.length > 0 ? reads : readsByCall(b, call, { args, object: undefined }) };
}

function handIn(b: Builder, { name, dotDotDotToken }: ts.ParameterDeclaration, { value, from }: { readonly value: ts.Expression | undefined; readonly from: Value }): void {
  if (dotDotDotToken) return;
  if (!typescript.isIdentifier(name)) return assign(b, { target: name, node: name, how: 'declare', value: undefined, from });
  const binding = bindingOf(name);
  if (!binding) return;
  if (from.place && from.place.root.kind !== 'fresh' && from.place.root.kind !== 'unknown') b.given.set(name.parent, from.place);
  else b.given.delete(name.parent);
  emit(b, { kind: 'write', place: placeOf({ kind: 'local', binding }), node: name, how: 'declare', value, inputs: from.reads, stored: from.place });
}
