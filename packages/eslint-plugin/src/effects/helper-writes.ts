/** What a call of a function of the file writes, as if it stood there: `this.put(key, value)`, which sets an entry. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { bindingOf, constantValue, type Binding } from './bindings.ts';
import { wrapped } from './changes.ts';
import { effectsOf } from './effects-of.ts';
import type { Branch, Call, Event, Flow, FunctionNode, Read, Suspend, Write } from './events.ts';
import { functionThatRuns } from './object-methods.ts';
import { overlaps } from './place.ts';
import { isTeardown } from './shared-places.ts';
import { eachEvent, solve, type Execution } from './solve.ts';
import { eventsOf, placeAtCall } from './summaries.ts';

/** A write that a function does for its caller. */
export interface HelperWrite {
  readonly write: Write;
  /** What is written was made from what is there at that moment. */
  readonly isUpdate: boolean;
  /** What the function has waited for by then, for sure; absent where it does not wait. */
  readonly since: Suspend | undefined;
  /** It ends the life of what it empties, or begins it anew. */
  readonly isTeardown: boolean;
}

/** How far functions that call functions are followed. */
const maxDepth = 3;

/** The writes of a function and of those that it calls, but for those before which it asks itself: of what is written there, or whether what it is handed is still what is there. Of one that waits, those that surely come later. */
export function helperWrites(analysis: Analysis, call: Call, depth = 0): HelperWrite[] {
  const callee = functionThatRuns(call);
  const effects = effectsOf(analysis);
  const suspends = callee && effects.functions.get(callee)?.suspends;
  if (!callee || suspends === undefined || depth > maxDepth || (suspends && isPromiseKept(call.node))) return [];
  const events = eventsOf(effects, callee);
  const late = suspends ? eventsAfterSuspension(effects.flowOf(callee)) : undefined;
  return events.flatMap((event): HelperWrite[] => {
    // What a function does where something went wrong is for itself to know.
    if (late && (!late.has(event) || (event.kind === 'call' && isInHandler(event.node)))) return [];
    const own: Pick<HelperWrite, 'write' | 'isUpdate'>[] = isOutside(event) ? [{ write: event, isUpdate: isUpdate(event) }] : event.kind === 'call' && event.node !== call.node ? helperWrites(analysis, event, depth + 1).filter(({ since }) => !since || suspends) : [];
    return own.flatMap(({ write, isUpdate: updates }): HelperWrite[] => {
      const place = isOutside(write) ? placeAtCall(write.place, callee, call) : undefined;
      if (!place || events.some((each) => each.kind === 'branch' && isAsked(each, write))) return [];
      return [{ write: { ...write, place, node: call.node, value: valueAt(write.value, callee, call), inputs: inputsAt(write.inputs, callee, call), stored: undefined }, isUpdate: updates, since: late?.get(event), isTeardown: isTeardown(callee) }];
    });
  });
}

function isInHandler(node: ts.Node): boolean {
  return typescript.findAncestor(node, (each) => (typescript.isFunctionLike(each) ? 'quit' : typescript.isCatchClause(each))) !== undefined;
}

/** `this.pending ??= this.load()`: who comes while it goes on waits for the same promise. */
function isPromiseKept(call: ts.Node): boolean {
  const node = wrapped(call);
  const { parent } = node;
  if (typescript.isPropertyAccessExpression(parent) && /^(?:then|catch|finally)$/.test(parent.name.text) && typescript.isCallExpression(parent.parent)) return isPromiseKept(parent.parent);
  if (typescript.isCallExpression(parent) && typescript.isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'set') return parent.arguments[1] === node;
  return typescript.isBinaryExpression(parent) && parent.right === node && /^(?:\?\?|\|\|)?=$/.test(parent.operatorToken.getText());
}

function isUpdate({ how, inputs, place }: Write): boolean {
  return how === 'compound' || inputs.some((read) => overlaps(read.place, place));
}

/** The writes and calls before which a function has surely waited, and for what. */
function eventsAfterSuspension(flow: Flow): ReadonlyMap<Event, Suspend> {
  const execution: Execution<Suspend | undefined> = { start: undefined, after: (state, event) => (event.kind === 'suspend' ? (state ?? event) : state), join: (a, b) => a && b, same: (a, b) => a === b };
  const heads = solve(flow, execution);
  const found = new Map<Event, Suspend>();
  if (heads) eachEvent(heads, execution, (event, since) => void (since && (event.kind === 'write' || event.kind === 'call') && found.set(event, since)));
  return found;
}

/** Whether a condition of the function settles what it writes: it looks at that place, or compares what the function was handed with what others set. How full a container is, says nothing of an entry. */
function isAsked({ inputs, node }: Branch, { place, node: written }: Write): boolean {
  if (node.pos > written.end) return false;
  const isEntry = (place.steps.at(-1) ?? '').startsWith('[');
  const isSize = (read: Read): boolean => isEntry && /^(?:size|length)$/.test(read.place.steps.at(-1) ?? '');
  if (inputs.some((read) => overlaps(read.place, place) && !isSize(read))) return true;
  const roots = new Set(inputs.map(({ place: { root } }) => (root.kind === 'parameter' || root.kind === 'local' ? 'own' : 'others')));
  return roots.size > 1;
}

function isOutside(event: Event): event is Write {
  if (event.kind !== 'write' || event.how === 'declare') return false;
  const { root, steps } = event.place;
  return root.kind === 'module' || root.kind === 'captured' || ((root.kind === 'this' || root.kind === 'parameter') && steps.length > 0);
}

/** What the caller gives for a parameter that is written as it is. */
function valueAt(value: ts.Expression | undefined, { parameters }: FunctionNode, { node }: Call): ts.Expression | undefined {
  const given = value && unwrapped(typescript, value);
  const name = given && typescript.isIdentifier(given) ? (constantValue(bindingOf(given)) ?? given) : given;
  const index = name && typescript.isIdentifier(name) ? parameters.findIndex((each) => each.name.getText() === name.text) : -1;
  return (typescript.isTaggedTemplateExpression(node) ? undefined : node.arguments?.[index]) ?? value;
}

/** The reads of the caller that what it gives was made from. */
function inputsAt(inputs: readonly Read[], { parameters }: FunctionNode, { args }: Call): Read[] {
  const indexes = new Set(inputs.flatMap(({ place: { root } }) => ('binding' in root ? parametersIn(root.binding) : [])).map((declaration) => parameters.findIndex((each) => each === declaration)));
  return [...indexes].flatMap((index) => args[index]?.reads ?? []);
}

/** The parameters that a name stands for, or that the constant of a name is made from. */
function parametersIn(binding: Binding, depth = 0): ts.Node[] {
  if (binding.kind === 'parameter') return [binding.declaration];
  const made = depth < maxDepth ? constantValue(binding) : undefined;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const inner = typescript.isIdentifier(node) ? bindingOf(node) : undefined;
    if (inner && inner !== binding) found.push(...parametersIn(inner, depth + 1));
    if (!typescript.isCallExpression(node) && !typescript.isFunctionLike(node)) typescript.forEachChild(node, visit);
  };
  if (made) visit(made);
  return found;
}
