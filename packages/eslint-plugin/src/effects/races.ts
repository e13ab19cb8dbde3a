/** Places that a function writes on the ground of what it read before it gave control up: the core of the rules about `await`. */
import { sideTable } from '@proviso/compiler';
import type ts from 'typescript';
import type { Analysis } from '../analysis.ts';
import { contains } from '../positions.ts';
import { isTest } from '../require-contract/file-kinds.ts';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { staleAnswers } from './answers.ts';
import { bindingOf, constantValue } from './bindings.ts';
import { concurrentUse } from './concurrent-callbacks.ts';
import { consumedBy } from './consumption.ts';
import { continuationsIn } from './continuations.ts';
import { effectsOf } from './effects-of.ts';
import type { Branch, Flow, FunctionNode, Write } from './events.ts';
import { buildFlow } from './flow.ts';
import type { Question } from './held-sources.ts';
import { helperWrites } from './helper-writes.ts';
import { lateAdvances } from './late-advances.ts';
import { readsBeforeLock } from './lock-captures.ts';
import { givesLockBack, locksNamed, runsUnderLock, takesLock, type Locks } from './locks.ts';
import { isOfRound, startingLoop } from './loop-starts.ts';
import { functionThatRuns } from './object-methods.ts';
import { samePlace, type Place } from './place.ts';
import { isEmptyContainer, isShared, isTeardown, requestScoped } from './shared-places.ts';
import { findStale, type Stale, type Staleness } from './staleness.ts';
import { summaryOfCall } from './summaries.ts';
import { asksForMark, asksForTurn, markOf } from './turn-marks.ts';

export interface RaceOptions {
  /** Names of objects that serialise work, beside those that are known. */
  readonly locks?: readonly string[];
  /** Names of parameters whose objects belong to one request. */
  readonly requestScoped?: readonly string[];
  /** Also looks at test files. */
  readonly tests?: boolean;
}

/** Something written that may be out of date. */
export interface Race extends Stale {
  readonly fn: FunctionNode;
  /** The written place is a variable around a callback that runs several times at once. */
  readonly isConcurrent: boolean;
}

export interface Races {
  /** The written value depends on a read before the suspension. */
  readonly values: readonly Race[];
  /** The write depends on a condition that was looked at before it. */
  readonly checks: readonly Race[];
  /** What came in while control was given up is thrown away: read, handed on, then emptied. */
  readonly drains: readonly Race[];
  /** Several runs take an element by an index that they share, and move it on only after they waited. */
  readonly advances: readonly Race[];
}

const found = sideTable<Analysis, Map<string, Races>>('races');
const none: Races = { values: [], checks: [], drains: [], advances: [] };

/** The options of every rule that asks for races. */
export const raceDefaults = { locks: [], requestScoped, tests: false } as const satisfies RaceOptions;

/** All races of a file; the rules with the same options share them. */
export function racesIn(analysis: Analysis, options: RaceOptions): Races {
  const { sourceFile, pkg } = analysis;
  if (!/\b(?:await|yield)\b|\.then\(/.test(sourceFile.text) || sourceFile.isDeclarationFile) return none;
  if (options.tests !== true && isTest(sourceFile.fileName, pkg?.root)) return none;
  const key = JSON.stringify(options);
  const byOptions = found.get(analysis) ?? new Map<string, Races>();
  found.set(analysis, byOptions);
  const races = byOptions.get(key) ?? findRaces(analysis, options);
  byOptions.set(key, races);
  return races;
}

function findRaces(analysis: Analysis, options: RaceOptions): Races {
  const effects = effectsOf(analysis);
  const locks = locksNamed(options.locks ?? []);
  const requestObjects = new Set(options.requestScoped ?? requestScoped);
  const all = { values: [] as Race[], checks: [] as Race[], drains: [] as Race[], advances: [] as Race[] };
  const continuations = continuationsIn(analysis.sourceFile);
  for (const [fn, { suspends }] of effects.functions) {
    const continued = continuations.get(fn);
    if (runsUnderLock(fn, locks)) {
      const captured = readsBeforeLock(analysis, fn, { locks, shared: (place) => isShared(place, fn, requestObjects) });
      all.values.push(...captured.map((each): Race => ({ ...each, fn, isConcurrent: false })));
      continue;
    }
    if (!suspends && !continued) continue;
    const flow = continued ? buildFlow(fn, analysis.program, continued) : effects.flowOf(fn);
    const loop = startingLoop(fn);
    const isConcurrent = loop !== undefined || concurrentUse(fn) !== undefined;
    const isOfRuns = ({ root }: Place): boolean => isConcurrent && root.kind === 'captured' && !(loop && isOfRound(root.binding, loop));
    const own = consumedBy(analysis, fn);
    const shared = (place: Place): boolean => isOfRuns(place) || (isShared(place, fn, requestObjects) && !(place.root.kind === 'parameter' && own.has(place.root.binding.name)));
    const question = questionOf(analysis, flow, { locks, shared });
    const stale = ownOf(findStale(flow, question), continued);
    const asRace = (each: Stale): Race => ({ ...each, fn, isConcurrent: isOfRuns(each.write.place) });
    const known = new Set(stale.values.map(({ write }) => write));
    const answers = staleAnswers(flow, { ...question, isOfRuns }).filter(({ write }) => !known.has(write));
    const values = [...stale.values, ...answers].filter((each) => isAdded(each) && !isRestored(each, fn));
    const written = new Set(values.map(({ write }) => write));
    all.values.push(...values.map(asRace));
    all.checks.push(...stale.checks.filter((each) => !written.has(each.write) && isActedOn(each, flow)).map(asRace));
    if (isConcurrent) all.advances.push(...lateAdvances(flow, { ...question, isOfRuns }).filter(({ write }) => !written.has(write)).map(asRace));
    if (!isTeardown(fn)) all.drains.push(...stale.drains.map(asRace));
  }
  return { values: onceEach(all.values), checks: onceEach(all.checks), drains: onceEach(all.drains), advances: onceEach(all.advances) };
}

/** A function that is called where it stands is part of the one around it: what is written there is reported once. */
function onceEach(races: readonly Race[]): readonly Race[] {
  const seen = new Set<ts.Node>();
  return races.filter(({ write: { node } }) => !seen.has(node) && seen.add(node));
}

/** What a function has to answer for itself: a callback of `then` answers for what it read on its own. */
function ownOf(stale: Staleness, continued: ReadonlySet<ts.Node> = new Set()): Staleness {
  const isOwn = ({ read, write }: Stale): boolean => ![...continued].some((each) => [read, write].every(({ node }) => isInCallback(each, node)));
  return { values: stale.values.filter(isOwn), checks: stale.checks.filter(isOwn), drains: stale.drains.filter(isOwn) };
}

function isInCallback(call: ts.Node, node: ts.Node): boolean {
  return typescript.isCallExpression(call) && call.arguments.some((arg) => contains(arg, node));
}

function questionOf(analysis: Analysis, flow: Flow, { locks, shared }: { readonly locks: Locks; readonly shared: (place: Place) => boolean }): Question {
  const marks = flow.blocks.flatMap(({ events }) => events.flatMap((event) => markOf(event) ?? []));
  return {
    isShared: shared,
    locks: (suspend) => takesLock(suspend, locks),
    unlocks: givesLockBack,
    isGuard: (branch) => isGuard(branch) || asksForTurn(branch) || marks.some((mark) => asksForMark(branch, mark)),
    writtenBy: (event) => (event.kind === 'call' && functionThatRuns(event) ? summaryOfCall(analysis, event).effects.flatMap(({ what, place }) => (what === 'write' || what === 'mutate' ? [place] : [])) : []),
    helperWrites: (call) => helperWrites(analysis, call),
    isEmptied: (write) => (write.kind === 'write' ? isEmptyContainer(write.value) || (write.place.steps.at(-1) === 'length' && write.value?.getText() === '0') : write.method === 'clear' || (write.method === 'splice' && write.node.arguments.length === 1)),
  };
}

const wanted = /\b(?:aborted|cancell?ed|isCancell?ed|disposed|isDisposed|unmounted|isUnmounted|isMounted|mounted|stale|isStale|isCurrent|superseded)\b/;

/** `if (signal.aborted) return;` */
function isGuard({ node }: Branch): boolean {
  return node.end - node.pos < 200 && wanted.test(node.getText());
}

/** Whether a write does what the condition was about. Deleting twice, forgetting twice and noting an end that was found out later do no harm. */
function isActedOn(stale: Stale, flow: Flow): boolean {
  const { write, laterChecks } = stale;
  if (write.kind === 'mutate') return /^(?:push|unshift|set|add|assign|splice)$/.test(write.method);
  const { how, value, place } = write;
  if (how === 'delete' || place.steps.at(-1) === 'length') return false;
  if (value && isStoredPromise(value)) return false;
  const constant = value && constantOf(value);
  if (constant === 'undefined' || constant === 'null') return false;
  if (how !== 'compound' && constant !== undefined && (isInHandler(write.node) || (laterChecks > 0 && !isTakenBack(write, flow) && !isTransition(stale)))) return false;
  if (how !== 'compound' && isEmptyContainer(value)) return false;
  return place.root.kind !== 'parameter' || how === 'method' || how === 'compound' || (value !== undefined && isSum(value));
}

/** `if (order.status !== 'new') throw …; await charge(order); order.status = 'paid'`: the way from one state to the next, and no note that may be taken twice. */
function isTransition({ check, outcome, read, write }: Stale): boolean {
  const value = write.kind === 'write' && write.value ? unwrapped(typescript, write.value) : undefined;
  if (!check || typeof outcome !== 'boolean' || !value || !typescript.isStringLiteralLike(value) || !samePlace(read.place, write.place)) return false;
  const from = stateFound(check.node, outcome, read.node);
  return from !== undefined && from !== value.text;
}

/** The text that a condition found to stand at a read. */
function stateFound(condition: ts.Expression, outcome: boolean, read: ts.Node): string | undefined {
  const asked = unwrapped(typescript, condition);
  if (!typescript.isBinaryExpression(asked) || !contains(asked, read)) return undefined;
  const operator = asked.operatorToken.getText();
  if (operator === (outcome ? '&&' : '||')) return stateFound(asked.left, outcome, read) ?? stateFound(asked.right, outcome, read);
  const [text] = [asked.left, asked.right].map((each) => unwrapped(typescript, each)).filter((each) => typescript.isStringLiteralLike(each));
  return /^[!=]==?$/.test(operator) && operator.startsWith('=') === outcome ? text?.text : undefined;
}

/** `this.busy = true; try { … } finally { this.busy = false; }`: the flag keeps others out, and is no mere note. */
function isTakenBack({ node, place }: Write, { blocks }: Flow): boolean {
  return blocks.some(({ events }) => events.some((event) => event.kind === 'write' && event.how === 'assign' && event.node.pos > node.end && samePlace(event.place, place) && isInHandler(event.node) && event.value !== undefined && constantOf(event.value) !== undefined));
}

/** `this.raw = await this.rawPromise`: whoever waits for it gets the same. */
function isStoredPromise(value: ts.Expression): boolean {
  const node = unwrapped(typescript, value);
  return typescript.isAwaitExpression(node) && !typescript.isCallExpression(unwrapped(typescript, node.expression)) && !typescript.isNewExpression(unwrapped(typescript, node.expression));
}

/** Whether what a parameter holds is counted on or added to; a value that is made in steps and put back is most often the caller's own. */
function isAdded({ write }: Stale): boolean {
  if (write.kind === 'mutate' || write.place.root.kind !== 'parameter' || write.how !== 'assign') return true;
  return write.value !== undefined && isSum(write.value);
}

/** `const before = this.options; this.options = own; await run(); this.options = before`; where it is taken back on failure, also with something else in its absence. */
function isRestored({ write }: Stale, fn: FunctionNode): boolean {
  if (write.kind !== 'write' || !write.value) return false;
  const seen = { node: fn, owners: new Set<ts.Node>([fn]) };
  const place = aliasedPlace(seen, write.value);
  // A setter sets another place than the one that is named.
  const named = typescript.isBinaryExpression(write.node) ? aliasedPlace(seen, write.node.left) : undefined;
  if (place !== undefined && (samePlace(place, write.place) || (named !== undefined && samePlace(place, named)))) return true;
  return isInHandler(write.node) && operandsOf(write.value).some((operand) => {
    const old = aliasedPlace(seen, operand);
    return old !== undefined && samePlace(old, write.place);
  });
}

/** The operands of what a constant was set to: `const before = this.active() ?? this.options.id`. */
function operandsOf(value: ts.Expression): ts.Expression[] {
  const node = unwrapped(typescript, value);
  const made = typescript.isIdentifier(node) ? constantValue(bindingOf(node)) : undefined;
  if (made) return operandsOf(made);
  return typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.operatorToken.getText()) ? [...operandsOf(node.left), ...operandsOf(node.right)] : [node];
}

/** Whether a value is put together right there, also by the name of a constant. */
function isSum(value: ts.Expression): boolean {
  const node = unwrapped(typescript, value);
  const made = typescript.isIdentifier(node) ? constantValue(bindingOf(node)) : undefined;
  if (made) return isSum(made);
  if (typescript.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.operatorToken.getText())) return isSum(node.left);
  return typescript.isBinaryExpression(node) || typescript.isObjectLiteralExpression(node) || typescript.isArrayLiteralExpression(node) || typescript.isTemplateExpression(node);
}

function constantOf(value: ts.Expression): string | undefined {
  const node = unwrapped(typescript, value);
  const isConstant = typescript.isLiteralExpression(node) || /^(?:true|false|null|undefined|void 0)$/.test(node.getText());
  return isConstant ? node.getText() : undefined;
}

function isInHandler(node: ts.Node): boolean {
  return typescript.findAncestor(node, (each) => (typescript.isFunctionLike(each) ? 'quit' : typescript.isCatchClause(each) || (typescript.isBlock(each) && typescript.isTryStatement(each.parent) && each.parent.finallyBlock === each))) !== undefined;
}
