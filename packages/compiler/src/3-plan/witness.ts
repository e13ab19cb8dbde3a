/** The element at which a quantifier of a clause was decided: taken by its predicate itself, so that a violation can name it. */
import type ts from 'typescript';
import { addBinding } from '../1-read/resolve.ts';
import type { TypeScript } from '../contract.ts';
import type { PlanDraft } from './draft.ts';
import { code, joinCode, keep, type Code } from './plan.ts';

/** A call that asks a predicate about each element until one decides it. */
export interface Quantifier {
  readonly call: ts.CallExpression;
  readonly predicate: ts.ArrowFunction & { readonly body: ts.Expression };
  /** The names that the predicate gives to what it is asked about. */
  readonly names: readonly string[];
  /** The answer that the last element asked about is the reason of: false of `forall`, true of `exists`. */
  readonly decisive: boolean;
}

/** The answers that end a search, by what the quantifiers are called: ours, and those of arrays. */
const decisiveAnswers: ReadonlyMap<string, boolean> = new Map([['forall', false], ['exists', true], ['every', false], ['some', true]]);

/** The quantifier that a call is; undefined if it is none, or its predicate is not written in place. `imported` tells what local names were imported as. */
export function quantifierOf(ts: TypeScript, call: ts.CallExpression, imported: ReadonlyMap<string, string>): Quantifier | undefined {
  const { expression: callee } = call;
  const name = ts.isIdentifier(callee) ? (imported.get(callee.text) ?? callee.text) : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  const decisive = decisiveAnswers.get(name);
  const predicate = call.arguments.at(ts.isIdentifier(callee) ? 1 : 0);
  if (decisive === undefined || !predicate || !ts.isArrowFunction(predicate) || ts.isBlock(predicate.body)) return undefined;
  const names = new Set<string>();
  for (const parameter of predicate.parameters) addBinding(ts, parameter.name, names);
  return names.size === 0 ? undefined : { call, predicate: predicate as Quantifier['predicate'], names: [...names], decisive };
}

/** Whether a predicate has a contract of its own, for which its body became a block. */
export function hasChecks(draft: PlanDraft, { predicate }: Quantifier): boolean {
  const edit = draft.edits.get(predicate.body);
  return edit?.op === 'replace' && edit.as === 'body';
}

/**
 * Plans that the predicate keeps what it is asked about in `temporaries`, one a name.
 *
 * before → after: `(each) => each > 0` → `(each) => (p$1 = each, each > 0)`
 */
export function keepWitness(draft: PlanDraft, { predicate, names }: Quantifier, temporaries: readonly string[]): void {
  const { body } = predicate;
  const kept = joinCode(names.map((name, index) => [`${temporaries[index] ?? ''} = ${name}`]), ', ');
  draft.edits.set(body, { op: 'replace', code: code`(${kept}, ${edited(draft, body)})` });
}

/**
 * Plans that the witness is forgotten once another answer came out of the search; `answer` is the temporary of the answer.
 *
 * before → after: `forall(xs, …)` → `((p$2 = forall(xs, …)) === true ? (p$1 = p$f, p$2) : p$2)`
 */
export function forgetWitness(draft: PlanDraft, { call, decisive }: Quantifier, { temporaries, answer, unset }: { temporaries: readonly string[]; answer: string; unset: string }): void {
  const forget = temporaries.map((name) => `${name} = ${unset}`).join(', ');
  const existing = draft.edits.has(call) ? edited(draft, call) : code`(${answer} = ${keep(call)})`;
  draft.edits.set(call, { op: 'replace', code: code`(${existing} === ${String(!decisive)} ? (${forget}, ${answer}) : ${answer})` });
}

/** A node as it is planned so far, for an edit that goes around it. */
function edited(draft: PlanDraft, node: ts.Expression): Code {
  const edit = draft.edits.get(node);
  return edit?.op === 'replace' ? edit.code : [keep(node)];
}
