/** What loops and callbacks call the elements of what they go through, and copies that have the same elements. */
import type ts from 'typescript';
import { changesArgument, runsAtOnce } from '../built-ins/known-effects.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace, stepInPattern, stepOf } from './aliases.ts';
import { bindingOf, constantValue, type Binding } from './bindings.ts';
import { globalPath } from './calls.ts';
import { assignmentOf } from './changes.ts';
import type { FunctionNode } from './events.ts';
import { extend, rebase, type Place } from './place.ts';
import { usesOf } from './shared-places.ts';

/** How far elements of elements are followed. */
const maxDepth = 4;

/** A changed place in the element of something, seen as a place in that something: in `for (const user of users)`, `user.name` is `users[user].name`, and so is `copy[0].name` after `const copy = [...users]`. */
export function inHolder(fn: FunctionNode | ts.SourceFile, place: Place, what: 'write' | 'mutate'): Place {
  let at = place;
  for (let depth = 0; depth <= maxDepth; depth++) {
    const { root } = at;
    if (root.kind !== 'local') return at;
    // A change of the copy itself is none of what was copied.
    const isInside = at.steps.length > (what === 'write' ? 1 : 0);
    const copy = isInside ? copiedFrom(root.binding, at.steps[0] ?? '') : undefined;
    const round = roundOf(root.binding) ?? takenOff(root.binding) ?? copy;
    const holder = round && aliasedPlace({ node: fn, owners: new Set([fn]) }, round.of);
    // Copies of constants are told apart from the constants.
    if (!holder || (round === copy && holder.root.kind === 'module')) return at;
    at = rebase(at, round.steps.reduce(extend, holder));
  }
  return at;
}

/** `const next = rest.shift()`: an element of what `rest` had, where that is the function's own. */
function takenOff(binding: Binding): Round | undefined {
  const value = constantValue(binding);
  const call = value && unwrapped(typescript, value);
  if (!call || !typescript.isCallExpression(call) || !typescript.isPropertyAccessExpression(call.expression) || !/^(?:shift|pop)$/.test(call.expression.name.text)) return undefined;
  const of = unwrapped(typescript, call.expression.expression);
  return typescript.isIdentifier(of) && bindingOf(of)?.owner === binding.owner ? { of, steps: ['[0]'] } : undefined;
}

/** `const copy = [...xs]`, `xs.slice()`, `{ ...o }`: the copy is new, what is in it is not; a member that the function sets itself is its own. */
function copiedFrom(binding: Binding, step: string, names: readonly Binding[] = [binding]): Round | undefined {
  const { declaration } = binding;
  const value = constantValue(binding);
  const made = value && unwrapped(typescript, value);
  if (!made) return undefined;
  const other = typescript.isIdentifier(made) ? bindingOf(made) : undefined;
  if (other && names.length < maxDepth) return copiedFrom(other, step, [...names, other]);
  if (typescript.isObjectLiteralExpression(made)) {
    const spread = made.properties.findLast(typescript.isSpreadAssignment);
    const isOwn = made.properties.some((each) => each.name?.getText() === step) || names.some((each) => setsMember(each, step));
    return spread && !isOwn && !step.startsWith('[') ? { of: spread.expression, steps: [] } : undefined;
  }
  const element = step.startsWith('[') && (typescript.isArrayLiteralExpression(made) || typescript.isCallExpression(made)) ? elementAt(made, { name: (declaration as ts.VariableDeclaration).name, way: [] }) : undefined;
  return element && element.of !== made ? { of: element.of, steps: element.steps.slice(0, -1) } : undefined;
}

/** Whether the file sets a member of what a name stands for, by that name. */
export function setsMember({ declaration, name }: Binding, step: string): boolean {
  return usesOf(declaration.getSourceFile(), name).some((use) => isSetThere(use, declaration, step));
}

/** `copy.items = …`, `Object.assign(copy, { items: … })` */
function isSetThere(use: ts.Identifier, declaration: ts.Node, step: string): boolean {
  const { parent } = use;
  const isMember = stepOf(parent) === step && (parent as ts.PropertyAccessExpression).expression === use && assignmentOf(parent) !== undefined;
  const isGiven = typescript.isCallExpression(parent) && parent.arguments[0] === use && changesArgument.test(globalPath(parent.expression) ?? '') && parent.arguments.slice(1).some((each) => namesStep(each, step));
  return (isMember || isGiven) && bindingOf(use)?.declaration === declaration;
}

function namesStep(given: ts.Expression, step: string): boolean {
  if (typescript.isStringLiteralLike(given)) return given.text === step;
  return typescript.isObjectLiteralExpression(given) && given.properties.some((each) => each.name?.getText() === step);
}

/** What a name stands for in each round: the collection, and the steps from there. */
interface Round {
  readonly of: ts.Expression;
  readonly steps: readonly string[];
}

/** What a name is an element of, or part of one: `for (const x of xs)`, `xs.forEach((x) => …)`, `for (const [key, x] of Object.entries(xs))`. */
export function roundOf({ declaration }: Binding): Round | undefined {
  const way: string[] = [];
  let node = declaration;
  let pattern: ts.BindingPattern | undefined;
  for (; typescript.isBindingElement(node); node = pattern.parent) {
    const step = stepInPattern(node);
    if (step === undefined) return undefined;
    way.unshift(step);
    pattern = node.parent;
  }
  const of = goneThrough(node);
  return of && elementAt(of, { name: pattern ?? (node as ts.VariableDeclaration).name, way });
}

/** The collection that a variable or parameter is the element of in each round. */
function goneThrough(declaration: ts.Node): ts.Expression | undefined {
  if (typescript.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    const isConstant = (declaration.parent.flags & typescript.NodeFlags.Const) !== 0;
    return isConstant && typescript.isForOfStatement(loop) ? loop.expression : undefined;
  }
  if (!typescript.isParameter(declaration)) return undefined;
  const callback = declaration.parent;
  const call = callback.parent;
  if (!typescript.isCallExpression(call) || call.arguments[0] !== callback || !typescript.isPropertyAccessExpression(call.expression)) return undefined;
  const method = call.expression.name.text;
  if (!runsAtOnce.test(method) || /^(?:sort|toSorted|replace|replaceAll)$/.test(method)) return undefined;
  return callback.parameters.indexOf(declaration) === (/^reduce/.test(method) ? 1 : 0) ? call.expression.expression : undefined;
}

const keepsElements = /^(?:filter|slice|reverse|sort|toSorted|toReversed|values)$/;

/** The name or pattern of an element, and the steps to a name in the pattern. */
interface Element {
  readonly name: ts.BindingName;
  readonly way: readonly string[];
}

/** The element of a collection by its name: its own, of what it is a selection from, or of the pairs that it gives. */
function elementAt(collection: ts.Expression, element: Element): Round | undefined {
  const node = unwrapped(typescript, collection);
  const [only, ...others] = typescript.isArrayLiteralExpression(node) ? node.elements : [];
  if (only && typescript.isSpreadElement(only) && others.length === 0) return elementAt(only.expression, element);
  if (!typescript.isCallExpression(node) || !typescript.isPropertyAccessExpression(node.expression)) return { of: node, steps: [keyOf(element.name), ...element.way] };
  const method = node.expression.name.text;
  const [of] = node.arguments;
  if (keepsElements.test(method) && globalPath(node.expression) === undefined) return elementAt(node.expression.expression, element);
  if (/^(?:Object\.values|Array\.from)$/.test(globalPath(node.expression) ?? '') && node.arguments.length === 1) return of && { of, steps: [keyOf(element.name), ...element.way] };
  if (method !== 'entries') return { of: node, steps: [keyOf(element.name), ...element.way] };
  const holder = globalPath(node.expression) === 'Object.entries' ? of : node.expression.expression;
  return holder && valueOfPair(holder, element);
}

/** `[key, value]` of an entry: the value is what the collection has under the key. */
function valueOfPair(of: ts.Expression, { name, way: [index, ...way] }: Element): Round | undefined {
  if (!typescript.isArrayBindingPattern(name) || index !== '[1]') return undefined;
  const [key] = name.elements;
  return { of, steps: [key && typescript.isBindingElement(key) ? keyOf(key.name) : keyOf(name), ...way] };
}

function keyOf(name: ts.BindingName): string {
  return `[${name.getText().replace(/\s+/g, ' ')}]`;
}
