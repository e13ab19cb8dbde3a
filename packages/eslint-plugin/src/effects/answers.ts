/** Answers that a place was handed over for, and that set that place when they come: `this.state = await next(this.state)`. */
import type ts from 'typescript';
import { typescript } from '../source.ts';
import { unwrapped } from '../unwrapped.ts';
import { aliasedPlace } from './aliases.ts';
import { bindingOf, constantValue } from './bindings.ts';
import type { Branch, Event, Flow, Read, Suspend, Write } from './events.ts';
import type { Question } from './held-sources.ts';
import { samePlace, type Place } from './place.ts';
import type { Stale } from './staleness.ts';

export interface AnswerQuestion extends Pick<Question, 'isShared' | 'locks' | 'isGuard'> {
  /** Whether several runs of the function certainly share the place. */
  readonly isOfRuns: (place: Place) => boolean;
}

/** What the call gives depends on what it was handed: by the time that it sets the place, another value may be there. */
export function staleAnswers(flow: Flow, question: AnswerQuestion): Stale[] {
  const events = flow.blocks.flatMap((block) => block.events);
  return events.flatMap((write): Stale[] => {
    if (write.kind !== 'write' || !isAnswerable(write, question)) return [];
    const answer = answerOf(write, question.isOfRuns(write.place));
    const arg = answer?.call.arguments.find((each) => isPlace(flow, each, write.place));
    const suspend = arg && events.find((each): each is Suspend => each.kind === 'suspend' && each.operand !== undefined && unwrapped(typescript, each.operand) === answer?.call);
    const read = arg && events.find((each): each is Read => each.kind === 'read' && each.node === unwrapped(typescript, arg));
    if (!suspend || !read || !answer || isLocked(events, { suspend, write }, question) || (!answer.isAtOnce && mayBeUpToDate(events, write, question))) return [];
    return [{ read, suspend, write, laterChecks: 0 }];
  });
}

function isAnswerable({ how, value, place }: Write, { isShared, isOfRuns }: AnswerQuestion): boolean {
  return value !== undefined && (how === 'assign' || (how === 'compound' && isOfRuns(place))) && isShared(place);
}

function isPlace({ node }: Flow, expression: ts.Expression, place: Place): boolean {
  const handed = aliasedPlace({ node, owners: new Set([node]) }, expression);
  return handed !== undefined && samePlace(handed, place);
}

interface Answer {
  readonly call: ts.CallExpression;
  /** It is awaited where it is written, so that nothing comes between. */
  readonly isAtOnce: boolean;
}

/** The awaited call whose answer a write sets: right there, or by the name of a constant; where several runs go on at once also a part of the answer, as a cursor that moves on. */
function answerOf({ value, how }: Write, takesParts: boolean): Answer | undefined {
  let node = value && unwrapped(typescript, value);
  if (how === 'assign' && node && typescript.isAwaitExpression(node)) return answered(node, true);
  const isPart = takesParts && node !== undefined && typescript.isPropertyAccessExpression(node);
  while (takesParts && node && typescript.isPropertyAccessExpression(node)) node = unwrapped(typescript, node.expression);
  const binding = node && typescript.isIdentifier(node) && (how === 'assign' || isPart) ? bindingOf(node) : undefined;
  const made = constantValue(binding);
  const awaited = made && unwrapped(typescript, made);
  return awaited && typescript.isAwaitExpression(awaited) ? answered(awaited, false) : undefined;
}

function answered({ expression }: ts.AwaitExpression, isAtOnce: boolean): Answer | undefined {
  const call = unwrapped(typescript, expression);
  return typescript.isCallExpression(call) ? { call, isAtOnce } : undefined;
}

function isLocked(events: readonly Event[], { suspend, write }: Pick<Stale, 'suspend' | 'write'>, { locks }: AnswerQuestion): boolean {
  return events.some((event) => event.kind === 'suspend' && event !== suspend && event.node.pos < write.node.pos && locks(event));
}

/** Whether a condition over something that others write stands before the write: it may have asked whether the answer still counts, or kept the others out. */
function mayBeUpToDate(events: readonly Event[], write: Write, { isShared, isGuard }: AnswerQuestion): boolean {
  const isAsked = (branch: Branch): boolean => isGuard(branch) || branch.inputs.some(({ place }) => isShared(place) || place.root.kind === 'captured');
  return events.some((event) => event.kind === 'branch' && event.node.pos < write.node.pos && isAsked(event));
}
