/** Calls of one function overlap. */
import { anyOf, type Arbitrary } from '../arbitraries/arbitrary.ts';
import { listOf } from '../arbitraries/lists.ts';
import { callArbitrary, nonFiniteOf } from '../arbitraries/call-arbitrary.ts';
import type { Composed, Recipe } from '../recipe.ts';
import { materialize, type Surroundings } from '../recipes/materialize.ts';
import { overlapOf, printOverlapOfFunction } from '../recipes/print-overlap.ts';
import { simplerCalls } from '../recipes/simpler.ts';
import type { Running } from '../running/check-subject.ts';
import { functionAt } from '../running/function-at.ts';
import { violationProblem } from '../running/problem.ts';
import type { FunctionSubject } from '../subject.ts';
import type { Counterexample } from '../verdict.ts';
import { interleave, mostCalls, type Scene, type Simpler } from './interleave.ts';
import { untilRejectionsAreHeard } from './ongoing.ts';
import type { Beginning } from './overlap.ts';

interface Setting {
  readonly calls: readonly (readonly Recipe[])[];
  /** Arguments that are the same object in all of the calls. */
  readonly shared: readonly number[];
}

export interface FunctionInterleaving {
  readonly subject: FunctionSubject;
  readonly running: Running;
  readonly onKept: () => void;
}

/**
 * What overlapped calls of a function break; undefined where nothing was found.
 *
 * @noContract the code of the project runs
 */
export async function interleaveFunction({ subject, running, onKept }: FunctionInterleaving): Promise<Counterexample | undefined> {
  if (running.interleavings === 0 || !subject.isAsync) return undefined;
  await untilRejectionsAreHeard();
  const found = await interleave<Setting>({
    running,
    settings: settingsOf(subject, running),
    lasting: new Set(subject.lasting),
    stage: (setting) => stage(subject, running, setting),
    simpler: (setting) => simplerSettings(subject, setting),
    inOrder: (setting, calls) => ({ ...setting, calls: calls.map((at) => setting.calls[at] ?? []) }),
    onKept,
  });
  if (!found) return undefined;
  const { setting, overlapped: { broken, parts }, isNatural } = found;
  const { code, imports, calls } = printOverlapOfFunction(subject, setting.calls, setting.shared);
  return { code, imports, seed: running.seed, overlap: overlapOf(calls, parts, isNatural), problem: violationProblem(broken.violation, broken.wasSwallowed) };
}

/** Values that calls can change; iterators are used up, and promises and functions hold nothing. */
const mutable: ReadonlySet<Composed['make']> = new Set(['array', 'object', 'map', 'set', 'date', 'typed-array', 'new', 'registered']);

function isMutable(recipe: Recipe): boolean {
  return typeof recipe === 'object' && recipe !== null && mutable.has(recipe.make);
}

function settingsOf(subject: FunctionSubject, { registered, nonFinite }: Running): Arbitrary<Setting> {
  const args = anyOf(...([false, 'few'] as const).map((edges) => callArbitrary(subject, { registered, edges, nonFinite: nonFiniteOf(subject, nonFinite) })));
  const more = listOf(args, { minLength: 1, maxLength: mostCalls - 1 });
  return (random) => {
    const [first, others] = [args(random), more(random)];
    const [isShared, isSame] = [random.nextInt(0, 1) === 0, random.nextInt(0, 1) === 0];
    const shared = isShared ? first.flatMap((arg, at) => (isMutable(arg) && subject.parameters[at]?.rest === false && others.every((each) => each.length > at) ? [at] : [])) : [];
    return { shared, calls: [first, ...others.map((each) => (isSame ? first : each.map((arg, at) => (shared.includes(at) ? first[at] : arg))))] };
  };
}

/** What the module holds is as it was at its beginning, where that can be had. */
async function stage(subject: FunctionSubject, running: Running, setting: Setting): Promise<Scene<Setting> | undefined> {
  const { calls, shared } = setting;
  running.trace?.(printOverlapOfFunction(subject, calls, shared).code.join('\n'));
  const exports = subject.hasModuleState && running.freshExportsOf ? await running.freshExportsOf(subject.file) : running.exportsOf(subject.file);
  const classOf: Surroundings['classOf'] = (shape) => (shape.module === subject.file ? (exports as Record<string, ReturnType<Surroundings['classOf']>>)[shape.exported] : undefined) ?? running.classOf(shape);
  const { of, self } = functionAt(exports, subject);
  const common = new Map<number, unknown>();
  return {
    calls: calls.map((args) => (): Beginning | undefined => {
      try {
        const values = args.map((arg, at) => {
          if (!shared.includes(at)) return materialize({ classOf }, arg);
          if (!common.has(at)) common.set(at, materialize({ classOf }, arg));
          return common.get(at);
        });
        return { target: { of, access: 'call' }, self, args: values };
      } catch {
        return undefined;
      }
    }),
    asGiven: () => setting,
  };
}

function* simplerSettings({ parameters, definitions }: FunctionSubject, setting: Setting): Generator<Simpler<Setting>> {
  const { calls, shared } = setting;
  if (calls.length > 2) for (let at = 0; at < calls.length; at++) yield { setting: { ...setting, calls: calls.toSpliced(at, 1) }, without: at };
  for (let at = 0; at < shared.length; at++) yield { setting: { ...setting, shared: shared.toSpliced(at, 1) } };
  for (const [index, args] of calls.entries()) {
    for (const each of simplerCalls(parameters, definitions, args)) {
      if (shared.some((at) => at >= each.length)) continue;
      yield { setting: { ...setting, calls: calls.map((others, at) => (at === index ? each : others.map((arg, position) => (shared.includes(position) ? each[position] : arg)))) } };
    }
  }
}
