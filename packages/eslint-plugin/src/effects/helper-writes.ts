/** What a call of a function of the file writes, as if it stood there: `this.put(key, value)`, which sets an entry. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { calledInFile } from './callee.ts';
import { effectsOf } from './effects-of.ts';
import type { Branch, Call, Event, Flow, FunctionNode, Read, Suspend, Write } from './events.ts';
import { methodOnObject } from './object-methods.ts';
import { overlaps } from './place.ts';
import { eachEvent, solve, type Execution } from './solve.ts';
import { eventsOf, placeAtCall } from './summaries.ts';

/** A write that a function does for its caller. */
export interface HelperWrite {
  readonly write: Write;
  /** What is written was made from what is there at that moment. */
  readonly isUpdate: boolean;
  /** What the function has waited for by then, for sure; absent where it does not wait. */
  readonly since: Suspend | undefined;
}

/** The writes of a function, but for those before which it asks itself: of what is written there, or whether what it is handed is still what is there. Of one that waits, those that surely come later. */
export function helperWrites(analysis: Analysis, call: Call): HelperWrite[] {
  const callee = calledInFile(call) ?? methodOnObject(call);
  const effects = effectsOf(analysis);
  const suspends = callee && effects.functions.get(callee)?.suspends;
  if (!callee || suspends === undefined) return [];
  const events = eventsOf(effects, callee);
  const late = suspends ? writesAfterSuspension(effects.flowOf(callee)) : undefined;
  return events.flatMap((event): HelperWrite[] => {
    const place = isOutside(event) ? placeAtCall(event.place, callee, call) : undefined;
    if (!place || !isOutside(event) || (late && !late.has(event)) || events.some((each) => each.kind === 'branch' && isAsked(each, event))) return [];
    const isUpdate = event.how === 'compound' || event.inputs.some((read) => overlaps(read.place, event.place));
    return [{ write: { ...event, place, node: call.node, value: valueAt(event.value, callee, call), inputs: inputsAt(event.inputs, callee, call), stored: undefined }, isUpdate, since: late?.get(event) }];
  });
}

/** The writes before which a function has surely waited, and for what. */
function writesAfterSuspension(flow: Flow): ReadonlyMap<Event, Suspend> {
  const execution: Execution<Suspend | undefined> = { start: undefined, after: (state, event) => (event.kind === 'suspend' ? (state ?? event) : state), join: (a, b) => a && b, same: (a, b) => a === b };
  const heads = solve(flow, execution);
  const found = new Map<Event, Suspend>();
  if (heads) eachEvent(heads, execution, (event, since) => void (since && event.kind === 'write' && found.set(event, since)));
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
  const name = value && unwrapped(typescript, value);
  const index = name && typescript.isIdentifier(name) ? parameters.findIndex((each) => each.name.getText() === name.text) : -1;
  return (typescript.isTaggedTemplateExpression(node) ? undefined : node.arguments?.[index]) ?? value;
}

/** The reads of the caller that what it gives was made from. */
function inputsAt(inputs: readonly Read[], { parameters }: FunctionNode, { args }: Call): Read[] {
  return inputs.flatMap(({ place: { root } }) => (root.kind === 'parameter' ? (args[parameters.findIndex((each) => each === root.binding.declaration)]?.reads ?? []) : []));
}
