/** Runs several calls at the same time, in an order that is given: one part of one call after the other. */
import { setViolationHandler, type ContractViolationError } from '@proviso/runtime';
import { setImmediate, setTimeout as startTimer } from 'node:timers/promises';
import { outcomeOfOverlapped } from '../running/outcome.ts';
import type { Target } from '../running/invoke.ts';
import { outside } from '../running/unless-it-waits.ts';
import { judgementOf } from './judging.ts';
import { beginRun } from './ongoing.ts';
import { callOf, within, type Turn, type Turns } from './turns.ts';

/** A call that is about to begin. */
export interface Beginning {
  readonly target: Target;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** Whose turn it is: a call, and which of the parts of it that can go on. */
export interface Choice {
  readonly call: number;
  readonly part: number;
}

/** One part of a call, from where it goes on to where it waits. */
export interface Part {
  readonly call: number;
  /** `path:line`; undefined where the call begins. */
  readonly from: string | undefined;
  readonly waits: string[];
  isEnd: boolean;
}

export interface Overlapped {
  /** What was done, in order, up to the violation. */
  readonly parts: readonly Part[];
  readonly choices: readonly Choice[];
  readonly broken: { readonly call: number; readonly violation: ContractViolationError; readonly wasSwallowed: boolean } | undefined;
  /** Of each call, whether it was allowed. */
  readonly isAllowed: readonly boolean[];
  /** Something of one call ran while another one waited. */
  readonly isOverlapped: boolean;
  /** All calls came to their ends. */
  readonly isOver: boolean;
  /** It waited for a timer, a file or the like, which takes long. */
  readonly isSlow: boolean;
}

export interface Overlapping {
  /** Gives a call when its time has come; undefined where it cannot be made. */
  readonly calls: readonly (() => Beginning | undefined)[];
  readonly order: readonly Choice[];
  /** The ids of postconditions that are judged. */
  readonly lasting: ReadonlySet<string>;
  /** Calls come one after the other. */
  readonly isSequential?: boolean;
}

interface Run extends Overlapping {
  readonly turns: Turns;
  readonly waiting: Turn[];
  readonly parts: Part[];
  readonly choices: Choice[];
  readonly isAllowed: boolean[];
  readonly errors: unknown[];
  readonly begun: Set<number>;
  readonly ended: Set<number>;
  /** What was under way already. */
  readonly outsideBefore: number;
  /** How far the order was followed. */
  at: number;
  broken: { readonly call: number; readonly violation: ContractViolationError } | undefined;
  isOverlapped: boolean;
  isSlow: boolean;
}

/** So many parts are enough for calls that mean to end. */
const mostParts = 500;

/** Milliseconds to wait for something outside of the calls: a timer, a file. */
const patience = 250;

/**
 * Runs calls that overlap.
 *
 * @noContract the code of the project runs
 */
export async function overlap(overlapping: Overlapping): Promise<Overlapped> {
  const run = begin(overlapping);
  const previous = setViolationHandler((violation) => decide(run, violation));
  const end = beginRun();
  try {
    await goOn(run);
  } finally {
    run.turns.isOn = false;
    for (const { go, place } of run.waiting.splice(0)) if (place !== undefined) go();
    await setImmediate();
    setViolationHandler(previous);
    end(isOver(run));
  }
  const { parts, choices, broken, isAllowed, isOverlapped, isSlow, errors } = run;
  return { parts, choices, isAllowed, isOverlapped, isSlow, isOver: isOver(run), broken: broken && { ...broken, wasSwallowed: !errors.includes(broken.violation) } };
}

function isOver({ ended, calls }: Run): boolean {
  return ended.size === calls.length;
}

function begin(overlapping: Overlapping): Run {
  const waiting: Turn[] = [];
  const parts: Part[] = [];
  const turns: Turns = {
    isOn: true,
    waits: (call, place) => void parts.findLast((part) => part.call === call)?.waits.push(place),
    ready: (turn) => void waiting.push(turn),
  };
  const run: Run = { ...overlapping, turns, waiting, parts, choices: [], isAllowed: overlapping.calls.map(() => true), errors: [], begun: new Set(), ended: new Set(), outsideBefore: outside(), at: 0, broken: undefined, isOverlapped: false, isSlow: false };
  waiting.push(...overlapping.calls.map((_, call): Turn => ({ call, place: undefined, go: () => void makeCall(run, call) })));
  return run;
}

async function makeCall(run: Run, call: number): Promise<void> {
  const beginning = run.calls[call]?.();
  if (beginning) {
    const outcome = await within(run.turns, call, () => outcomeOfOverlapped(beginning.target, beginning.self, beginning.args));
    if (outcome.outcome === 'threw') run.errors.push(outcome.error);
  } else run.isAllowed[call] = false;
  run.ended.add(call);
}

function decide(run: Run, violation: ContractViolationError): 'throw' | 'continue' {
  const call = callOf(run.turns);
  if (call === undefined || run.broken) return 'throw';
  const judgement = judgementOf(violation, run.lasting);
  if (judgement === 'not judged') return 'continue';
  if (judgement === 'broken') run.broken = { call, violation };
  else run.isAllowed[call] = false;
  return 'throw';
}

/** Once something is broken, the calls come to their ends in any order, so that nothing of them is left. */
async function goOn(run: Run): Promise<void> {
  for (let left = mostParts; left > 0 && !isOver(run); left--) {
    const turn = next(run);
    if (turn) await take(run, turn);
    else if (!(await somethingSettles(run))) return;
  }
}

async function take(run: Run, { call, place, go }: Turn): Promise<void> {
  const isAfter = run.broken !== undefined;
  const others = [...run.begun].filter((each) => each !== call && !run.ended.has(each) && run.isAllowed[each] === true);
  const part: Part = { call, from: place, waits: [], isEnd: false };
  if (!isAfter) run.parts.push(part);
  run.begun.add(call);
  go();
  await setImmediate();
  part.isEnd = run.ended.has(call);
  if (!isAfter && others.length > 0 && run.isAllowed[call] === true) run.isOverlapped = true;
}

/** Where nothing outside is under way, what waits does so for a call that was not made. */
async function somethingSettles(run: Run): Promise<boolean> {
  const { waiting, outsideBefore } = run;
  await setImmediate();
  for (let left = patience; left > 0 && waiting.length === 0 && outside() > outsideBefore; left -= pause) {
    run.isSlow = true;
    await startTimer(pause);
  }
  return waiting.length > 0;
}

const pause = 5;

/** The next of the order that can go on; where there is none, whoever has waited longest. */
function next(run: Run): Turn | undefined {
  const { waiting, order, begun, ended, isSequential } = run;
  if (isSequential === true) return taken(run, waiting.find(({ call }) => begun.has(call)) ?? (begun.size === ended.size ? waiting[0] : undefined));
  for (let at = run.at; at < order.length; at++) {
    const { call, part } = order[at] as Choice;
    const turns = waiting.filter((turn) => turn.call === call);
    if (turns.length === 0) continue;
    run.at = at + 1;
    return taken(run, turns[part % turns.length]);
  }
  return taken(run, waiting[0]);
}

function taken({ waiting, choices, broken }: Run, turn: Turn | undefined): Turn | undefined {
  if (!turn) return undefined;
  if (!broken) choices.push({ call: turn.call, part: waiting.filter(({ call }) => call === turn.call).indexOf(turn) });
  waiting.splice(waiting.indexOf(turn), 1);
  return turn;
}
