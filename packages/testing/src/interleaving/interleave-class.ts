/** Calls of the methods of one object overlap. */
import type * as fc from 'fast-check';
import { anyOf, type Arbitrary } from '../arbitraries/arbitrary.ts';
import { listOf } from '../arbitraries/lists.ts';
import { callArbitrary, fitted, nonFiniteOf } from '../arbitraries/call-arbitrary.ts';
import { stepArbitrary } from '../arbitraries/step-arbitrary.ts';
import type { Recipe } from '../recipe.ts';
import { overlapOf, printOverlapOfClass } from '../recipes/print-overlap.ts';
import type { Step } from '../recipes/print-sequence.ts';
import { simplerCalls } from '../recipes/simpler.ts';
import type { Running } from '../running/check-subject.ts';
import { unlessItWaits, waits } from '../running/unless-it-waits.ts';
import { valueAt, valuesOf } from '../running/values.ts';
import { makingOf } from '../running/making-of.ts';
import { outcomeOf, outcomeOfAsync } from '../running/outcome.ts';
import { violationProblem } from '../running/problem.ts';
import type { ClassSubject, Member } from '../subject.ts';
import type { Counterexample, Problem } from '../verdict.ts';
import { interleave, mostCalls, type Interleaving, type Scene, type Simpler } from './interleave.ts';
import type { Beginning } from './overlap.ts';

/** An object, what it has been through, and the calls that overlap. */
interface Setting {
  readonly made: readonly Recipe[];
  readonly before: readonly Step[];
  readonly calls: readonly Step[];
}

export interface ClassInterleaving {
  readonly subject: ClassSubject;
  readonly running: Running;
  /** Those that broke no promise so far. */
  readonly members: readonly Member[];
  /** Is told of the members of each run in which calls overlapped, and kept every promise. */
  readonly onKept: (members: readonly Member[]) => void;
}

export interface BrokenByOverlap {
  readonly member: Member;
  readonly problem: Problem;
  readonly counterexample: Counterexample;
}

/** So many calls come before those that overlap, at most. */
const longestBefore = 5;

/**
 * What overlapped calls of methods break; undefined where nothing was found.
 *
 * @noContract the code of the project runs
 */
export async function interleaveClass(given: ClassInterleaving): Promise<BrokenByOverlap | undefined> {
  const { subject, running } = given;
  if (running.interleavings === 0 || !given.members.some(isOverlapping)) return undefined;
  const found = await interleave(interleavingOf(given));
  if (!found) return undefined;
  const { setting, overlapped: { broken, parts }, isNatural } = found;
  const member = setting.calls[broken.call]?.member;
  if (!member) return undefined;
  const problem = violationProblem(broken.violation, broken.wasSwallowed);
  const { code, imports, calls } = printOverlapOfClass(subject, setting);
  return { member, problem, counterexample: { code, imports, seed: running.seed, overlap: overlapOf(calls, parts, isNatural), problem } };
}

function isOverlapping({ isAsync, access }: Member): boolean {
  return isAsync && access === 'call';
}

function interleavingOf({ subject, running, members, onKept }: ClassInterleaving): Interleaving<Setting> {
  return {
    running,
    settings: settingsOf(subject, members, running),
    lasting: new Set(members.flatMap(({ lasting }) => lasting)),
    stage(setting) {
      running.trace?.(printOverlapOfClass(subject, setting).code.join('\n'));
      return stage(subject, running, setting);
    },
    simpler: (setting) => simplerSettings(subject, setting),
    inOrder: (setting, calls) => ({ ...setting, calls: calls.map((at) => setting.calls[at] as Step) }),
    onKept: ({ calls }) => onKept([...new Set(calls.map(({ member }) => member))]),
  };
}

function settingsOf({ of, definitions }: ClassSubject, members: readonly Member[], { registered, nonFinite: isWanted }: Running): Arbitrary<Setting> {
  const make = (edges: false | 'few'): Arbitrary<Recipe[]> => callArbitrary({ parameters: of.parameters, facts: of.facts, definitions }, { registered, edges, nonFinite: isWanted === true ? 'sometimes' : 'never' });
  const made = of.parameters.length === 0 ? make(false) : anyOf(make(false), make('few'));
  const steps = (those: readonly Member[]): Arbitrary<Step> => stepArbitrary(those, { registered }, (member) => nonFiniteOf(member, isWanted));
  const methods = members.filter(({ access }) => access === 'call');
  const first = steps(methods.filter(isOverlapping));
  const before = listOf(steps(members), { minLength: 0, maxLength: longestBefore });
  const others = listOf(anyOf(first, steps(methods)), { minLength: 1, maxLength: mostCalls - 1 });
  return (random) => {
    const [one, more] = [first(random), others(random)];
    return { made: made(random), before: about(one, before(random), random), calls: random.nextInt(0, 1) === 0 ? [one, one, ...more.slice(1)] : [one, ...more] };
  };
}

/** What is done before is often done with the same things: a key that was never put in cannot be taken out. */
function about({ member, args }: Step, before: readonly Step[], random: fc.Random): readonly Step[] {
  const [given] = args;
  const shape = member.parameters[0]?.shape.shape;
  if (random.nextInt(0, 1) === 0 || args.length === 0) return before;
  return before.map((step) => (step.args.length > 0 && step.member.parameters[0]?.shape.shape === shape ? { ...step, args: step.args.with(0, given) } : step));
}

/** A new object that has been through all that comes before. */
async function stage({ of }: ClassSubject, running: Running, { made, before, calls }: Setting): Promise<Scene<Setting> | undefined> {
  const args = valuesOf(running, made);
  const making = makingOf(running, of);
  const first = args && outcomeOf(making.target, making.self, args);
  if (first?.outcome !== 'returned') return undefined;
  const self = first.value as Record<string, unknown>;
  const done: Step[] = [];
  for (const step of before) {
    const given = stepOn(running, self, step);
    if (!given) continue;
    const outcome = step.member.isAsync ? await unlessItWaits(() => outcomeOfAsync(given.target, self, given.args)) : outcomeOf(given.target, self, given.args);
    if (outcome === waits || outcome.outcome === 'violated') return undefined;
    if (outcome.outcome !== 'rejected') done.push(outcome.outcome === 'threw' ? { ...given.step, throws: true } : given.step);
  }
  const begun = [...calls];
  return {
    calls: calls.map((step, at) => () => {
      const given = stepOn(running, self, step);
      if (given) begun[at] = given.step;
      return given;
    }),
    asGiven: () => ({ made, before: done, calls: begun }),
  };
}

/** A step on the object as it is now; undefined where its arguments cannot be made. */
function stepOn(running: Running, self: Record<string, unknown>, { member, args }: Step): (Beginning & { readonly step: Step }) | undefined {
  const fit = fitted(member, args, (path) => valueAt(self, path));
  const values = valuesOf(running, fit);
  if (!values) return undefined;
  return { target: { of: member.access === 'call' ? self[member.name] : self, name: member.name, access: member.access }, self, args: values, step: { member, args: fit } };
}

function* simplerSettings({ of, definitions }: ClassSubject, setting: Setting): Generator<Simpler<Setting>> {
  const { made, before, calls } = setting;
  for (let at = 0; at < before.length; at++) yield { setting: { ...setting, before: before.toSpliced(at, 1) } };
  if (calls.length > 2) for (let at = 0; at < calls.length; at++) yield { setting: { ...setting, calls: calls.toSpliced(at, 1) }, without: at };
  for (const args of simplerCalls(of.parameters, definitions, made)) yield { setting: { ...setting, made: args } };
  for (const [at, each] of simplerSteps(before)) yield { setting: { ...setting, before: before.with(at, each) } };
  for (const [at, each] of simplerSteps(calls)) yield { setting: { ...setting, calls: calls.with(at, each) } };
}

function* simplerSteps(steps: readonly Step[]): Generator<[at: number, step: Step]> {
  for (const [at, step] of steps.entries()) for (const args of simplerCalls(step.member.parameters, step.member.definitions, step.args)) yield [at, { ...step, args }];
}
