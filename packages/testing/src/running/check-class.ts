/** Checks a class: its objects are put through sequences of calls, and every promise on the way has to be kept. */
import { anyOf, mapped, randomOf, type Arbitrary } from '../arbitraries/arbitrary.ts';
import { listOf } from '../arbitraries/lists.ts';
import { Contradiction, type NonFinite } from '../arbitraries/arbitrary-of.ts';
import { callArbitrary, fitted, nonFiniteOf } from '../arbitraries/call-arbitrary.ts';
import { repeated } from '../arbitraries/repeated-values.ts';
import { stepArbitrary } from '../arbitraries/step-arbitrary.ts';
import { isUnsupported } from '../arbitraries/unsupported.ts';
import { interleaveClass, type BrokenByOverlap } from '../interleaving/interleave-class.ts';
import { untilRejectionsAreHeard } from '../interleaving/ongoing.ts';
import type { Recipe } from '../recipe.ts';
import { nonFiniteAmong } from '../recipes/non-finite.ts';
import { simplerCalls, simplerSeries } from '../recipes/simpler.ts';
import { printSequence, type Step } from '../recipes/print-sequence.ts';
import type { ClassSubject, Member, SubjectName } from '../subject.ts';
import type { Counts, NonFiniteCase, Problem, Report, Verdict } from '../verdict.ts';
import { report, type Running } from './check-subject.ts';
import { countError } from './count-error.ts';
import type { Target } from './invoke.ts';
import { makingOf } from './making-of.ts';
import { judge, type Rejections } from './judge.ts';
import { nonFiniteCase } from './non-finite-case.ts';
import { outcomeOf, outcomeOfAsync, type Outcome } from './outcome.ts';
import { violationProblem } from './problem.ts';
import { tryDrawn } from './try-drawn.ts';
import { unlessItWaits, waits } from './unless-it-waits.ts';
import { valueAt, valuesOf } from './values.ts';

interface Tally {
  readonly counts: Counts;
  readonly rejections: Rejections;
  reachedEnd: number;
  /** Runs in which its calls overlapped with others. */
  interleaved: number;
  /** The first call that waited for another one, as code. */
  waited?: string;
}

/** A sequence of calls: the arguments of the constructor, and the steps after it. */
interface Sequence {
  readonly made: readonly Recipe[];
  readonly steps: readonly Step[];
}

interface Broken {
  /** The member whose call broke a promise; undefined where the constructor did. */
  readonly member: Member | undefined;
  readonly sequence: Sequence;
  readonly problem: Problem;
}

interface Checking {
  readonly subject: ClassSubject;
  readonly running: Running;
  readonly tallies: ReadonlyMap<Member | undefined, Tally>;
  /** Members that are called: those that broke no promise so far. */
  members: readonly Member[];
  /** NaN and the infinities are wanted wherever there may be some. */
  readonly isNonFinite: boolean;
  broken: Broken | undefined;
}

/** Sequences are so long at most. */
const longest = 20;

/**
 * Checks a class and each of its members that has a contract.
 *
 * @throws {UnsupportedShape} where no object can be made up.
 * @noContract the code of the project runs
 */
export async function checkClass(subject: ClassSubject, running: Running): Promise<Report[]> {
  const start = performance.now();
  const obstacles = new Map(subject.members.map((member) => [member, obstacleTo(member, running)]));
  const callable = subject.members.filter((member) => obstacles.get(member) === undefined);
  const tallies = talliesOf(subject);
  const checking: Checking = { subject, running, tallies, members: callable, isNonFinite: false, broken: undefined };
  const verdicts = new Map<Member | undefined, Verdict>();
  for (let isDone = false; !isDone; ) {
    await trySequences(checking);
    const found: Broken | undefined = checking.broken;
    const verdict = found && (await confirmed(checking, found)).verdict;
    for (const member of found ? blamedFor(subject, found) : []) if (verdict && !verdicts.has(member)) verdicts.set(member, verdict);
    isDone = !found || found.member === undefined;
    checking.members = checking.members.filter((member) => member !== found?.member);
  }
  const withNonFinite = verdicts.has(undefined) || running.isNear === true ? [] : await tryNonFinite(checking);
  for (const { member, verdict } of withNonFinite) if (verdict && !verdicts.has(member)) verdicts.set(member, verdict);
  const overlaps = verdicts.has(undefined) || running.isNear === true ? [] : await brokenByOverlaps(checking);
  for (const found of overlaps) {
    for (const member of blamedFor(subject, found)) if (!verdicts.has(member)) verdicts.set(member, { verdict: 'refuted', counterexample: found.counterexample });
  }
  const named: readonly (readonly [Member | undefined, SubjectName])[] = [
    ...(subject.clauses.length > 0 || verdicts.has(undefined) ? [[undefined, subject] as const] : []),
    ...subject.members.filter(({ clauses }) => clauses.length > 0).map((member) => [member, member] as const),
  ];
  return named.map(([member, name]) => {
    const { counts, rejections, reachedEnd, interleaved, waited } = tallies.get(member) as Tally;
    const obstacle = member && obstacles.get(member);
    const skipped: Verdict | undefined = obstacle === undefined ? undefined : { verdict: 'skipped', reason: obstacle };
    const verdict = refutedLike(subject, member && verdicts.get(undefined), verdicts.get(member)) ?? skipped ?? endless(counts, waited) ?? judge({ subject: name, counts, rejections, reachedEnd, wanted: running.runs / 4, isExhaustive: false, interleaved });
    return report(name, verdict, { running, start, counts, nonFinite: verdicts.has(member) ? undefined : withNonFinite.find((each) => each.member === member && each.nonFinite)?.nonFinite });
  });
}

/** A promise of the class is the class's finding; the member that breaks it says no more than that. */
function refutedLike({ symbol }: ClassSubject, ofClass: Verdict | undefined, verdict: Verdict | undefined): Verdict | undefined {
  return verdict && verdict === ofClass && verdict.verdict === 'refuted' ? { ...verdict, of: symbol } : verdict;
}

function endless({ accepted }: Counts, waited: string | undefined): Verdict | undefined {
  return accepted === 0 && waited !== undefined ? { verdict: 'error', reason: 'none of its calls came to an end: each waited for something that did not come', call: waited } : undefined;
}

function talliesOf({ members }: ClassSubject): Map<Member | undefined, Tally> {
  return new Map([undefined, ...members].map((member) => [member, { counts: { accepted: 0, rejected: 0, threw: 0 }, rejections: new Map<string, number>(), reachedEnd: 0, interleaved: 0 }]));
}

interface WithNonFinite {
  readonly member: Member | undefined;
  readonly nonFinite?: NonFiniteCase;
  /** The promise is broken without such numbers as well. */
  readonly verdict?: Verdict;
}

/** What kept its promises with finite numbers is tried with others. */
async function tryNonFinite(all: Checking): Promise<readonly WithNonFinite[]> {
  const { subject, running } = all;
  const cases: WithNonFinite[] = [];
  const checking: Checking = { ...all, running: { ...running, runs: Math.ceil(running.runs / 4) }, tallies: talliesOf(subject), isNonFinite: true, broken: undefined };
  for (let isDone = false; !isDone; ) {
    await trySequences(checking);
    const found: Broken | undefined = checking.broken;
    isDone = !found || found.member === undefined;
    if (!found) break;
    checking.members = checking.members.filter((member) => member !== found.member);
    const { verdict, sequence: { made, steps } } = await confirmed(checking, found);
    if (verdict.verdict !== 'refuted') continue;
    const number = nonFiniteAmong([...made, ...steps.flatMap(({ args }) => args)]);
    const last = steps.at(-1);
    const given = last ? { parameters: last.member.parameters, args: last.args } : { parameters: subject.of.parameters, args: made };
    const isCounted = nonFiniteOf({ speaksOfNonFinite: found.member?.speaksOfNonFinite === true }, running.nonFinite) !== 'never';
    const said = number === undefined || isCounted ? { verdict } : { nonFinite: nonFiniteCase(verdict.counterexample, { number, ...given }) };
    cases.push(...blamedFor(subject, found).map((member) => ({ member, ...said })));
  }
  return cases;
}

/** What keeps its promises call by call may break them when calls overlap. */
async function brokenByOverlaps({ subject, running, tallies, members }: Checking): Promise<readonly BrokenByOverlap[]> {
  const onKept = (those: readonly Member[]): void => {
    for (const member of [undefined, ...those]) (tallies.get(member) as Tally).interleaved++;
  };
  await untilRejectionsAreHeard();
  const broken: BrokenByOverlap[] = [];
  for (let isDone = false; !isDone; ) {
    const left = members.filter((member) => !broken.some((each) => each.member === member));
    const found = await interleaveClass({ subject, running, members: left, onKept });
    if (found) broken.push(found);
    isDone = !found;
  }
  return broken;
}

/** The member whose call broke a promise; the class as well, where the promise is the class's own, or the member has no report. */
function blamedFor({ clauses }: ClassSubject, { member, problem }: Pick<Broken, 'member' | 'problem'>): (Member | undefined)[] {
  const isOfClass = problem.problem === 'violation' && clauses.some(({ id }) => id === problem.id);
  return isOfClass || member === undefined || member.clauses.length === 0 ? [member, undefined] : [member];
}

/** Why a member cannot be called; undefined where it can. */
function obstacleTo(member: Member, { registered }: Running): string | undefined {
  try {
    callArbitrary(member, { registered, edges: false });
    return undefined;
  } catch (error) {
    if (isUnsupported(error)) return error.message;
    if (error instanceof Contradiction) return 'its arguments cannot be made up: its preconditions contradict each other';
    throw error;
  }
}

function sequences({ subject, running, members, isNonFinite }: Checking, maxLength: number): Arbitrary<Sequence> {
  const { registered, isNear } = running;
  const nonFiniteFor = (of: { readonly speaksOfNonFinite: boolean }): NonFinite => (isNonFinite ? 'often' : nonFiniteOf(of, running.nonFinite));
  const { of, definitions } = subject;
  // Small objects are full and empty sooner.
  const sizes = of.parameters.length === 0 ? ([false] as const) : ([false, 'few'] as const);
  const made = anyOf(...sizes.map((edges) => callArbitrary({ parameters: of.parameters, facts: of.facts, definitions }, { registered, edges, isNear, nonFinite: nonFiniteFor({ speaksOfNonFinite: false }) })));
  if (members.length === 0) return mapped(made, (args) => ({ made: args, steps: [] }));
  const steps = listOf(stepArbitrary(members, running, nonFiniteFor), { minLength: 0, maxLength });
  // From a source of its own, so that all other sequences stay what they are.
  const repeats = randomOf(running.seed);
  let drawn = 0;
  return (random) => {
    const sequence = { made: made(random), steps: steps(random) };
    return ++drawn % repeatedEach === 0 ? { ...sequence, steps: repeated(sequence.steps, repeats) } : sequence;
  };
}

/** Of so many sequences one has arguments that come again. */
const repeatedEach = 4;

async function trySequences(checking: Checking): Promise<void> {
  const { running, subject } = checking;
  checking.broken = undefined;
  const { seed, patience, runs } = running;
  const isAsync = subject.members.some((member) => member.isAsync);
  for (const maxLength of running.isNear === true ? growing : [longest]) {
    await tryDrawn(sequences(checking, maxLength), { seed, patience, wanted: runs }, (sequence) => (isAsync ? isKept(checking, sequence) : isKeptNow(checking, sequence)));
    if (checking.broken) return;
  }
}

/** The first sequence that ends the process is a short one. */
const growing = [1, 2, 3, 5, longest];

interface Call {
  readonly target: Target;
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly step: Step | undefined;
}

/** The calls of a sequence, one by one: each is told what came of it, and the first gives the object. */
function* callsOf({ subject, running }: Checking, { made, steps }: Sequence): Generator<Call, void, Outcome> {
  const { of } = subject;
  const given = valuesOf(running, made);
  if (!given) return;
  const first = yield { ...makingOf(running, of), args: given, step: undefined };
  if (first.outcome !== 'returned') return;
  const self = first.value as Record<string, unknown>;
  for (const { member, args } of steps) {
    const fit = fitted(member, args, (path) => valueAt(self, path));
    const call = valuesOf(running, fit);
    if (!call) continue;
    const target: Target = { of: member.access === 'call' ? self[member.name] : self, name: member.name, access: member.access };
    yield { target, self, args: call, step: { member, args: fit } };
  }
}

function isKeptNow(checking: Checking, sequence: Sequence): boolean | 'rejected' {
  const calls = callsOf(checking, sequence);
  const done: Step[] = [];
  for (let next = calls.next(); next.done !== true; ) {
    const { target, self, args, step } = next.value;
    trace(checking, sequence, [...done, ...(step ? [step] : [])]);
    const outcome = outcomeOf(target, self, args);
    const verdict = count(checking, { sequence: { made: sequence.made, steps: done }, step, outcome });
    if (verdict !== true) return verdict;
    if (step && outcome.outcome !== 'rejected') done.push(outcome.outcome === 'threw' ? { ...step, throws: true } : step);
    next = calls.next(outcome);
  }
  return true;
}

async function isKept(checking: Checking, sequence: Sequence): Promise<boolean | 'rejected'> {
  const calls = callsOf(checking, sequence);
  const done: Step[] = [];
  for (let next = calls.next(); next.done !== true; ) {
    const { target, self, args, step } = next.value;
    trace(checking, sequence, [...done, ...(step ? [step] : [])]);
    const outcome = step?.member.isAsync === true ? await unlessItWaits(() => outcomeOfAsync(target, self, args)) : outcomeOf(target, self, args);
    if (outcome === waits) return noteWaiting(checking, sequence.made, [...done, ...(step ? [step] : [])]);
    const verdict = count(checking, { sequence: { made: sequence.made, steps: done }, step, outcome });
    if (verdict !== true) return verdict;
    if (step && outcome.outcome !== 'rejected') done.push(outcome.outcome === 'threw' ? { ...step, throws: true } : step);
    next = calls.next(outcome);
  }
  return true;
}

/** A sequence ends where a call waits for another one, and has kept its promises so far. */
function noteWaiting({ subject, tallies }: Checking, made: readonly Recipe[], steps: readonly Step[]): true {
  const tally = tallies.get(steps.at(-1)?.member) as Tally;
  tally.waited ??= printSequence(subject, made, steps).code.join('\n');
  return true;
}

function trace({ running, subject }: Checking, { made }: Sequence, steps: readonly Step[]): void {
  running.trace?.(printSequence(subject, made, steps).code.join('\n'));
}

interface Counted {
  readonly sequence: Sequence;
  readonly step: Step | undefined;
  readonly outcome: Outcome;
}

/** A step that is not allowed is left out; an object that is not is no fault of the class. */
function count(checking: Checking, { sequence, step, outcome }: Counted): boolean | 'rejected' {
  const tally = checking.tallies.get(step?.member) as Tally;
  const { counts, rejections } = tally;
  const steps = step ? [...sequence.steps, step] : sequence.steps;
  switch (outcome.outcome) {
    case 'returned':
      counts.accepted++;
      tally.reachedEnd++;
      return true;
    case 'threw':
      countError(step?.member ?? checking.subject, counts, { error: outcome.error, code: () => printSequence(checking.subject, sequence.made, steps).code.at(-1) ?? '' });
      return step ? true : 'rejected';
    case 'rejected':
      counts.rejected++;
      rejections.set(outcome.clause, (rejections.get(outcome.clause) ?? 0) + 1);
      return step ? true : 'rejected';
    case 'violated':
      checking.broken = { member: step?.member, sequence: { made: sequence.made, steps }, problem: violationProblem(outcome.violation, outcome.wasSwallowed) };
      return false;
  }
}

/** Sequences without some of their steps, the most first, and with simpler arguments. The last step breaks the promise. */
function* simplerSequences({ of, definitions }: ClassSubject, { made, steps }: Sequence): Generator<Sequence> {
  for (let count = steps.length - 1; count > 0; count = Math.floor(count / 2)) {
    for (let index = 0; index + count < steps.length; index += count) yield { made, steps: steps.toSpliced(index, count) };
  }
  for (const args of simplerCalls(of.parameters, definitions, made)) yield { made: args, steps };
  for (const [index, { member, args }] of steps.entries()) for (const each of simplerCalls(member.parameters, member.definitions, args)) yield { made, steps: steps.with(index, { member, args: each }) };
  const calls = [{ slots: of.parameters, definitions, args: made }, ...steps.map(({ member, args }) => ({ slots: member.parameters, definitions: member.definitions, args }))];
  for (const [simpler = [], ...rest] of simplerSeries(calls)) yield { made: simpler, steps: steps.map((step, index) => ({ member: step.member, args: rest[index] ?? [] })) };
}

/** Whatever breaks a promise of the same member with less is taken instead, for as long as there is something. */
async function simplest(checking: Checking, first: Broken): Promise<Broken> {
  const end = performance.now() + checking.running.patience;
  let best = first;
  for (let isSimpler = true; isSimpler; ) {
    isSimpler = false;
    for (const sequence of simplerSequences(checking.subject, best.sequence)) {
      if (performance.now() > end) return best;
      checking.broken = undefined;
      await isKept(checking, sequence);
      const found = (checking as { readonly broken: Broken | undefined }).broken;
      if (!found || found.member !== first.member) continue;
      best = found;
      isSimpler = true;
      break;
    }
  }
  return best;
}

/** What broke a promise once has to do it again. */
async function confirmed(checking: Checking, first: Broken): Promise<{ readonly verdict: Verdict; readonly sequence: Sequence }> {
  const { subject, running } = checking;
  const { sequence, problem } = await simplest(checking, first);
  checking.broken = undefined;
  await isKept(checking, sequence);
  const again = (checking as { readonly broken: Broken | undefined }).broken;
  const { code, imports } = printSequence(subject, sequence.made, sequence.steps);
  const verdict: Verdict = again
    ? { verdict: 'refuted', counterexample: { code, imports, seed: running.seed, problem: again.problem } }
    : { verdict: 'error', reason: `a promise was broken once and not again by the same calls, so the code depends on more than those: ${problem.message}`, call: code.join('\n') };
  return { verdict, sequence };
}
