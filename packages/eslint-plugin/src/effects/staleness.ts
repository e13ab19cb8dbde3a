/** What a function writes on the ground of values and conditions that are out of date: read before control was given up, and not looked at again since. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { contains } from '../positions.ts';
import { unwrapped } from '../unwrapped.ts';
import { wrapped } from './changes.ts';
import type { Branch, Event, Flow, Mutate, Read, Suspend, Write } from './events.ts';
import { executionOf, none, sourcesOf, suspend, type Question, type State } from './held-sources.ts';
import type { HelperWrite } from './helper-writes.ts';
import { isByOldName, partsOf } from './old-parts.ts';
import { extend, isPrefix, overlaps, samePlace, type Place } from './place.ts';
import { containerOf } from './sized-places.ts';
import { eachEvent, solve } from './solve.ts';

/** A read that is out of date when something is written. */
export interface Stale {
  readonly read: Read;
  readonly suspend: Suspend;
  readonly write: Write | Mutate;
  /** The condition that the write depends on; absent where the written value itself does. */
  readonly check?: Branch;
  /** What that condition came to. */
  readonly outcome?: boolean | number | undefined;
  /** The conditions that were evaluated after control was given up. */
  readonly laterChecks: number;
}

/** What is written on the ground of reads that are out of date. */
export interface Staleness {
  readonly values: readonly Stale[];
  readonly checks: readonly Stale[];
  readonly drains: readonly Stale[];
}

const nothing: Staleness = { values: [], checks: [], drains: [] };

/** How many reads times suspensions a function may have: each suspension makes all that was read out of date. */
const maxPairs = 10_000;

/** Finds them in a function; nothing where its graph is too involved. */
export function findStale(flow: Flow, question: Question): Staleness {
  const events = flow.blocks.flatMap((block) => block.events);
  const written = events.filter((event): event is Write | Mutate => (event.kind === 'write' || event.kind === 'mutate') && question.isShared(event.place));
  const helped = flow.suspends ? helpedIn(events, question) : new Map<Event, readonly HelperWrite[]>();
  if (written.length === 0 && helped.size === 0) return nothing;
  const sources = sourcesIn(events, [...written, ...[...helped.values()].flatMap((each) => each.map(({ write }) => write))], question);
  if (sources.size * events.filter(({ kind }) => kind === 'suspend').length > maxPairs) return nothing;
  const execution = executionOf({ ...question, sources, flow });
  const heads = solve(flow, execution);
  if (!heads) return nothing;
  const found = { values: [] as Stale[], checks: [] as Stale[], drains: [] as Stale[] };
  const shared = new Set<Event>(written);
  eachEvent(heads, execution, (event, state) => {
    for (const { write, isUpdate, since, isTeardown } of helped.get(event) ?? []) {
      if (!isUpdate && !since) found.values.push(...staleValues(state, write, flow));
      if (!since && !isTeardown && question.isEmptied(write)) found.drains.push(...lostEntries(state, write));
      // What a function does later on, is about what was asked only if that is the very thing that it sets.
      const checks = staleChecks(since ? suspend(state, since, question) : state, write);
      found.checks.push(...(since ? checks.filter(({ read }) => !isPartOf(read.place, write.place)) : checks));
    }
    if ((event.kind !== 'write' && event.kind !== 'mutate') || !shared.has(event)) return;
    found.values.push(...staleValues(state, event, flow));
    found.checks.push(...staleChecks(state, event));
    if (question.isEmptied(event)) found.drains.push(...lostEntries(state, event));
  });
  return found;
}

/** `this.cursor.version` where `this.cursor` is set. */
function isPartOf(asked: Place, set: Place): boolean {
  return asked.steps.length > set.steps.length && isPrefix(set, asked);
}

/** The calls that write something shared, and what. */
function helpedIn(events: readonly Event[], { helperWrites, isShared }: Question): ReadonlyMap<Event, readonly HelperWrite[]> {
  const found = events.flatMap((event) => (event.kind === 'call' ? [[event, helperWrites(event).filter(({ write }) => isShared(write.place))] as const] : []));
  return new Map(found.filter(([, writes]) => writes.length > 0));
}

/** The reads that matter: of what is written here, or of what a condition is about. */
function sourcesIn(events: readonly Event[], written: readonly (Write | Mutate)[], { isShared }: Question): ReadonlySet<Read> {
  const asked = new Set(events.flatMap((event) => (event.kind === 'branch' ? event.inputs.filter(({ place }) => isShared(place)).map(({ place }) => place) : [])));
  const places = [...written.map(({ place }) => place), ...asked];
  // A constant is the same object for good; what is in it is not.
  const isContentShared = (place: Place): boolean => isShared(place) || isShared(extend(place, 'length'));
  return new Set(events.filter((event): event is Read => event.kind === 'read' && isContentShared(event.place) && places.some((place) => overlaps(place, event.place) || overlaps(containerOf(event.place), place))));
}

/** The written value was made from an earlier one of the same place, which nothing in it looks at now. */
function staleValues(state: State, event: Write | Mutate, flow: Flow): Stale[] {
  const late = staleKey(state, event);
  if (late) return [late];
  for (const { place, inputs } of [...partsOf(event), ...handedParts(state, event)]) {
    const sources = [...sourcesOf(state, inputs)];
    const ofPlace = sources.filter(([read]) => isPrefix(place, read.place));
    const copied = ofPlace.length === 0 ? staleCopy(state, inputs, place) : undefined;
    if (copied) return [{ read: copied[0], suspend: copied[1], write: event, laterChecks: laterChecks(state, copied[1]) }];
    if (ofPlace.length === 0 || ofPlace.some(([read, since]) => since === undefined && !isByOldName(read, event.place, flow))) continue;
    const old = ofPlace.find(([, since]) => since) ?? sources.find(([read, since]) => since && isPrefix(read.place, place));
    if (old?.[1]) return [{ read: old[0], suspend: old[1], write: event, laterChecks: laterChecks(state, old[1]) }];
  }
  return [];
}

/** `const known = { ...counts }; … counts[key] = known[key] + 1`: the element as the copy has it, where nothing looks at what is there now. */
function staleCopy(state: State, inputs: readonly Read[], place: Place): readonly [Read, Suspend] | undefined {
  const holder: Place = { ...place, steps: place.steps.slice(0, -1) };
  const key = place.steps.at(-1);
  if (key?.startsWith('[') !== true || [...sourcesOf(state, inputs)].some(([read, since]) => since === undefined && overlaps(read.place, holder))) return undefined;
  for (const input of inputs) {
    const { root, steps } = input.place;
    if (root.kind !== 'local' || steps.length !== 1 || steps[0] !== key) continue;
    for (const [read, since] of sourcesOf(state, [input])) if (since && samePlace(read.place, holder)) return [read, since];
  }
  return undefined;
}

/** `rows[index] = row`, `rows.splice(index, 1)` where the index was found in `rows` before: by now another may stand there. */
function staleKey(state: State, event: Write | Mutate): Stale | undefined {
  const key = keyOf(event);
  if (!key) return undefined;
  const inputs = [...state.held.keys()].filter((holder): holder is Read => 'node' in holder && contains(key, holder.node));
  const holder: Place = event.kind === 'mutate' ? event.place : { ...event.place, steps: event.place.steps.slice(0, -1) };
  const sources = [...sourcesOf(state, inputs)].filter(([{ place }]) => samePlace(containerOf(place), holder));
  const [old] = sources;
  return old?.[1] && sources.every(([, since]) => since) ? { read: old[0], suspend: old[1], write: event, laterChecks: laterChecks(state, old[1]) } : undefined;
}

/** The expression that says where in an array something is written. */
function keyOf(event: Write | Mutate): ts.Expression | undefined {
  if (event.kind === 'mutate') return event.method === 'splice' ? event.node.arguments[0] : undefined;
  const target = event.how === 'assign' && typescript.isBinaryExpression(event.node) ? unwrapped(typescript, event.node.left) : undefined;
  return target && typescript.isElementAccessExpression(target) ? target.argumentExpression : undefined;
}

/** `this.state = merge(before, patch)`: what a function that is not known makes of the whole old value, stands in its place. */
function handedParts({ held }: State, event: Write | Mutate): Pick<Write, 'place' | 'inputs'>[] {
  const made = event.kind === 'write' && event.value && event.how === 'assign' && event.inputs.length === 0 ? unwrapped(typescript, event.value) : undefined;
  if (!made || !typescript.isCallExpression(made)) return [];
  const args = new Set<ts.Node>(made.arguments.map((arg) => unwrapped(typescript, arg)));
  const inputs = [...held.keys()].filter((holder): holder is Read => 'node' in holder && args.has(holder.node));
  const isWhole = (read: Read): boolean => [...(held.get(read) ?? none).keys()].some((source) => samePlace(source.place, event.place));
  return inputs.some(isWhole) ? [{ place: event.place, inputs }] : [];
}

/** The write depends on a condition over the same place, which may be another by now. */
function staleChecks(state: State, event: Write | Mutate): Stale[] {
  for (const [check, { outcome, sources, isOfRounds }] of state.checks) {
    if (asksForSizeKept(check, event)) continue;
    for (const [read, since] of sources) if (since && (isAbout(read.place, event) || (isOfRounds && isAboutEach(read.place, event)))) return [{ read, suspend: since, write: event, check, outcome, laterChecks: laterChecks(state, since) }];
  }
  return [];
}

/** Whether a condition asks for the size of what is written, and the write leaves that as it is. */
function asksForSizeKept({ inputs }: Branch, write: Write | Mutate): boolean {
  return write.kind === 'mutate' && keepsSize.test(write.method) && inputs.some(({ place }) => containerOf(place) !== place && samePlace(containerOf(place), write.place));
}

/** TABLE: methods after which there is as much in their object as before; `set` is that of typed arrays. */
const keepsSize = /^(?:set|fill|copyWithin|sort|reverse)$/;

/** Whether what was asked is what is written: the same place, a part of it, or the size of the container that gets an entry. */
function isAbout(asked: Place, { place }: Write | Mutate): boolean {
  if (isPrefix(place, asked) && !asked.isCut && !place.isCut) return true;
  const container = containerOf(asked);
  return container !== asked && isPrefix(container, place) && place.steps.length <= container.steps.length + 1;
}

/** Whether what was asked of each element is what is written of one, whatever the loops call it. */
function isAboutEach(asked: Place, { place }: Write | Mutate): boolean {
  return asked.steps.length === place.steps.length && !asked.isCut && !place.isCut && overlaps(asked, place);
}

/** A container was handed on as it was, and is emptied without another look: what was added since is lost. */
function lostEntries(state: State, event: Write | Mutate): Stale[] {
  const place = containerOf(event.place);
  const reads = [...state.held].flatMap(([holder, sources]) => ('node' in holder && samePlace(holder.place, place) ? [[holder, sources.get(holder)] as const] : []));
  const [first] = reads.filter(([read]) => isHandedOn(read.node));
  if (!first?.[1] || reads.some(([, since]) => since === undefined)) return [];
  return [{ read: first[0], suspend: first[1], write: event, laterChecks: 0 }];
}

/** The contents are used: an argument, also as part of an object or a list that is written out, a spread, an iteration, a copy. */
function isHandedOn(node: ts.Node): boolean {
  const { parent } = wrapped(node);
  if (typescript.isReturnStatement(parent)) return true;
  const { isCallExpression, isSpreadElement, isForOfStatement, isVariableDeclaration, isPropertyAccessExpression, isPropertyAssignment, isShorthandPropertyAssignment, isArrayLiteralExpression } = typescript;
  if (isPropertyAssignment(parent) || isShorthandPropertyAssignment(parent) || typescript.isObjectBindingPattern(parent)) return true;
  return isArrayLiteralExpression(parent) || isCallExpression(parent) || isSpreadElement(parent) || isForOfStatement(parent) || isVariableDeclaration(parent) || (isPropertyAccessExpression(parent) && /^(?:map|filter|slice|join|forEach|values|entries|keys|concat|flatMap)$/.test(parent.name.text));
}

function laterChecks({ checks }: State, { node }: Suspend): number {
  return [...checks.keys()].filter((branch) => branch.node.pos > node.pos).length;
}
