/** Values for which conditions hold together. While they stay right for one more condition, that one contradicts none of the others. */
import { scopeOf, surveyOf, termsOf, type Condition } from './decide.ts';
import { truth, type Scope } from './evaluate.ts';
import { createSamples, simpleSamples } from './samples.ts';

/** Whether values are found quickly for which no condition fails: for a new one and the earlier ones that it is looked at with. */
export type FindsWitness = (earlier: readonly Condition[], condition: Condition) => boolean;

/** How many values are tried for the terms of one condition at most. */
const mostTrials = 400;

interface Search {
  readonly values: Map<string, unknown>;
  readonly fails: (condition: Condition) => boolean;
}

/** Keeps the values from one condition to the next, so that looking at one more costs about the same however many there are. */
export function createWitness(): FindsWitness {
  const values = new Map<string, unknown>();
  const scopes = new Map<Condition, Scope>();
  const fails = (condition: Condition): boolean => {
    const scope = scopes.get(condition) ?? scopeOf(condition, values);
    scopes.set(condition, scope);
    return truth(scope, condition.expression) === false;
  };
  let right: ReadonlySet<Condition> = new Set();
  return (earlier, condition) => {
    const known = right;
    const found = new Set(earlier.filter((each) => known.has(each)));
    right = found;
    for (const each of [...earlier, condition]) {
      if (found.has(each)) continue;
      if (!extend({ values, fails }, found, each)) return false;
      found.add(each);
    }
    return true;
  };
}

/** Finds values for the new terms of a condition, else for all of its terms; leaves the values as they were if there are none. */
function extend(search: Search, right: ReadonlySet<Condition>, condition: Condition): boolean {
  const terms = [...termsOf(condition).keys()];
  const isNew = (term: string): boolean => !search.values.has(term);
  if (tryTerms(search, { condition, terms: terms.filter(isNew), others: [] })) return true;
  return terms.length > 0 && !terms.every(isNew) && tryTerms(search, { condition, terms, others: [...right] });
}

interface Attempt {
  readonly condition: Condition;
  readonly terms: readonly string[];
  /** What has to stay right. */
  readonly others: readonly Condition[];
}

function tryTerms({ values, fails }: Search, { condition, terms, others }: Attempt): boolean {
  const before = terms.map((term) => [term, values.has(term), values.get(term)] as const);
  const samples = samplesFor(condition, [...termsOf(condition).keys()].flatMap((term) => (values.has(term) ? [values.get(term)] : [])));
  let left = mostTrials;
  const visit = (index: number): boolean => {
    const term = terms[index];
    if (term === undefined) return left-- > 0 && !fails(condition) && !others.some(fails);
    for (const value of samples(term)) {
      if (left <= 0) return false;
      values.set(term, value);
      if (visit(index + 1)) return true;
    }
    return false;
  };
  if (visit(0)) return true;
  for (const [term, was, value] of before) {
    if (was) values.set(term, value);
    else values.delete(term);
  }
  return false;
}

/** The values to try for a term: those that conditions are mostly true for, then all that the condition tells apart, also from what was tried before. */
function samplesFor(condition: Condition, tried: readonly unknown[]): (term: string) => Iterable<unknown> {
  const survey = surveyOf([condition]);
  const constants = new Set([...survey.constants, ...tried.filter((each) => typeof each !== 'object')]);
  const samplesOf = createSamples({ ...survey, asksForIntegers: true, constants: [...constants], terms: Math.max(survey.terms.size, 1) });
  const known = new Map<string, readonly unknown[]>();
  // There are many of them, and one of the first will nearly always do.
  return function* (term) {
    const kinds = survey.terms.get(term) ?? [];
    yield* simpleSamples(kinds, constants);
    const all = known.get(term) ?? samplesOf(kinds);
    known.set(term, all);
    yield* all;
  };
}
