/** Parameters that a function changes without saying so. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import type { Binding } from './bindings.ts';
import type { FunctionNode } from './events.ts';
import { answerable, changesOf, isMemo, isMemoOfCallee, isReplaced, type Answerable, type Change, type Scope } from './undeclared.ts';
import { isStatus, isWrittenName, isWrittenType, nameOfFunction, resultsOf, saysChange, saysValue } from './written-in-place.ts';
import { contains } from '../positions.ts';

export interface ParameterOptions {
  readonly scope?: Scope;
  /** Names of parameters whose objects are there to be written. */
  readonly ignore?: readonly string[];
}

/** A change of a parameter that the function does not declare. */
export interface ParameterChange extends Change, Answerable {
  readonly parameter: Binding;
  /** How messages call the function. */
  readonly name: string;
}

/** The first undeclared change of each parameter of each function that counts. */
export function parameterChanges(analysis: Analysis, { scope = 'exported', ignore = [] }: ParameterOptions): ParameterChange[] {
  const ignored = new Set(ignore);
  return answerable(analysis, scope).flatMap(({ fn, frame }) => {
    if (!mayChange(fn)) return [];
    const found = new Map<Binding, ParameterChange>();
    for (const change of changesOf(analysis, fn, ({ root }) => root.kind === 'parameter' && mayHold(root.binding.declaration))) {
      const { root } = change.place;
      if (root.kind !== 'parameter' || found.has(root.binding) || ignored.has(root.binding.name) || frame?.allows(change.place)) continue;
      if (isOwn(root.binding, change) || isReplaced(analysis, fn, root)) continue;
      if (change.place.steps.at(-1) === 'lastIndex' || isKept(analysis, fn, change)) continue;
      if (!frame && isMeant(fn, root.binding, change)) continue;
      found.set(root.binding, { ...change, fn, frame, parameter: root.binding, name: nameOfFunction(fn) });
    }
    return [...found.values()];
  });
}

/** Setters are there to write; what has no parameters that hold something changes none. */
function mayChange(fn: FunctionNode): boolean {
  return fn.parameters.some(mayHold) && !typescript.isSetAccessor(fn);
}

const heldByNothing = /^(?:(?:string|number|boolean|bigint|symbol|null|undefined|true|false)\b(?!\[)(?:\s*\|\s*)?)+$/;

/** Whether a parameter may be an object. */
function mayHold(declaration: ts.Node): boolean {
  const type = typescript.isParameter(declaration) && !declaration.dotDotDotToken ? declaration.type : undefined;
  return type === undefined || !heldByNothing.test(type.getText());
}

/** Whether the function has the object to itself: rest parameters and rest elements are made anew for it. */
function isOwn({ declaration }: Binding, { place, what }: Change): boolean {
  const depth = place.steps.length - (what === 'write' ? 1 : 0);
  return (typescript.isParameter(declaration) || typescript.isBindingElement(declaration)) && declaration.dotDotDotToken !== undefined && depth <= 0;
}

/** A memory in the object: nobody can tell. */
function isKept(analysis: Analysis, fn: FunctionNode, { event }: Change): boolean {
  if (event.kind === 'call') return isMemoOfCallee(analysis, event);
  return event.kind === 'write' && isMemo(analysis, fn, event);
}

/** Whether a function without a contract plainly exists to change its parameter. */
function isMeant(fn: FunctionNode, parameter: Binding, change: Change): boolean {
  if (isWrittenName(parameter.name) || isWrittenType(parameter.declaration)) return true;
  const name = nameOfFunction(fn);
  if (saysChange(name)) return true;
  const results = resultsOf(fn);
  const isSame = (result: ts.Expression): boolean => {
    const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, unwrapped(typescript, result));
    return place !== undefined && 'binding' in place.root && place.root.binding === parameter && place.steps.length === 0;
  };
  if (results.some((result) => isSorted(result, change))) return false;
  const values = results.filter((result) => !isStatus(result) && !typescript.isDeleteExpression(result) && !isChange(result, change.node));
  if (values.length === 0) return true;
  return values.every(isSame) && !saysValue(name);
}

/** `return xs.sort()`: what looks like a new value is the caller's own. */
function isSorted(result: ts.Expression, { event }: Change): boolean {
  return event.kind === 'mutate' && /^(?:sort|reverse)$/.test(event.method) && contains(result, event.node);
}

/** `return xs.push(1)`: the result is what the change gives. */
function isChange(result: ts.Expression, change: ts.Node): boolean {
  return contains(result, change) && typescript.findAncestor(change, (each) => (each === result ? 'quit' : typescript.isFunctionLike(each))) === undefined;
}
