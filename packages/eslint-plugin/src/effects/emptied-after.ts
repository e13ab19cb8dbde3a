/** Containers that a function stores somewhere as they are, itself or by a function that it hands them to, and then empties: what was stored is empty too. */
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { aliasedPlace } from './aliases.ts';
import { containerOfCall } from './container-of.ts';
import { effectsOf, type Effects } from './effects-of.ts';
import type { Call, Event, FunctionNode, Write } from './events.ts';
import { leavesOf } from './kept-values.ts';
import { functionThatRuns } from './object-methods.ts';
import { isPrefix, printPlace, samePlace, type Place } from './place.ts';
import { eventsOf } from './summaries.ts';
import { nameOfFunction } from './written-in-place.ts';

export interface EmptiedAfter {
  readonly place: Place;
  /** What empties it. */
  readonly node: ts.Node;
  /** Its class. */
  readonly kind: string;
  /** The statement that stored it, or handed it to what did. */
  readonly keptAt: ts.Node;
  /** The function that it was handed to; absent where it is stored right there. */
  readonly keeper: string | undefined;
}

const empties = /\.length\s*=\s*0\b|\.clear\(\s*\)|\.splice\(\s*0\s*\)/;

/** All of them in a file. */
export function emptiedAfterKept(analysis: Analysis): EmptiedAfter[] {
  if (!empties.test(analysis.sourceFile.text)) return [];
  const effects = effectsOf(analysis);
  return [...effects.functions.keys()].filter(({ body }) => body && empties.test(body.getText())).flatMap((fn) => {
    const events = eventsOf(effects, fn);
    return events.flatMap((event): EmptiedAfter[] => {
      const emptied = emptiedBy(event, analysis.program);
      const kept = emptied && events.flatMap((each) => keptBy(effects, each, { fn, place: emptied.place }) ?? []).find((each) => isStillHeld(effects, events, { from: each.keptAt, to: emptied.node, place: emptied.place }));
      return emptied && kept ? [{ ...emptied, ...kept }] : [];
    });
  });
}

function emptiedBy(event: Event, program: ts.Program | undefined): Pick<EmptiedAfter, 'place' | 'node' | 'kind'> | undefined {
  if (event.kind === 'write') {
    const { place, node, value } = event;
    return place.steps.at(-1) === 'length' && !place.isCut && value?.getText() === '0' ? { place: { ...place, steps: place.steps.slice(0, -1) }, node, kind: 'Array' } : undefined;
  }
  if (event.kind !== 'mutate' || event.place.isCut) return undefined;
  const { place, node, method } = event;
  const { expression } = node;
  if (method === 'clear') return { place, node, kind: (typescript.isPropertyAccessExpression(expression) ? containerOfCall(program, expression) : undefined) ?? 'Map' };
  return method === 'splice' && node.arguments.length === 1 && node.arguments[0]?.getText() === '0' ? { place, node, kind: 'Array' } : undefined;
}

/** Whether an event stores the object of a place in something that outlives the function. */
function keptBy(effects: Effects, event: Event, { fn, place }: { readonly fn: FunctionNode; readonly place: Place }): Pick<EmptiedAfter, 'keptAt' | 'keeper'> | undefined {
  if (event.kind === 'write') return isEntry(event) && event.stored && samePlace(event.stored, place) && outlives(event.place) ? { keptAt: event.node, keeper: undefined } : undefined;
  if (event.kind === 'mutate') {
    const isGiven = (arg: ts.Expression): boolean => {
      const given = aliasedPlace({ node: fn, owners: new Set([fn]) }, arg);
      return given !== undefined && samePlace(given, place);
    };
    return /^(?:push|unshift)$/.test(event.method) && outlives(event.place) && event.node.arguments.some(isGiven) ? { keptAt: event.node, keeper: undefined } : undefined;
  }
  const callee = event.kind === 'call' ? functionThatRuns(event) : undefined;
  if (event.kind !== 'call' || !callee) return undefined;
  const index = event.args.findIndex((arg) => arg.place && samePlace(arg.place, place));
  return index >= 0 && !reuses.test(nameOfFunction(callee)) && keeps(effects, callee, index) ? { keptAt: event.node, keeper: nameOfFunction(callee) } : undefined;
}

/** An entry of a container. A field that is set to the list of another is a second name of it, which may be meant. */
function isEntry({ how, place: { steps } }: Write): boolean {
  return how === 'method' || (how === 'assign' && (steps.at(-1) ?? '').startsWith('['));
}

/** TABLE: what keeps empty containers to use them again. */
const reuses = /pool|free|spare|recycl|unused|idle|avail|scratch|release|reuse|giveBack|return/i;

function outlives(place: Place): boolean {
  const { root, steps } = place;
  if (reuses.test(printPlace(place))) return false;
  return root.kind === 'module' || root.kind === 'captured' || (root.kind === 'this' && steps.length > 0);
}

/** Whether a function stores a parameter and leaves it there. What it calls afterwards may have taken it out again, but for what waits first. */
function keeps(effects: Effects, fn: FunctionNode, index: number): boolean {
  const declaration = fn.parameters[index];
  if (!declaration || declaration.dotDotDotToken || !typescript.isIdentifier(declaration.name) || effects.functions.get(fn)?.suspends !== false) return false;
  const binding = { kind: 'parameter', name: declaration.name.text, declaration, owner: fn } as const;
  const stored = leavesOf(effects.flowOf(fn), binding).find(({ how }) => how === 'stored');
  return stored !== undefined && !eventsOf(effects, fn).some((event) => 'node' in event && event.node.pos >= stored.node.end && mayTakeOut(effects, event));
}

function mayTakeOut(effects: Effects, event: Event): boolean {
  if (event.kind === 'mutate') return /^(?:pop|shift|splice|clear)$/.test(event.method);
  if (event.kind === 'write') return event.how === 'delete' || (event.how === 'assign' && /^(?:\[\]|null|undefined)$/.test(event.value?.getText() ?? ''));
  return event.kind === 'call' && !goesOnLater(effects, event);
}

function goesOnLater(effects: Effects, event: Call): boolean {
  const callee = functionThatRuns(event);
  return callee !== undefined && effects.functions.get(callee)?.suspends === true;
}

interface Way {
  readonly from: ts.Node;
  readonly to: ts.Node;
  readonly place: Place;
}

/** Whether the emptying follows as a statement of the same block, and nothing between may have set the variable anew or taken the object out. */
function isStillHeld(effects: Effects, events: readonly Event[], { from, to, place }: Way): boolean {
  const last = to.parent;
  const first = typescript.isVoidExpression(from.parent) ? from.parent.parent : from.parent;
  if (!typescript.isExpressionStatement(last) || !typescript.isExpressionStatement(first) || !typescript.isBlock(last.parent) || first.parent !== last.parent || from.end > to.pos) return false;
  return !events.some((event) => {
    if (!('node' in event) || event.node.pos < from.end || event.node.end > to.pos || contains(from, event.node)) return false;
    if (event.kind === 'suspend') return true;
    return (event.kind === 'write' && isPrefix(event.place, place)) || mayTakeOut(effects, event);
  });
}
