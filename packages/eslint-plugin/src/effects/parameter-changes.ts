/** Parameters that a function changes without saying so. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import type { Binding } from './bindings.ts';
import { calledInFile } from './callee.ts';
import { consumedBy } from './consumption.ts';
import type { FunctionNode } from './events.ts';
import { frameOf } from './frames.ts';
import { originOf } from './origins.ts';
import { isPrefix, type Place } from './place.ts';
import { effectsOf } from './effects-of.ts';
import { resultsAt } from './results-at.ts';
import { eventsOf } from './summaries.ts';
import { answerable, changesOf, isMemo, isMemoOfCallee, isReplaced, type Answerable, type Change, type Scope } from './undeclared.ts';
import { isStatus, isWrittenBy, isWrittenType, nameOfFunction, resultsOf, saysChange, saysValue } from './written-in-place.ts';
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
  const functions = answerable(analysis, scope);
  const own = new Set(functions.map(({ fn }) => fn));
  const found = functions.flatMap((each) => changesBy(analysis, each, ignored)).map((change) => atFault(analysis, change, { own, ignored, depth: 0 }));
  return found.filter(({ node }, index) => found.findIndex((each) => each.node === node) === index);
}

function changesBy(analysis: Analysis, { fn, frame }: Answerable, ignored: ReadonlySet<string>): ParameterChange[] {
  if (!mayChange(fn)) return [];
  const found = new Map<Binding, ParameterChange>();
  const consumed = consumedBy(analysis, fn);
  for (const change of changesOf(analysis, fn, ({ root }) => root.kind === 'parameter' && mayHold(root.binding.declaration))) {
    const { root } = change.place;
    if (root.kind !== 'parameter' || found.has(root.binding) || ignored.has(root.binding.name) || consumed.has(root.binding.name) || frame?.allows(change.place)) continue;
    if (isOwn(root.binding, change) || isReplaced(analysis, fn, root)) continue;
    if (change.place.steps.at(-1) === 'lastIndex' || isKept(analysis, { fn, frame }, change)) continue;
    if (!frame && (isMeant(fn, root.binding, change) || isOfDefault(change))) continue;
    found.set(root.binding, { ...change, fn, frame, parameter: root.binding, name: nameOfFunction(fn) });
  }
  return [...found.values()];
}

interface Blame {
  readonly own: ReadonlySet<FunctionNode>;
  readonly ignored: ReadonlySet<string>;
  readonly depth: number;
}

/** How many calls on the fault is looked for. */
const maxDepth = 3;

/** Where a function of the file that nobody answers for gives a value and changes what it is handed on the way, the fault is there and not in who calls it. */
function atFault(analysis: Analysis, change: ParameterChange, blame: Blame): ParameterChange {
  const callee = change.event.kind === 'call' && !change.frame && blame.depth < maxDepth ? calledInFile(change.event) : undefined;
  if (change.event.kind !== 'call' || !callee || blame.own.has(callee) || frameOf(analysis, callee) !== undefined) return change;
  const { args } = change.event;
  const isHanded = ({ parameter }: ParameterChange): boolean => {
    const given = args[callee.parameters.findIndex((each) => each === parameter.declaration)]?.place;
    return given !== undefined && isPrefix(given, change.place);
  };
  const inside = changesBy(analysis, { fn: callee, frame: undefined }, blame.ignored).find(isHanded);
  return inside ? atFault(analysis, inside, { ...blame, depth: blame.depth + 1 }) : change;
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

/** What `{ ...D, ...given }` has inside may be that of `D`: what `no-shared-mutable-default` reports is mended by the same copy. */
function isOfDefault({ event }: Change): boolean {
  return event.kind !== 'call' && originOf(event.place)?.via === 'copy';
}

/** A memory in the object: nobody can tell. What a function with a contract fills in from another argument, callers can. */
function isKept(analysis: Analysis, { fn, frame }: Answerable, { event }: Change): boolean {
  if (frame && isFilledFromArgument(analysis, event)) return false;
  if (event.kind === 'call') return isMemoOfCallee(analysis, event);
  return event.kind === 'write' && isMemo(analysis, fn, event);
}

/** `target[key] ??= defaults[key]`, here or in a function of the file that is called. */
function isFilledFromArgument(analysis: Analysis, event: Change['event']): boolean {
  const isArgument = ({ root }: Place, other: Place): boolean => root.kind === 'parameter' && other.root.kind === 'parameter' && root.binding.declaration !== other.root.binding.declaration;
  if (event.kind === 'write') return event.inputs.some(({ place }) => isArgument(place, event.place));
  const callee = event.kind === 'call' ? calledInFile(event) : undefined;
  return callee !== undefined && eventsOf(effectsOf(analysis), callee).some((each) => each.kind === 'write' && each.place.steps.length > 0 && isFilledFromArgument(analysis, each));
}

/** Whether a function without a contract plainly exists to change its parameter. */
function isMeant(fn: FunctionNode, parameter: Binding, change: Change): boolean {
  const name = nameOfFunction(fn);
  if (isWrittenBy(name, parameter.name) || isWrittenType(parameter.declaration)) return true;
  if (saysChange(name)) return true;
  const results = resultsOf(fn);
  const isSame = (result: ts.Expression): boolean => {
    const place = aliasedPlace({ node: fn, owners: new Set([fn]) }, unwrapped(typescript, result));
    return place !== undefined && 'binding' in place.root && place.root.binding === parameter && place.steps.length === 0;
  };
  if (results.some((result) => isSorted(result, change))) return false;
  const values = results.filter((result) => !isStatus(result) && !typescript.isDeleteExpression(result) && !isChange(result, change));
  if (values.length === 0) return true;
  return values.every(isSame) && !saysValue(name);
}

/** `return xs.sort()`: what looks like a new value is the caller's own. */
function isSorted(result: ts.Expression, { event }: Change): boolean {
  return event.kind === 'mutate' && /^(?:sort|reverse)$/.test(event.method) && contains(result, event.node);
}

/** `return xs.push(1)`: the result is what the change gives. What something else makes of what a function of the file gives is another value. */
function isChange(result: ts.Expression, { node, event }: Change): boolean {
  const callee = event.kind === 'call' ? calledInFile(event) : undefined;
  if (callee) return isGiven(result, node) && (saysChange(nameOfFunction(callee)) || resultsOf(callee).every((each) => isStatus(each) || isOwnParameter(each, callee)));
  return contains(result, node) && typescript.findAncestor(node, (each) => (each === result ? 'quit' : typescript.isFunctionLike(each))) === undefined;
}

function isOwnParameter(result: ts.Expression, fn: FunctionNode): boolean {
  const value = unwrapped(typescript, result);
  return typescript.isIdentifier(value) && fn.parameters.some(({ name }) => name.getText() === value.text);
}

function isGiven(result: ts.Expression, call: ts.Node): boolean {
  const value = unwrapped(typescript, result);
  return value === call || (typescript.isAwaitExpression(value) && isGiven(value.expression, call)) || resultsAt(value).some((each) => each.value !== value && isGiven(each.value, call));
}
