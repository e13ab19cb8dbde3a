/** What a call of a function does to what exists outside of it: its parameters, `this`, the variables around it and those of modules. */
import { clauseKinds, sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { typescript } from '../source.ts';
import { calledInFile, declarationsNamed, resolvedDeclaration } from './callee.ts';
import { argumentStep } from './derived-reads.ts';
import { effectsOf, type Effects } from './effects-of.ts';
import type { Call, Event, Flow, FunctionNode } from './events.ts';
import { isFunctionWithBody } from './file-nodes.ts';
import { functionThatRuns } from './object-methods.ts';
import { extend, placeOf, printPlace, rebase, samePlace, type Place, type Root } from './place.ts';

/** What is done to a place. */
interface PlaceEffect {
  readonly what: 'write' | 'mutate' | 'escape' | 'transfer' | 'consume';
  readonly place: Place;
  /** Where, in the function itself or in one that it calls. */
  readonly node: ts.Node;
}

export interface Summary {
  readonly effects: readonly PlaceEffect[];
  readonly suspends: boolean;
  /** Whether there is nothing else: every callee is known too, and was asked. Without it, what is listed is certain, and what is not listed is unknown. */
  readonly isComplete: boolean;
  /** Parameters that are only looked at, by position, also where the rest is unknown. */
  readonly borrows: ReadonlySet<number>;
  /** How it was found. */
  readonly from: 'tags' | 'body' | 'types' | 'unknown';
}

const unknown: Summary = { effects: [], suspends: true, isComplete: false, borrows: new Set(), from: 'unknown' };

/** How many rounds a cycle of calls is followed for, and how many effects one summary holds, before the rest counts as unknown. */
const maxRounds = 8;
const maxEffects = 64;

/** By program: what a function does depends on what those of other files do. */
const summariesByProgram = sideTable<object, WeakMap<ts.Node, Summary>>('summaries');
const capped = new WeakSet<Effects>();

function summariesOf({ program, sourceFile }: Analysis): WeakMap<ts.Node, Summary> {
  const key = program ?? sourceFile;
  const known = summariesByProgram.get(key) ?? new WeakMap<ts.Node, Summary>();
  summariesByProgram.set(key, known);
  return known;
}

/** What a function does: by its tags, else by its body, together with what it calls in its own file. */
export function summaryOf(analysis: Analysis, fn: FunctionNode): Summary {
  const summaries = summariesOf(analysis);
  const known = summaries.get(fn);
  if (known) return known;
  settle(analysis, reachedFrom(analysis, fn));
  return summaries.get(fn) ?? unknown;
}

/** Summarises functions that call each other, until nothing is new. */
function settle(analysis: Analysis, group: readonly FunctionNode[]): void {
  const summaries = summariesOf(analysis);
  for (const each of group) summaries.set(each, { ...unknown, isComplete: true, suspends: false, from: 'body' });
  for (let round = 0, isChanged = true; isChanged; round++) {
    if (round === maxRounds) return giveUp(analysis, group);
    isChanged = false;
    for (const each of group) {
      const next = withOwnership(analysis, each, byFrame(analysis, each) ?? byBody(analysis, each));
      const last = summaries.get(each);
      isChanged ||= last?.effects.length !== next.effects.length || last.isComplete !== next.isComplete;
      summaries.set(each, next);
    }
  }
}

function giveUp(analysis: Analysis, group: readonly FunctionNode[]): void {
  const summaries = summariesOf(analysis);
  for (const each of group) summaries.set(each, { ...(summaries.get(each) ?? unknown), isComplete: false });
  capped.add(effectsOf(analysis));
}

/** Whether a cycle of calls in the file was given up. */
export function isCapped(effects: Effects): boolean {
  return capped.has(effects);
}

/** What a call does, seen from the caller: its places are the caller's. */
export function summaryOfCall(analysis: Analysis, call: Call): Summary {
  const own = functionThatRuns(call);
  if (own) return atCall(summaryOf(analysis, own), own, call);
  const named = declarationsNamed(analysis.program, call);
  if (named && named.length > 1 && named.every((each) => isSilent(analysis, each))) return byOverloads(named);
  const declaration = named?.length === 1 ? named[0] : resolvedDeclaration(analysis.program, call);
  return declaration ? atCall(ofDeclaration(analysis, declaration), declaration, call) : unknown;
}

/** Whether neither a body nor a contract says what a declaration does. */
function isSilent(analysis: Analysis, declaration: ts.SignatureDeclaration): boolean {
  return !isFunctionWithBody(declaration) && analysis.contractOf(declaration) === undefined;
}

/** Parameters that every overload only looks at: which of them it is, does not matter. */
function byOverloads(overloads: readonly ts.SignatureDeclaration[]): Summary {
  const [first, ...others] = overloads.map(byTypes);
  return first ? { ...first, borrows: new Set([...first.borrows].filter((index) => others.every(({ borrows }) => borrows.has(index)))) } : unknown;
}

/** Files whose functions are being summarised: a cycle of calls through several files is not followed. */
const entered = new Set<ts.SourceFile>();

/** What a declaration of any file says by tags, by its body where it stands in a file of the program's own, or by types. */
function ofDeclaration(analysis: Analysis, declaration: ts.SignatureDeclaration): Summary {
  const file = declaration.getSourceFile();
  if (file === analysis.sourceFile && isFunctionWithBody(declaration)) return summaryOf(analysis, declaration);
  const said = byFrame(analysis, declaration);
  // What is known of a file that is still looked at is not all.
  if (entered.has(file)) return withOwnership(analysis, declaration, said ?? byTypes(declaration));
  const summaries = summariesOf(analysis);
  const known = summaries.get(declaration);
  if (known) return known;
  if (!said && isFunctionWithBody(declaration) && analysis.program?.isSourceFileFromExternalLibrary(file) === false) return byBodyElsewhere(analysis, declaration, file);
  const found = withOwnership(analysis, declaration, said ?? byTypes(declaration));
  summaries.set(declaration, found);
  return found;
}

/** How many files a chain of calls is followed through. */
const maxFiles = 4;

/** What a function of another file does to what its caller sees too: its parameters, its object and what is global. */
function byBodyElsewhere(analysis: Analysis, fn: FunctionNode, file: ts.SourceFile): Summary {
  if (entered.size === maxFiles) return withOwnership(analysis, fn, byTypes(fn));
  entered.add(analysis.sourceFile);
  try {
    const found = summaryOf({ ...analysis, sourceFile: file }, fn);
    return { ...found, effects: found.effects.filter(({ place: { root } }) => root.kind === 'parameter' || root.kind === 'this' || root.kind === 'global') };
  } finally {
    entered.delete(analysis.sourceFile);
  }
}

/** The functions of the file that a function may call, itself last: callees stand before callers where they are in no cycle. */
function reachedFrom(analysis: Analysis, fn: FunctionNode): FunctionNode[] {
  const summaries = summariesOf(analysis);
  const seen = new Set<FunctionNode>();
  const order: FunctionNode[] = [];
  const visit = (each: FunctionNode): void => {
    if (seen.has(each) || summaries.has(each)) return;
    seen.add(each);
    for (const event of eventsOf(effectsOf(analysis), each)) {
      const callee = event.kind === 'call' ? calledInFile(event) : undefined;
      if (callee) visit(callee);
    }
    order.push(each);
  };
  visit(fn);
  return order;
}

const eventsByFlow = sideTable<Flow, readonly Event[]>('events');

/** The events of a function, in no order that branches would respect. */
export function eventsOf(effects: Effects, fn: FunctionNode | ts.SourceFile): readonly Event[] {
  const flow = effects.flowOf(fn);
  const known = eventsByFlow.get(flow) ?? flow.blocks.flatMap(({ events }) => events);
  eventsByFlow.set(flow, known);
  return known;
}

/** `@pure` and `@modifies` say everything that is written. */
function byFrame(analysis: Analysis, declaration: ts.SignatureDeclaration): Summary | undefined {
  const frames = (analysis.contractOf(declaration)?.clauses ?? []).filter(({ kind }) => clauseKinds[kind].isFrame);
  if (frames.length === 0) return undefined;
  const effects = frames.flatMap(({ places = [] }) => places.flatMap((each) => effectOn(declaration, each, 'write')));
  return { effects, suspends: mayBeAsync(declaration), isComplete: true, borrows: new Set(), from: 'tags' };
}

/** `@consume` and `@borrow` say something of single parameters, whatever else is known. */
function withOwnership(analysis: Analysis, declaration: ts.SignatureDeclaration, summary: Summary): Summary {
  const clauses = analysis.contractOf(declaration)?.clauses ?? [];
  const named = (violation: string): readonly { readonly root: string; readonly path: readonly string[] }[] => clauses.flatMap(({ kind, places = [] }) => (clauseKinds[kind].violation === violation ? places : []));
  const consumed = named('consume').flatMap((each) => effectOn(declaration, each, 'consume'));
  const borrowed = named('borrow').map(({ root }) => declaration.parameters.findIndex(({ name }) => typescript.isIdentifier(name) && name.text === root));
  if (consumed.length === 0 && borrowed.length === 0) return summary;
  return { ...summary, effects: [...summary.effects, ...consumed], borrows: new Set([...summary.borrows, ...borrowed.filter((index) => index >= 0)]) };
}

/** An effect on a place of a clause, as the function sees it. */
function effectOn(declaration: ts.SignatureDeclaration, { root: first, path }: { readonly root: string; readonly path: readonly string[] }, what: PlaceEffect['what']): PlaceEffect[] {
  const parameter = declaration.parameters.find(({ name }) => typescript.isIdentifier(name) && name.text === first);
  const root: Root | undefined = first === 'this' ? { kind: 'this', owner: declaration.parent } : parameter && { kind: 'parameter', binding: { kind: 'parameter', name: first, declaration: parameter, owner: declaration } };
  return root ? [{ what, place: path.reduce(extend, placeOf(root)), node: declaration }] : [];
}

function mayBeAsync(declaration: ts.SignatureDeclaration): boolean {
  if ((typescript.getCombinedModifierFlags(declaration) & typescript.ModifierFlags.Async) !== 0) return true;
  const { body, asteriskToken } = declaration as Partial<ts.MethodDeclaration>;
  return body ? asteriskToken !== undefined : /^$|Promise|Async|Generator/.test(declaration.type?.getText() ?? '');
}

const readonlyType = /^(?:readonly\b|Readonly(?:Array|Map|Set)?<|(?:string|number|boolean|bigint|symbol|null|undefined)\b(?!\[))/;

/** Parameters of a readonly type, or of one whose values cannot change, are looked at only. */
function byTypes({ parameters }: ts.SignatureDeclaration): Summary {
  const borrows = new Set(parameters.flatMap(({ type }, index) => (type && readonlyType.test(type.getText()) ? [index] : [])));
  return { ...unknown, borrows, from: borrows.size > 0 ? 'types' : 'unknown' };
}

function byBody(analysis: Analysis, fn: FunctionNode): Summary {
  const effects: PlaceEffect[] = [];
  let isComplete = true;
  const add = (effect: PlaceEffect): void => {
    if (!isOutside(effect) || effects.some(({ what, place }) => what === effect.what && samePlace(place, effect.place))) return;
    if (effects.length < maxEffects) effects.push(effect);
    else isComplete = false;
  };
  const flow = effectsOf(analysis).flowOf(fn);
  for (const event of eventsOf(effectsOf(analysis), fn)) {
    if (event.kind === 'write') add({ what: 'write', place: event.place, node: event.node });
    else if (event.kind === 'mutate' || event.kind === 'transfer') add({ what: event.kind, place: event.place, node: event.node });
    else if (event.kind === 'escape' && event.how === 'store') add({ what: 'escape', place: event.place, node: event.node });
    else if (event.kind === 'call' && isFollowed(event)) {
      const called = summaryOfCall(analysis, event);
      called.effects.forEach(add);
      isComplete &&= called.isComplete;
    } else if (event.kind === 'call') isComplete = false;
  }
  return { effects, suspends: flow.suspends, isComplete, borrows: new Set(), from: 'body' };
}

/** Of calls that the file itself does not answer, those that are handed something of others count: the checker takes long to say what a call runs. */
function isFollowed(call: Call): boolean {
  const isOfOthers = (place: Place | undefined): boolean => place !== undefined && !isOwn(place.root);
  return isOfOthers(call.object) || call.args.some(({ place }) => isOfOthers(place)) || functionThatRuns(call) !== undefined;
}

function isOwn({ kind }: Root): boolean {
  return kind === 'local' || kind === 'fresh' || kind === 'unknown';
}

/** Whether something outside of the function sees it. A parameter that is set anew is a variable of the function; what it holds is not. */
function isOutside({ what, place: { root, steps } }: PlaceEffect): boolean {
  return !isOwn(root) && (root.kind !== 'parameter' || steps.length > 0 || what !== 'write');
}

/** The summary with the arguments and the object of the call in the place of parameters and `this`. */
function atCall(summary: Summary, callee: ts.SignatureDeclaration, call: Call): Summary {
  const effects = summary.effects.flatMap((effect): PlaceEffect[] => {
    const place = placeAtCall(effect.place, callee, call);
    return place ? [{ ...effect, place, node: call.node }] : [];
  });
  return { ...summary, effects };
}

/** A place of a function as its caller sees it; undefined where the caller has none there. Keys that are parameters are what the caller gives for them. */
export function placeAtCall(place: Place, callee: ts.SignatureDeclaration, call: Call): Place | undefined {
  const { root } = place;
  const given = typescript.isTaggedTemplateExpression(call.node) ? [] : (call.node.arguments ?? []);
  const there: Place = { ...place, steps: place.steps.map((step) => argumentStep(step, callee, given)) };
  if (root.kind === 'this') return call.object && rebase(there, call.object);
  if (root.kind !== 'parameter') return there;
  const index = callee.parameters.findIndex((each) => each === root.binding.declaration);
  const arg = call.args[index]?.place;
  return arg && rebase(there, arg);
}

/** A summary in words, for `settings.proviso.debug`. */
export function printSummary({ effects, suspends, isComplete, borrows, from }: Summary): string {
  const verbs = { write: 'writes', mutate: 'changes', escape: 'stores', transfer: 'transfers', consume: 'consumes' };
  const parts = effects.map(({ what, place }) => `${verbs[what]} \`${printPlace(place)}\``);
  if (suspends) parts.push('suspends');
  if (borrows.size > 0) parts.push(`only looks at parameter ${[...borrows].map((index) => index + 1).join(', ')}`);
  if (parts.length === 0) parts.push(isComplete ? 'changes nothing outside' : 'nothing is known to be changed');
  return `${parts.join(', ')}${isComplete ? '' : ', and may do more: not all that it calls is known'} (by ${from})`;
}
