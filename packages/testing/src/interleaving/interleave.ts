/** Looks for an order of overlapped calls that breaks a promise, and for the least that does. */
import { randomOf, type Arbitrary } from '../arbitraries/arbitrary.ts';
import { listOf } from '../arbitraries/lists.ts';
import type { CheckOptions } from '../running/check-subject.ts';
import { isBrokenNaturally } from './naturally.ts';
import { overlap, type Beginning, type Choice, type Overlapped } from './overlap.ts';

/** What is done before calls overlap, and the calls. */
export interface Scene<Setting> {
  readonly calls: readonly (() => Beginning | undefined)[];
  /** The setting with the arguments that were given in the end. */
  readonly asGiven: () => Setting;
}

/** A simpler setting, and the call that it does without. */
export interface Simpler<Setting> {
  readonly setting: Setting;
  readonly without?: number;
}

/** What is interleaved. */
export interface Interleaving<Setting> {
  readonly running: Pick<CheckOptions, 'seed' | 'patience' | 'interleavings'>;
  readonly settings: Arbitrary<Setting>;
  /** The ids of the postconditions that are judged. */
  readonly lasting: ReadonlySet<string>;
  /** Sets the scene anew; undefined where that does not come to the calls. */
  readonly stage: (setting: Setting) => Promise<Scene<Setting> | undefined>;
  readonly simpler: (setting: Setting) => Iterable<Simpler<Setting>>;
  /** The setting with its calls in this order. */
  readonly inOrder: (setting: Setting, calls: readonly number[]) => Setting;
  /** Is told of each run that kept every promise. */
  readonly onKept: (setting: Setting) => void;
}

export interface Found<Setting> {
  readonly setting: Setting;
  readonly overlapped: Overlapped & { readonly broken: NonNullable<Overlapped['broken']> };
  /** Calls that begin at once break the promise by themselves. */
  readonly isNatural: boolean;
}

type Tried<Setting> = Omit<Found<Setting>, 'isNatural'>;

/** Whose turn it is, as long as somebody says so. */
const longestOrder = 12;

/** For each run that is wanted so many have no overlap at most. */
const mostSkipped = 4;

/** Of runs of few parts there are more, up to four times as many as are wanted: so many parts for each of these, none with less than a quarter. */
const fewParts = 20;
const fewest = fewParts / 4;

/** After so many runs that did not come to their ends, and took long to show it, no more are made. */
const mostStuck = 3;

/** Milliseconds that are long. */
const patient = 100;

/**
 * What breaks a promise only where calls overlap, as little of it as does; undefined where nothing was found.
 *
 * @noContract the code of the project runs
 */
export async function interleave<Setting>(interleaving: Interleaving<Setting>): Promise<Found<Setting> | undefined> {
  const first = await search(interleaving);
  if (!first) return undefined;
  const best = await simplest(interleaving, first);
  if (await breaksInSequence(interleaving, best)) return undefined;
  const { setting, order } = inOrderOfBeginning(interleaving, best);
  const again = await attempt(interleaving, setting, order);
  if (!isSame(again, best)) return undefined;
  return { ...again, isNatural: await isNatural(interleaving, again) };
}

/**
 * So many calls overlap at most.
 */
export const mostCalls = 3;

const orders: Arbitrary<Choice[]> = listOf((random) => ({ call: random.nextInt(0, mostCalls - 1), part: random.nextInt(0, 1) }), { minLength: 0, maxLength: longestOrder });

async function search<Setting>(interleaving: Interleaving<Setting>): Promise<Tried<Setting> | undefined> {
  const { running: { seed, patience, interleavings }, settings } = interleaving;
  const random = randomOf(seed);
  const end = performance.now() + patience / 2;
  let [left, parts, skips, slow] = [interleavings, interleavings * fewParts, interleavings * mostSkipped, 0];
  while ((left > 0 || parts > 0) && skips > 0 && slow < mostStuck && performance.now() < end) {
    const start = performance.now();
    const outcome = await attempt(interleaving, settings(random), orders(random));
    if (isBroken(outcome)) return outcome;
    if (outcome === 'stuck' && performance.now() - start > patient) slow++;
    if (typeof outcome === 'string') {
      skips--;
      continue;
    }
    left--;
    parts -= Math.max(fewest, outcome.parts);
  }
  return undefined;
}

/** What came of one run: a broken promise, or nothing to speak of. */
type Attempt<Setting> = Tried<Setting> | Kept | 'stuck' | 'nothing';

/** Every promise was kept, in so many parts; what takes long counts for more of them. */
interface Kept {
  readonly parts: number;
}

function isBroken<Setting>(outcome: Attempt<Setting>): outcome is Tried<Setting> {
  return typeof outcome !== 'string' && 'overlapped' in outcome;
}

async function attempt<Setting>({ stage, lasting, onKept }: Interleaving<Setting>, setting: Setting, order: readonly Choice[]): Promise<Attempt<Setting>> {
  const scene = await stage(setting);
  if (!scene) return 'nothing';
  const overlapped = await overlap({ calls: scene.calls, order, lasting });
  const { broken, isOver, isOverlapped, isAllowed } = overlapped;
  if (!isOverlapped) return 'nothing';
  if (broken && isAllowed[broken.call] === true) return { setting: scene.asGiven(), overlapped: { ...overlapped, broken } };
  if (!isOver) return 'stuck';
  if (!broken) onKept(setting);
  return broken ? 'nothing' : { parts: overlapped.isSlow ? fewParts : overlapped.parts.length };
}

function isSame<Setting>(outcome: Attempt<Setting>, { overlapped: { broken } }: Tried<Setting>): outcome is Tried<Setting> {
  return isBroken(outcome) && outcome.overlapped.broken.violation.clause.id === broken.violation.clause.id;
}

/** Whatever breaks the same promise with less is taken instead, for as long as there is something. */
async function simplest<Setting>(interleaving: Interleaving<Setting>, first: Tried<Setting>): Promise<Tried<Setting>> {
  const quiet = { ...interleaving, onKept: () => undefined };
  const end = performance.now() + interleaving.running.patience / 2;
  let best = first;
  for (let isSimpler = true; isSimpler; ) {
    isSimpler = false;
    for (const { setting, order } of simplerRuns(interleaving, best)) {
      if (performance.now() > end) return best;
      const outcome = await attempt(quiet, setting, order);
      if (!isSame(outcome, first) || (setting === best.setting && weight(outcome.overlapped.choices) >= weight(best.overlapped.choices))) continue;
      best = outcome;
      isSimpler = true;
      break;
    }
  }
  return best;
}

function* simplerRuns<Setting>({ simpler }: Interleaving<Setting>, { setting, overlapped }: Tried<Setting>): Generator<{ readonly setting: Setting; readonly order: readonly Choice[] }> {
  const { choices: order } = overlapped;
  for (const { setting: each, without } of simpler(setting)) {
    yield { setting: each, order: [] };
    const left = without === undefined ? order : order.flatMap(({ call, part }) => (call === without ? [] : [{ call: call > without ? call - 1 : call, part }]));
    if (switches(left) > 0) yield { setting: each, order: left };
  }
  for (const each of calmer(order)) yield { setting, order: each };
}

/** Orders that change less often from one call to another, or end earlier. */
function* calmer(order: readonly Choice[]): Generator<Choice[]> {
  yield [];
  for (let at = 1; at < order.length; at++) {
    const { call } = order[at - 1] as Choice;
    const next = order.findIndex((each, index) => index > at && each.call === call);
    if (next > at) yield [...order.slice(0, at), order[next] as Choice, ...order.slice(at, next), ...order.slice(next + 1)];
  }
  for (const [at, { call, part }] of order.entries()) if (part > 0) yield order.with(at, { call, part: 0 });
}

function weight(order: readonly Choice[]): number {
  return switches(order) * 100 + order.length + order.filter(({ part }) => part > 0).length;
}

function switches(order: readonly Choice[]): number {
  return order.filter(({ call }, at) => at > 0 && order[at - 1]?.call !== call).length;
}

/** The call that begins first comes first. */
function inOrderOfBeginning<Setting>({ inOrder }: Interleaving<Setting>, { setting, overlapped: { choices: order, isAllowed } }: Tried<Setting>): { readonly setting: Setting; readonly order: readonly Choice[] } {
  const calls = [...new Set([...order.map(({ call }) => call), ...isAllowed.keys()])];
  return { setting: inOrder(setting, calls), order: order.map(({ call, part }) => ({ call: calls.indexOf(call), part })) };
}

/** Whether the same calls break the promise one after the other too: then it is not that they overlap. */
async function breaksInSequence<Setting>({ stage, lasting }: Interleaving<Setting>, { setting, overlapped: { broken } }: Tried<Setting>): Promise<boolean> {
  for (const isReversed of [false, true]) {
    const scene = await stage(setting);
    const calls = isReversed ? scene?.calls.toReversed() : scene?.calls;
    const { broken: alone } = await overlap({ calls: calls ?? [], order: [], lasting, isSequential: true });
    if (alone?.violation.clause.id === broken.violation.clause.id) return true;
  }
  return false;
}

async function isNatural<Setting>({ stage }: Interleaving<Setting>, { setting, overlapped: { broken } }: Tried<Setting>): Promise<boolean> {
  for (let time = 0; time < 2; time++) {
    const scene = await stage(setting);
    if (!scene || !(await isBrokenNaturally(scene.calls, broken.violation.clause.id))) return false;
  }
  return true;
}
