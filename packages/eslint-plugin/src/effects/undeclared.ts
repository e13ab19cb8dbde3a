/** What functions change of their callers and of their module: the core of the rules about what a contract does not declare. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { exportedFunctions } from '../export-index/exported-functions.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { calledInFile } from './callee.ts';
import { effectsOf } from './effects-of.ts';
import type { Call, FunctionNode, Mutate, Write } from './events.ts';
import { frameOf, type Frame } from './frames.ts';
import { inHolder } from './loop-variables.ts';
import { samePlace, type Place, type Root } from './place.ts';
import { eventsOf, summaryOfCall } from './summaries.ts';
import { contains } from '../positions.ts';

/** How many calls on a memory is looked for. */
const maxDepth = 3;

/** A function whose changes count, and what its contract says of them. */
export interface Answerable {
  readonly fn: FunctionNode;
  /** Absent where it has no contract: then it is exported. */
  readonly frame: Frame | undefined;
}

/** Which functions count: those with a contract, or also those that are exported without one. */
export type Scope = 'contract' | 'exported';

/** The functions of a file whose changes have to be declared. */
export function answerable(analysis: Analysis, scope: Scope): Answerable[] {
  if (scope === 'contract' && !analysis.contracts) return [];
  const exported = new Set<ts.Node>(scope === 'exported' ? exportedFunctions(analysis, 'exported').flatMap(({ declarations }) => declarations) : []);
  return [...effectsOf(analysis).functions.keys()].flatMap((fn): Answerable[] => {
    const frame = frameOf(analysis, fn);
    if (frame === 'exempt' || (!frame && !exported.has(fn))) return [];
    return [{ fn, frame }];
  });
}

/** A change of something that was there before the call. */
export interface Change {
  readonly place: Place;
  /** In the function: the write itself, or the call that leads to it. */
  readonly node: ts.Node;
  /** `write` sets the last step of the place, `mutate` changes what stands there. */
  readonly what: 'write' | 'mutate';
  /** The call of another function where that leads to it. */
  readonly event: Write | Mutate | Call;
}

/**
 * What a function changes outside of itself, at each place once, in the order of the text; elements that it goes through count as what holds them.
 *
 * `concerns` says which places a change by a call is asked for: only calls that are handed one of them are followed.
 */
export function changesOf(analysis: Analysis, fn: FunctionNode, concerns: (place: Place) => boolean): Change[] {
  const found: Change[] = [];
  for (const event of eventsOf(effectsOf(analysis), fn)) {
    if (event.kind === 'write' && event.how === 'declare') continue;
    if (event.kind === 'write' || event.kind === 'mutate') {
      if (event.kind === 'mutate' && /^Object\.(?:freeze|seal|preventExtensions)$/.test(event.method)) continue;
      const isName = event.kind === 'write' && event.place.steps.length === 0 && event.place.root.kind !== 'module';
      if (!isName) found.push({ place: inHolder(fn, event.place, event.kind), node: event.node, what: event.kind, event });
    } else if (event.kind === 'call' && isHandedAny(event, concerns)) {
      for (const { what, place } of summaryOfCall(analysis, event).effects) if (what === 'write' || what === 'mutate') found.push({ place: inHolder(fn, place, what), node: event.node, what, event });
    }
  }
  return found.sort((a, b) => a.node.pos - b.node.pos);
}

/** Whether a call has one of the places as its object or an argument. What a function of the file changes besides is found in that function itself. */
function isHandedAny({ object, args }: Call, concerns: (place: Place) => boolean): boolean {
  return (object !== undefined && concerns(object)) || args.some(({ place }) => place !== undefined && concerns(place));
}

/** A call of a method that changes containers, on an object of which is not known whether it is one. */
export interface PossibleChange extends Change {
  readonly method: string;
}

/** What would be changes if the objects were containers: without types, that depends on what stands in the declarations. */
export function possibleChangesOf(analysis: Analysis, fn: FunctionNode): PossibleChange[] {
  const found: PossibleChange[] = [];
  for (const event of eventsOf(effectsOf(analysis), fn)) {
    const callee = event.kind === 'call' && event.object && typescript.isCallExpression(event.node) ? event.node.expression : undefined;
    if (event.kind !== 'call' || !event.object || !callee || !typescript.isPropertyAccessExpression(callee)) continue;
    found.push({ place: inHolder(fn, event.object, 'mutate'), node: event.node, what: 'mutate', event, method: callee.name.text });
  }
  return found;
}

/** Whether a function gives its parameter another value, so that it is no longer the caller's. Filling in a default is none. */
export function isReplaced(analysis: Analysis, fn: FunctionNode, root: Root): boolean {
  return eventsOf(effectsOf(analysis), fn).some((event) => event.kind === 'write' && event.how !== 'declare' && event.place.steps.length === 0 && 'binding' in event.place.root && 'binding' in root && event.place.root.binding === root.binding && !isDefaulted(event.node, root.binding.name));
}

/** `p ??= {}`, `p = p || {}` */
function isDefaulted(node: ts.Node, name: string): boolean {
  if (!typescript.isBinaryExpression(node)) return false;
  const operator = node.operatorToken.getText();
  if (operator === '??=' || operator === '||=') return true;
  const value = unwrapped(typescript, node.right);
  return typescript.isBinaryExpression(value) && /^(?:\?\?|\|\|)$/.test(value.operatorToken.getText()) && value.left.getText() === name;
}

/** Whether a write keeps what was found, so that it is not looked for again: the function looks there itself, and what is written is neither made from what was there nor written out. */
export function isMemo(analysis: Analysis, fn: FunctionNode, write: Write): boolean {
  if (write.how !== 'assign' || write.inputs.some(({ place }) => samePlace(place, write.place))) return false;
  if (write.value && /^(?:true|false|null|undefined|-?[\d.]+|(['"`]).*\1|\[\]|\{\})$/s.test(write.value.getText())) return false;
  return eventsOf(effectsOf(analysis), fn).some((event) => event.kind === 'read' && samePlace(event.place, write.place) && !contains(write.node, event.node));
}

/** `found[key] ??= make()`: what is there stays. */
export function isFilledIn({ node }: Write): boolean {
  return typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)=$/.test(node.operatorToken.getText());
}

/** Whether a call of a function of the file only has it keep something: what it writes depends on whether that is there already. */
export function isMemoOfCallee(analysis: Analysis, call: Call, depth = 0): boolean {
  const callee = calledInFile(call);
  if (!callee || depth > maxDepth) return false;
  const events = eventsOf(effectsOf(analysis), callee);
  const writes = events.filter((event): event is Write => event.kind === 'write' && event.how !== 'declare' && event.place.steps.length > 0);
  if (events.some((event) => event.kind === 'branch' && event.inputs.some((read) => writes.some((write) => samePlace(read.place, write.place))))) return true;
  return events.some((event) => event.kind === 'call' && isMemoOfCallee(analysis, event, depth + 1));
}
