/** Checks a function: all inputs of a small domain, or those at the edges first and then others. */
import { oneOf, randomOf, type Arbitrary } from '../arbitraries/arbitrary.ts';
import { callArbitrary, nonFiniteOf } from '../arbitraries/call-arbitrary.ts';
import { everyCall } from '../arbitraries/domain.ts';
import { interleaveFunction } from '../interleaving/interleave-function.ts';
import type { Recipe } from '../recipe.ts';
import { isSmall } from '../recipes/is-small.ts';
import { materialize } from '../recipes/materialize.ts';
import { nonFiniteAmong } from '../recipes/non-finite.ts';
import { printCall } from '../recipes/print-call.ts';
import { simplerCalls } from '../recipes/simpler.ts';
import type { FunctionSubject } from '../subject.ts';
import type { Counterexample, Counts, Problem, Verdict } from '../verdict.ts';
import type { Running } from './check-subject.ts';
import { countError, isStackOverflow } from './count-error.ts';
import { functionAt } from './function-at.ts';
import type { Target } from './invoke.ts';
import { judge, type Judged, type Rejections } from './judge.ts';
import { nonFiniteCase } from './non-finite-case.ts';
import { outcomeOf, outcomeOfAsync, type Outcome } from './outcome.ts';
import { violationProblem } from './problem.ts';
import { impurity } from './purity.ts';
import { tryDrawn } from './try-drawn.ts';
import { fewOf, noteInput, noVariety, type Variety } from './variety.ts';

interface Checking {
  readonly subject: FunctionSubject;
  readonly running: Running;
  readonly target: Target;
  readonly self: unknown;
  readonly counts: Counts;
  readonly rejections: Rejections;
  readonly variety: Variety;
  reachedEnd: number;
  /** Whether inputs are those at the edges. */
  isAtEdges: boolean;
  /** What broke a promise last. */
  broken: { readonly args: readonly Recipe[]; readonly problem: Problem } | undefined;
  /** What filled the stack last. */
  overflowed: readonly Recipe[] | undefined;
}

/**
 * Checks a function.
 *
 * @throws {UnsupportedShape} where an argument cannot be made up.
 * @noContract the code of the project runs
 */
export async function checkFunction(subject: FunctionSubject, running: Running): Promise<Judged> {
  const checking = checkingOf(subject, running, functionAt(running.exportsOf(subject.file), subject));
  const { counts, rejections } = checking;
  const all = running.isNear === true ? undefined : everyCall(subject.parameters, subject.facts, running.exhaustive);
  const isExhausted = all !== undefined && (await tryAll(checking, all));
  if (!isExhausted) await trySome(checking);
  const endless = await endlessRecursion(checking);
  const ending = (await confirmed(checking)) ?? endless;
  if (ending) return { verdict: ending, counts };
  const { nonFinite, verdict: broken } = isExhausted || running.isNear === true || counts.accepted === 0 ? {} : await tryNonFinite(checking);
  if (broken) return { verdict: broken, counts };
  let interleaved = 0;
  const overlapped = counts.accepted > 0 && running.isNear !== true ? await interleaveFunction({ subject, running, onKept: () => interleaved++ }) : undefined;
  if (overlapped) return { verdict: { verdict: 'refuted', counterexample: overlapped }, counts };
  const few = isExhausted ? undefined : fewOf(checking.variety);
  return { nonFinite, few, verdict: judge({ subject, counts, rejections, reachedEnd: checking.reachedEnd, wanted: running.runs, isExhaustive: isExhausted, interleaved }), counts };
}

function checkingOf(subject: FunctionSubject, running: Running, { of, self }: { readonly of: unknown; readonly self: unknown }): Checking {
  return { subject, running, target: { of, access: 'call' }, self, counts: { accepted: 0, rejected: 0, threw: 0 }, rejections: new Map(), variety: noVariety(running.runs), reachedEnd: 0, isAtEdges: false, broken: undefined, overflowed: undefined };
}

/** Whether it came to the end, or to a broken promise. Where the first calls took so long that all of them would take too long, inputs of all kinds say more than the first of them. */
async function tryAll(checking: Checking, calls: readonly Recipe[][]): Promise<boolean> {
  const start = performance.now();
  const { patience } = checking.running;
  for (const [index, args] of calls.entries()) {
    const taken = performance.now() - start;
    if (taken > patience || (index >= pilot && (taken / index) * calls.length > patience)) return false;
    if (!(await isKept(checking, args))) return true;
  }
  return true;
}

/** So many calls tell how long one takes. */
const pilot = 200;

/** What breaks a promise away from the edges is easier to read, so it is looked for in any case. */
async function trySome(checking: Checking): Promise<void> {
  const { subject, running } = checking;
  const { registered, runs, seed, patience, isNear } = running;
  const nonFinite = nonFiniteOf(subject, running.nonFinite);
  for (const edges of [true, false]) {
    checking.isAtEdges = edges;
    const wide = callArbitrary(subject, { registered, edges, isNear, nonFinite });
    // Of few values some are equal, on which much depends.
    const arbitrary = edges ? wide : oneOf([{ weight: 5, arbitrary: wide }, { weight: 1, arbitrary: callArbitrary(subject, { registered, edges: 'few', isNear, nonFinite }) }]);
    await tryDrawn(arbitrary, { seed, patience, wanted: edges ? Math.ceil(runs / 4) : runs }, (args) => (subject.isAsync ? isKept(checking, args) : isKeptNow(checking, args)));
    if (isHopeless(checking)) return;
  }
}

/** What kept its promises with finite numbers is tried with others. What they break counts where the function speaks of them, or where it is broken without them as well. */
async function tryNonFinite(all: Checking): Promise<Partial<Pick<Judged, 'nonFinite' | 'verdict'>>> {
  const { subject, running: { registered, nonFinite } } = all;
  const checking: Checking = Object.assign(checkingOf(subject, all.running, { of: all.target.of, self: all.self }), { variety: noVariety(1) });
  await tryDrawnNonFinite(checking, callArbitrary(subject, { registered, edges: true, nonFinite: 'often' }));
  const verdict = await confirmed(checking);
  const args = (checking as { readonly broken: Checking['broken'] }).broken?.args;
  if (verdict?.verdict !== 'refuted' || !args) return {};
  const number = nonFiniteAmong(args);
  const isCounted = nonFiniteOf(subject, nonFinite) !== 'never';
  return number === undefined || isCounted ? { verdict } : { nonFinite: nonFiniteCase(verdict.counterexample, { number, parameters: subject.parameters, args }) };
}

/** Of so many inputs some have such numbers, or none has. */
const manySamples = 50;

async function tryDrawnNonFinite(checking: Checking, arbitrary: Arbitrary<Recipe[]>): Promise<void> {
  const { subject: { isAsync }, running: { runs, seed, patience } } = checking;
  const random = randomOf(seed);
  const end = performance.now() + patience;
  const wanted = Math.ceil(runs / 4);
  let tried = 0;
  for (let drawn = 0; drawn < runs && tried < wanted && (tried > 0 || drawn < manySamples) && performance.now() < end; drawn++) {
    const args = arbitrary(random);
    if (nonFiniteAmong(args) === undefined) continue;
    tried++;
    if ((isAsync ? await isKept(checking, args) : isKeptNow(checking, args)) === false) return;
  }
}

/** Where no input at all was accepted, more of the same are not tried. */
function isHopeless({ counts: { accepted, rejected } }: Checking): boolean {
  return accepted === 0 && rejected >= enough;
}

const enough = 500;

function isKeptNow(checking: Checking, args: readonly Recipe[]): boolean | 'rejected' {
  const call = begin(checking, args);
  if (!call) return 'rejected';
  const outcome = outcomeOf(checking.target, checking.self, call);
  if (outcome.outcome !== 'returned' || !checking.subject.isPure) return count(checking, args, outcome);
  const again = begin(checking, args) ?? [];
  const second = outcomeOf(checking.target, checking.self, again);
  return countPure(checking, args, { outcome, call, second, again });
}

async function isKept(checking: Checking, args: readonly Recipe[]): Promise<boolean | 'rejected'> {
  if (!checking.subject.isAsync) return isKeptNow(checking, args);
  const call = begin(checking, args);
  if (!call) return 'rejected';
  const outcome = await outcomeOfAsync(checking.target, checking.self, call);
  if (outcome.outcome !== 'returned' || !checking.subject.isPure) return count(checking, args, outcome);
  const again = begin(checking, args) ?? [];
  const second = await outcomeOfAsync(checking.target, checking.self, again);
  return countPure(checking, args, { outcome, call, second, again });
}

/** The arguments of a call; undefined where one of them cannot be made, which is no fault of the function. */
function begin({ running, subject }: Checking, args: readonly Recipe[]): unknown[] | undefined {
  running.trace?.(printCall(subject, args).code.join('\n'));
  try {
    return args.map((arg) => materialize(running, arg));
  } catch {
    return undefined;
  }
}

interface TwoCalls {
  readonly outcome: Outcome & { readonly outcome: 'returned' };
  readonly call: readonly unknown[];
  readonly second: Outcome;
  readonly again: readonly unknown[];
}

function countPure(checking: Checking, args: readonly Recipe[], { outcome, call, second, again }: TwoCalls): boolean | 'rejected' {
  if (second.outcome !== 'returned') return count(checking, args, second);
  const untouched = begin(checking, args) ?? [];
  const problem = impurity({ first: { args: call, value: outcome.value }, second: { args: again, value: second.value }, untouched, takesThis: checking.subject.takesThis === true });
  if (problem) checking.broken = { args, problem };
  return problem ? false : count(checking, args, outcome);
}

function count(checking: Checking, args: readonly Recipe[], outcome: Outcome): boolean | 'rejected' {
  const { counts, rejections, subject } = checking;
  switch (outcome.outcome) {
    case 'returned':
      counts.accepted++;
      noteInput(checking.variety, args, checking.isAtEdges);
      checking.reachedEnd++;
      return true;
    case 'threw':
      noteInput(checking.variety, args, checking.isAtEdges);
      if (isStackOverflow(outcome.error)) checking.overflowed = args;
      countError(subject, counts, { error: outcome.error, code: () => printCall(subject, args).code.at(-1) ?? '' });
      return true;
    case 'rejected':
      counts.rejected++;
      rejections.set(outcome.clause, (rejections.get(outcome.clause) ?? 0) + 1);
      return 'rejected';
    case 'violated':
      checking.broken = { args, problem: violationProblem(outcome.violation, outcome.wasSwallowed) };
      return false;
  }
}

/** Whatever breaks a promise with less is taken instead, for as long as there is something. */
async function simplify(checking: Checking): Promise<void> {
  const { subject, running } = checking;
  const end = performance.now() + running.patience;
  for (let isSimpler = true; isSimpler; ) {
    isSimpler = false;
    const { broken } = checking;
    for (const args of broken ? simplerCalls(subject.parameters, subject.definitions, broken.args) : []) {
      if (performance.now() > end) return;
      if ((await isKept(checking, args)) !== false) continue;
      isSimpler = true;
      break;
    }
  }
}

/** A stack that small arguments fill has no end; where it takes large ones, it may be deep with reason. */
async function endlessRecursion(checking: Checking): Promise<Verdict | undefined> {
  const { subject, running, counts } = checking;
  if (counts.threw === 0 || !checking.overflowed || checking.broken) return undefined;
  const before = { ...counts };
  const reachedEnd = checking.reachedEnd;
  const args = await smallestOverflow(checking, checking.overflowed, performance.now() + running.patience);
  Object.assign(counts, before);
  checking.reachedEnd = reachedEnd;
  if (!args.every(isSmall)) return undefined;
  return { verdict: 'error', reason: 'it called itself until the stack was full', call: printCall(subject, args).code.join('\n') };
}

async function smallestOverflow(checking: Checking, first: readonly Recipe[], end: number): Promise<readonly Recipe[]> {
  const { parameters, definitions } = checking.subject;
  let smallest = first;
  for (let isSimpler = true; isSimpler; ) {
    isSimpler = false;
    for (const args of simplerCalls(parameters, definitions, smallest)) {
      if (performance.now() > end) return smallest;
      checking.overflowed = undefined;
      await isKept(checking, args);
      if (!checking.overflowed) continue;
      smallest = args;
      isSimpler = true;
      break;
    }
  }
  return smallest;
}

/** What broke a promise once has to do it again. */
async function confirmed(checking: Checking): Promise<Verdict | undefined> {
  if (checking.broken) await simplify(checking);
  const { broken, subject, running } = checking;
  if (!broken) return undefined;
  checking.broken = undefined;
  await isKept(checking, broken.args);
  const again = (checking as { readonly broken: Checking['broken'] }).broken;
  const { code, imports } = printCall(subject, broken.args);
  if (!again) return { verdict: 'error', reason: `a promise was broken once and not again with the same arguments, so the code depends on more than those: ${broken.problem.message}`, call: code.join('\n') };
  const counterexample: Counterexample = { code, imports, seed: running.seed, problem: again.problem };
  return { verdict: 'refuted', counterexample };
}
