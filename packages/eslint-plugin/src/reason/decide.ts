/** Decides whether conditions can hold together, and whether they always do, by trying values that stand for all values. */
import type ts from 'typescript';
import { evaluate, globalPath, isComparison, truth, type Outcome, type Scope } from './evaluate.ts';
import { unwrapped } from '../unwrapped.ts';
import { isObject, type ValueKind } from './kinds.ts';
import { createSamples, simpleSamples, type Question } from './samples.ts';
import { atEntry, termKey, type TermContext } from './terms.ts';

/** A condition, and how its names are understood. */
export interface Condition {
  readonly expression: ts.Expression;
  readonly context: TermContext;
  /** It was looked at on entry, the others on return. */
  readonly wasEarlier?: boolean;
  readonly isGlobal: (name: string) => boolean;
  /** The value of a name that never changes. */
  readonly constantOf: (node: ts.Expression) => Outcome;
  /** The values that a term can have. */
  readonly kindsOf: (node: ts.Expression) => readonly ValueKind[];
}

/** What is known of some conditions, taken together. */
export interface Verdict {
  readonly never: boolean;
  readonly always: boolean;
}

const undecided: Verdict = { never: false, always: false };

/** How many combinations of values are tried at most; more terms than that are not reasoned about. */
const mostTrials = 40_000;
const mostTerms = 3;

/** How many conditions may still be evaluated. What is asked when none may stays undecided. */
export interface Effort {
  left: number;
}

/** What is asked of conditions. */
interface Asked {
  /** Whether they always hold; whether they never do is always asked. */
  readonly always: boolean;
  readonly effort?: Effort | undefined;
  /** Is given the conditions that were false for something. */
  readonly refuting?: Set<Condition> | undefined;
}

/** Whether the conditions certainly never hold together. */
export function neverHold(conditions: readonly Condition[], asked: Omit<Asked, 'always'> = {}): boolean {
  return decide(conditions, { ...asked, always: false }).never;
}

/** Whether the conditions never hold together, or always do. Says neither where it is not certain. */
export function decide(conditions: readonly Condition[], asked: Asked = { always: true }): Verdict {
  const survey = surveyOf(conditions);
  const { terms } = survey;
  const knowsNothing = terms.size + survey.constants.size === 0;
  if (knowsNothing || terms.size > mostTerms || !isDecidable(survey)) return undecided;
  if (!asked.always && mayHold(conditions, survey, asked.effort)) return undecided;
  const question: Question = { ...survey, constants: [...survey.constants], terms: Math.max(terms.size, 1) };
  const samplesOf = createSamples(question);
  const samples = [...terms].map(([key, kinds]) => ({ key, values: samplesOf(kinds) }));
  const trials = samples.reduce((product, { values }) => product * values.length, 1);
  return trials === 0 || trials > mostTrials ? undecided : tryAll(conditions, samples, asked);
}

/** Whether a few of the samples show at once that the conditions can hold together, as nearly all that people write can. */
function mayHold(conditions: readonly Condition[], { terms, constants }: Survey, effort: Effort | undefined): boolean {
  const samples = [...terms].map(([key, kinds]) => ({ key, values: simpleSamples(kinds, constants) }));
  return !tryAll(conditions, samples, { always: false, effort }).never;
}

/** The names of the terms in a condition. */
export function termsOf(condition: Condition): ReadonlyMap<string, readonly ValueKind[]> {
  return surveyOfOne(condition).terms;
}

interface Sampled {
  readonly key: string;
  readonly values: readonly unknown[];
}

/** A condition with what it is evaluated in. */
interface Scoped {
  readonly condition: Condition;
  readonly scope: Scope;
}

/** Tries all combinations of values, until both answers are disproved. */
function tryAll(conditions: readonly Condition[], samples: readonly Sampled[], { always, effort, refuting }: Asked): Verdict {
  const values = new Map<string, unknown>();
  const scoped = conditions.map((condition): Scoped => ({ condition, scope: scopeOf(condition, values) }));
  let verdict: Verdict = { never: true, always };
  const visit = (index: number): void => {
    const sampled = samples[index];
    if (!sampled) {
      const holds = conjunction(scoped, { effort, refuting });
      verdict = { never: verdict.never && holds === false, always: verdict.always && holds === true };
      return;
    }
    for (const value of sampled.values) {
      if (!verdict.never && !verdict.always) return;
      values.set(sampled.key, value);
      visit(index + 1);
    }
  };
  visit(0);
  return effort && effort.left < 0 ? undecided : verdict;
}

/** Whether all conditions hold: one that does not decides, whatever the others are, and is asked first the next time. */
function conjunction(scoped: Scoped[], { effort, refuting }: Pick<Asked, 'effort' | 'refuting'>): boolean | undefined {
  let all: boolean | undefined = true;
  for (const [at, each] of scoped.entries()) {
    if (effort && effort.left-- < 0) return undefined;
    const one = truth(each.scope, each.condition.expression);
    if (one === false) {
      scoped.splice(at, 1);
      scoped.unshift(each);
      refuting?.add(each.condition);
      return false;
    }
    if (one === undefined) all = undefined;
  }
  return all;
}

/** What a condition is evaluated in, where its terms have some values. */
export function scopeOf(condition: Condition, values: ReadonlyMap<string, unknown>): Scope {
  const { context, isGlobal } = condition;
  const keys = new Map<ts.Expression, string | undefined>();
  const lookUp = (node: ts.Expression): Outcome | 'inside' => {
    if (isPredicateCall(condition, node)) return 'inside';
    if (!keys.has(node)) keys.set(node, keyOf(condition, node));
    const key = keys.get(node);
    return key !== undefined && values.has(key) ? { value: values.get(key) } : constantIn(condition, node);
  };
  return { ts: context.ts, isGlobal, lookUp };
}

function keyOf({ context, wasEarlier }: Condition, node: ts.Expression): string | undefined {
  const key = termKey(context, node);
  return key !== undefined && wasEarlier === true ? atEntry(context, key) : key;
}

function constantIn(condition: Condition, node: ts.Expression): Outcome {
  const { context, isGlobal } = condition;
  const { ts } = context;
  return evaluate({ ts, isGlobal, lookUp: (each) => condition.constantOf(each) ?? (ts.isIdentifier(each) ? undefined : 'inside') }, node);
}

const predicates = new Set(['Number.isInteger', 'Number.isSafeInteger', 'Number.isFinite', 'Number.isNaN', 'Array.isArray', 'Object.is']);

/** A call that tells values apart no finer than the samples do. */
function isPredicateCall({ context, isGlobal }: Condition, node: ts.Expression): node is ts.CallExpression {
  if (!context.ts.isCallExpression(node)) return false;
  const path = globalPath({ ts: context.ts, isGlobal, lookUp: () => undefined }, node.expression);
  return path !== undefined && predicates.has(path);
}

/** What conditions ask, and of which terms. */
export interface Survey extends Omit<Question, 'constants' | 'terms'> {
  readonly constants: Set<unknown>;
  readonly terms: Map<string, readonly ValueKind[]>;
  orders: boolean;
  asksForIntegers: boolean;
  asksForShapes: boolean;
  /** What is put in an order with something: a constant string, another constant, another term. */
  ordersStrings: boolean;
  ordersNumbers: boolean;
  ordersTerms: boolean;
  /** Something is compared by `==`, but not with null; two terms are. */
  convertsToEquate: boolean;
  equatesLoosely: boolean;
}

function emptySurvey(): Survey {
  return {
    constants: new Set(), terms: new Map(), orders: false, asksForIntegers: false, asksForShapes: false,
    ordersStrings: false, ordersNumbers: false, ordersTerms: false, convertsToEquate: false, equatesLoosely: false,
  };
}

const surveys = new WeakMap<Condition, Survey>();

function surveyOfOne(condition: Condition): Survey {
  const known = surveys.get(condition);
  if (known) return known;
  const survey = emptySurvey();
  look(survey, condition, condition.expression);
  surveys.set(condition, survey);
  return survey;
}

/** What some conditions ask together. */
export function surveyOf(conditions: readonly Condition[]): Survey {
  const [first, ...others] = conditions.map(surveyOfOne);
  if (!first || others.length === 0) return first ?? emptySurvey();
  const all = { ...first, constants: new Set(first.constants), terms: new Map(first.terms) };
  for (const each of others) {
    for (const constant of each.constants) all.constants.add(constant);
    for (const [key, kinds] of each.terms) if (!all.terms.has(key)) all.terms.set(key, kinds);
    all.orders ||= each.orders;
    all.asksForIntegers ||= each.asksForIntegers;
    all.asksForShapes ||= each.asksForShapes;
    all.ordersStrings ||= each.ordersStrings;
    all.ordersNumbers ||= each.ordersNumbers;
    all.ordersTerms ||= each.ordersTerms;
    all.convertsToEquate ||= each.convertsToEquate;
    all.equatesLoosely ||= each.equatesLoosely;
  }
  return all;
}

/** Adds what a condition asks, going into what is always looked into. */
function look(survey: Survey, condition: Condition, expression: ts.Expression): void {
  const { ts } = condition.context;
  const node = unwrapped(ts, expression);
  const constant = constantIn(condition, node);
  if (constant) return void survey.constants.add(constant.value);
  if (isComparison(ts, node)) lookAtComparison(survey, condition, node);
  const parts = partsOf(condition, node);
  for (const part of parts ?? []) look(survey, condition, part);
  const isPredicate = isPredicateCall(condition, node);
  survey.asksForIntegers ||= isPredicate && /Integer/.test(node.expression.getText());
  survey.asksForShapes ||= isPredicate || ts.isTypeOfExpression(node);
  if (parts) return;
  const key = keyOf(condition, node);
  if (key !== undefined && !survey.terms.has(key)) survey.terms.set(key, condition.kindsOf(node));
}

/** The operands of an expression that is looked into; undefined for one that is a term as a whole. */
function partsOf(condition: Condition, node: ts.Expression): readonly ts.Expression[] | undefined {
  const { ts } = condition.context;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [node.operand];
  if (ts.isTypeOfExpression(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition, node.whenTrue, node.whenFalse];
  if (isComparison(ts, node) || (ts.isBinaryExpression(node) && isLogic(ts, node))) return [node.left, node.right];
  return isPredicateCall(condition, node) ? node.arguments : undefined;
}

function isLogic(ts: Condition['context']['ts'], node: ts.BinaryExpression): boolean {
  return ['&&', '||', '??'].includes(ts.tokenToString(node.operatorToken.kind) ?? '');
}

function lookAtComparison(survey: Survey, condition: Condition, node: ts.BinaryExpression): void {
  const operator = condition.context.ts.tokenToString(node.operatorToken.kind) ?? '';
  if (operator === '===' || operator === '!==') return;
  const constants = [node.left, node.right].flatMap((each) => constantIn(condition, each) ?? []);
  if (operator === '==' || operator === '!=') {
    survey.convertsToEquate ||= constants.every(({ value }) => value !== null && value !== undefined);
    survey.equatesLoosely ||= constants.length === 0;
    return;
  }
  survey.orders = true;
  survey.ordersTerms ||= constants.length === 0;
  survey.ordersStrings ||= constants.some(({ value }) => typeof value === 'string');
  survey.ordersNumbers ||= constants.some(({ value }) => typeof value !== 'string');
}

/** Whether samples stand for all values: strings are put in one order among themselves and in another beside numbers. */
function isDecidable(survey: Survey): boolean {
  const kinds = [...survey.terms.values()].flat();
  if (survey.equatesLoosely && survey.terms.size > 2) return false;
  if (!survey.orders || !kinds.some(isText)) return true;
  // An object may convert to one value for `<` and to another for `==`, as dates do.
  if (survey.convertsToEquate && kinds.some(isObject)) return false;
  if (survey.ordersTerms && survey.terms.size > 1) {
    const isAllText = kinds.every(isText) && !survey.ordersNumbers;
    return isAllText || (survey.terms.size === 2 && survey.constants.size === 0);
  }
  return !(survey.ordersStrings && survey.ordersNumbers);
}

/** A string, or an object, which may convert to one. */
function isText(kind: ValueKind): boolean {
  return 'all' in kind ? kind.all === 'string' || isObject(kind) : typeof kind.only === 'string';
}
