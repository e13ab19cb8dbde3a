/** What a call of a function of the file writes, as if it stood there: `this.put(key, value)`, which sets an entry. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { calledInFile } from './callee.ts';
import { effectsOf } from './effects-of.ts';
import type { Block, Call, Event, Flow, FunctionNode, Read, Write } from './events.ts';
import { methodOnObject } from './object-methods.ts';
import { overlaps } from './place.ts';
import { placeAtCall } from './summaries.ts';

/** A write that a function does for its caller. */
export interface HelperWrite {
  readonly write: Write;
  /** What is written was made from what is there at that moment. */
  readonly isUpdate: boolean;
}

/** The writes of a function that does not wait, as far as it looks at nothing first: what it does after a condition, it answers for itself. */
export function helperWrites(analysis: Analysis, call: Call): HelperWrite[] {
  const callee = calledInFile(call) ?? methodOnObject(call);
  const effects = effectsOf(analysis);
  if (!callee || effects.functions.get(callee)?.suspends !== false) return [];
  return eventsAtOnce(effects.flowOf(callee)).flatMap((event): HelperWrite[] => {
    const place = isOutside(event) ? placeAtCall(event.place, callee, call) : undefined;
    if (!place || !isOutside(event)) return [];
    const isUpdate = event.how === 'compound' || event.inputs.some((read) => overlaps(read.place, event.place));
    return [{ write: { ...event, place, node: call.node, value: valueAt(event.value, callee, call), inputs: inputsAt(event.inputs, callee, call), stored: undefined }, isUpdate }];
  });
}

/** What happens in any case, up to the first place where the ways part. */
function eventsAtOnce({ entry }: Flow): Event[] {
  const seen = new Set<Block>();
  for (let block: Block | undefined = entry; block && !seen.has(block); block = block.next.length === 1 ? block.next[0]?.to : undefined) seen.add(block);
  return [...seen].flatMap(({ events }) => events);
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
