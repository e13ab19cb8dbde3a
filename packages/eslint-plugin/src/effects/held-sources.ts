/** What the names and conditions of a function are made from at each point, and which of it was read before control was given up. */
import type ts from 'typescript';
import { contains } from '../positions.ts';
import { typescript } from '../source.ts';
import { asksForHolder, foundThere, isDefaulted } from './asked.ts';
import { bindingOf, type Binding } from './bindings.ts';
import type { Branch, Call, Edge, Event, Flow, Mutate, Read, Suspend, Write } from './events.ts';
import type { HelperWrite } from './helper-writes.ts';
import { baseOf, isByOldName } from './old-parts.ts';
import { isPrefix, overlaps, type Place } from './place.ts';
import { containerOf } from './sized-places.ts';
import type { Execution } from './solve.ts';

/** Reads that a value was made from, and where control was given up since; undefined where it was not. */
export type Sources = ReadonlyMap<Read, Suspend | undefined>;

/** A condition that was found to hold, and the reads that it was made from. */
interface Check {
  readonly outcome: boolean | number | undefined;
  readonly sources: Sources;
  /** It held in each round of a loop that is over, if there was one: for every element, whatever it is called later. */
  readonly isOfRounds: boolean;
  /** Reads that were out of date when it was acted on: settled for what follows, but not for the next round of a loop, where it is the same write again. */
  readonly late: Sources;
}

export interface State {
  /** What the names of the function and the reads in expressions hold. */
  readonly held: ReadonlyMap<Binding | Read, Sources>;
  readonly checks: ReadonlyMap<Branch, Check>;
  /** Reads of places that have been set anew since: what they gave is no longer what stands there. */
  readonly replaced: ReadonlySet<Read>;
  readonly isLocked: boolean;
}

export interface Question {
  /** Whether others can write the place too. */
  readonly isShared: (place: Place) => boolean;
  /** Whether a suspension takes a lock. */
  readonly locks: (suspend: Suspend) => boolean;
  /** Whether a call gives a lock back. */
  readonly unlocks: (event: Event) => boolean;
  /** Whether a condition asks if the work is still wanted. */
  readonly isGuard: (branch: Branch) => boolean;
  /** What a call of the file's own functions writes. */
  readonly writtenBy: (event: Event) => readonly Place[];
  /** What a call of the file's own functions writes as if it stood there. */
  readonly helperWrites: (call: Call) => readonly HelperWrite[];
  /** Whether a write leaves a container empty. */
  readonly isEmptied: (write: Write | Mutate) => boolean;
}

export function executionOf(context: Context): Execution<State> {
  return {
    start: { held: new Map(), checks: new Map(), replaced: new Set(), isLocked: false },
    after: (state, event) => after(state, event, context),
    along,
    join,
    same,
  };
}

interface Context extends Question {
  readonly sources: ReadonlySet<Read>;
  readonly flow: Flow;
}

function after(state: State, event: Event, context: Context): State {
  if (event.kind === 'read') return hold(readAnew(state, event), event, context.sources.has(event) ? new Map([...heldAt(state, event.place), [event, undefined]]) : heldAt(state, event.place));
  if (event.kind === 'suspend') return suspend(state, event, context);
  if (event.kind === 'branch') return look(state, event, context);
  if (event.kind === 'write' || event.kind === 'mutate') return write(state, event);
  if (event.kind !== 'call') return state;
  const unlocked = state.isLocked && context.unlocks(event) ? { ...state, isLocked: false } : state;
  return unlocked.checks.size === 0 ? unlocked : context.writtenBy(event).reduce(acted, unlocked);
}

export const none: Sources = new Map();

/** What a local name holds. */
function heldAt({ held }: State, { root }: Place): Sources {
  return 'binding' in root ? (held.get(root.binding) ?? none) : none;
}

function hold(state: State, holder: Binding | Read, sources: Sources): State {
  if (sources.size === 0 && !state.held.has(holder)) return state;
  const held = new Map(state.held);
  if (sources.size === 0) held.delete(holder);
  else held.set(holder, sources);
  return { ...state, held };
}

/** Everything that was read is out of date from here on, but under a lock. */
export function suspend(state: State, event: Suspend, { locks }: Pick<Question, 'locks'>): State {
  const isLocked = state.isLocked || locks(event);
  if (state.isLocked) return state;
  const age = (sources: Sources): Sources => new Map([...sources].map(([read, since]) => [read, since ?? event]));
  const held = new Map([...state.held].map(([holder, sources]) => [holder, age(sources)]));
  const checks = new Map([...state.checks].map(([branch, check]) => [branch, { ...check, sources: age(check.sources) }]));
  return { ...state, held, checks, isLocked };
}

export function sourcesOf({ held }: State, inputs: readonly Read[]): Sources {
  const found = new Map<Read, Suspend | undefined>();
  for (const input of inputs) for (const [read, since] of held.get(input) ?? none) if (!found.has(read) || since === undefined) found.set(read, since);
  return found;
}

/** A condition. One that compares what was read with what is there now, or asks whether the work is still wanted, makes all up to date; else what it reads is looked at again. */
function look(state: State, branch: Branch, { isGuard, flow }: Context): State {
  const sources = sourcesOf(state, branch.inputs);
  const now = [...sources].flatMap(([read, since]) => (since === undefined ? [read] : []));
  // By a name that was set before, nobody sees that another object is there now.
  const tells = (later: Read, { place }: Read): boolean => !isByOldName(later, place, flow);
  const compares = [...sources].some(([read, since]) => since !== undefined && now.some((each) => (isPrefix(each.place, read.place) || isPrefix(read.place, each.place)) && tells(each, read)));
  if (compares || isGuard(branch)) return upToDate(state);
  if (now.length === 0 || isDefaulted(branch)) return state;
  const isLookedAt = (read: Read): boolean => now.some((each) => overlaps(containerOf(each.place), read.place) && tells(each, read) && !asksForHolder(each, read, branch));
  const keep = (old: Sources): Sources => new Map([...old].filter(([read, since]) => since === undefined || !isLookedAt(read)));
  const held = new Map([...state.held].map(([holder, old]) => [holder, keep(old)] as const).filter(([, old]) => old.size > 0));
  // Where it was only found to be there, it is enough that what holds it is there still.
  const isHeld = (read: Read): boolean => now.some((each) => isPrefix(each.place, read.place) && tells(each, read));
  const settle = (other: Branch, check: Check): Sources => (foundThere(other, check.outcome) ? new Map([...keep(check.sources)].filter(([read, since]) => since === undefined || !isHeld(read))) : keep(check.sources));
  const checks = new Map([...state.checks].map(([other, check]) => [other, { ...check, sources: settle(other, check), late: keep(check.late) }]));
  return { ...state, held, checks };
}

/** What was out of date is settled; what was read since is not, for the next time that control is given up. */
function upToDate(state: State): State {
  const keep = (old: Sources): Sources => new Map([...old].filter(([, since]) => since === undefined));
  const held = new Map([...state.held].map(([holder, old]) => [holder, keep(old)] as const).filter(([, old]) => old.size > 0));
  return { ...state, held, checks: new Map([...state.checks].map(([branch, check]) => [branch, { ...check, sources: keep(check.sources), late: none }])) };
}

/** A name holds what it was given; of what is written, checks have been acted on. */
function write(state: State, event: Write | Mutate): State {
  const { root, steps } = event.place;
  const isName = 'binding' in root && steps.length === 0 && event.kind === 'write';
  const sources = sourcesOf(state, event.inputs);
  const given = root.kind !== 'local' ? state : isName ? hold(state, root.binding, sources) : sources.size > 0 && isAdded(event) ? hold(state, root.binding, joinSources(heldAt(state, event.place), sources)) : state;
  return acted(event.kind === 'write' ? replace(given, event) : given, event.place);
}

/** `failed.push(job)`, `byId.set(key, job)`: what a local container holds was made from that too. */
function isAdded(event: Write | Mutate): boolean {
  return event.kind === 'mutate' ? /^(?:push|unshift|splice|add)$/.test(event.method) : event.how === 'method' || event.place.steps.at(-1)?.startsWith('[') === true;
}

/** `const batch = this.pending; this.pending = [];`: what is asked of `batch` from here on, is not asked of what stands in `this.pending`. */
function replace(state: State, { place, how }: Write): State {
  if (how === 'declare' || how === 'delete' || state.held.size === 0) return state;
  const gone = [...state.held.values()].flatMap((sources) => [...sources.keys()].filter((read) => !state.replaced.has(read) && isPrefix(place, read.place)));
  return gone.length === 0 ? state : { ...state, replaced: new Set([...state.replaced, ...gone]) };
}

/** What is read shows what stands there, unless it is read by a name of what stood there before. */
function readAnew(state: State, read: Read): State {
  if (state.replaced.size === 0) return state;
  const others = [...state.replaced].filter((each) => each !== read);
  const name = baseOf(read.node);
  const binding = typescript.isIdentifier(name) ? bindingOf(name) : undefined;
  const isOld = binding !== undefined && others.some((each) => isPrefix(each.place, read.place) && state.held.get(binding)?.has(each) === true);
  return { ...state, replaced: new Set(isOld ? [...others, read] : others) };
}

/** A condition that is acted on before control is given up keeps others out; of an older one, only what is written is settled. */
function acted(state: State, place: Place): State {
  if (state.checks.size === 0) return state;
  const isWritten = (read: Read): boolean => overlaps(containerOf(read.place), place);
  const settle = (check: Check): Check => {
    const isInTime = [...check.sources].some(([read, since]) => since === undefined && isWritten(read));
    // Of one element it is settled, of those in the rounds to come it is not.
    if (check.isOfRounds && !isInTime) return check;
    if (isInTime) return { ...check, sources: none, late: none };
    const late = [...check.sources].filter(([read]) => isWritten(read));
    return late.length === 0 ? check : { ...check, sources: new Map([...check.sources].filter(([read]) => !isWritten(read))), late: new Map([...check.late, ...late]) };
  };
  return { ...state, checks: new Map([...state.checks].map(([branch, check]) => [branch, settle(check)])) };
}

/** On one way out of a condition, it is known what it came to. */
function along(state: State, { branch, outcome, roundOf, isNextRound }: Edge): State {
  if (isNextRound === true) return nextRound(roundOf ? afterRound(state, roundOf) : state);
  if (!branch) return state;
  const sources = new Map([...sourcesOf(state, branch.inputs)].filter(([read]) => !state.replaced.has(read)));
  const checks = new Map(state.checks);
  // What keeps a loop going is asked in each round; what ends it, holds behind it.
  checks.set(branch, { outcome, sources: branch.of === 'loop' && outcome !== false ? none : sources, isOfRounds: false, late: none });
  return { ...state, checks };
}

/** `if (this.rows > 0) return; for await (const row of rows) this.rows++;`: what is written too late, is so in each round. */
function nextRound(state: State): State {
  if (![...state.checks.values()].some(({ late }) => late.size > 0)) return state;
  return { ...state, checks: new Map([...state.checks].map(([branch, check]) => [branch, { ...check, sources: new Map([...check.sources, ...check.late]), late: none }])) };
}

/** What was found in a round to hold for its element, is found for each. */
function afterRound(state: State, loop: ts.Node): State {
  const checks = new Map([...state.checks].map(([branch, check]) => [branch, contains(loop, branch.node) && check.sources.size > 0 ? { ...check, isOfRounds: true } : check]));
  return { ...state, checks };
}

/** Values may be out of date; checks have to hold on both ways. */
function join(a: State, b: State): State {
  const held = new Map(a.held);
  for (const [holder, sources] of b.held) held.set(holder, joinSources(held.get(holder) ?? none, sources));
  return { held, checks: joinChecks(a.checks, b.checks), replaced: a.replaced.size === 0 ? a.replaced : new Set([...a.replaced].filter((read) => b.replaced.has(read))), isLocked: a.isLocked && b.isLocked };
}

/** What held in the rounds of a loop also holds, for nothing, where there was no round. */
function joinChecks(a: State['checks'], b: State['checks']): State['checks'] {
  const checks = new Map<Branch, Check>();
  for (const [branch, check] of a) {
    const other = b.get(branch);
    if (!other && check.isOfRounds) checks.set(branch, check);
    if (other?.outcome !== check.outcome || !other) continue;
    const isIn = ([read]: readonly [Read, unknown]): boolean => check.sources.has(read) && other.sources.has(read);
    checks.set(branch, { outcome: check.outcome, sources: new Map([...joinSources(check.sources, other.sources)].filter(isIn)), isOfRounds: check.isOfRounds || other.isOfRounds, late: new Map([...check.late, ...other.late]) });
  }
  for (const [branch, check] of b) if (check.isOfRounds && !a.has(branch)) checks.set(branch, check);
  return checks;
}

function joinSources(a: Sources, b: Sources): Sources {
  const joined = new Map(a);
  for (const [read, since] of b) joined.set(read, joined.get(read) ?? since);
  return joined;
}

function same(a: State, b: State): boolean {
  if (a.isLocked !== b.isLocked || a.held.size !== b.held.size || a.checks.size !== b.checks.size || a.replaced.size !== b.replaced.size) return false;
  for (const [holder, sources] of a.held) if (!sameSources(sources, b.held.get(holder))) return false;
  for (const [branch, { sources, late }] of a.checks) if (!sameSources(sources, b.checks.get(branch)?.sources) || !sameSources(late, b.checks.get(branch)?.late)) return false;
  return true;
}

function sameSources(a: Sources, b: Sources | undefined): boolean {
  if (a.size !== b?.size) return false;
  for (const [read, since] of a) if (!b.has(read) || b.get(read) !== since) return false;
  return true;
}
