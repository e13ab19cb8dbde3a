/** Runs calls that begin at once and go on as they like: what a test can do that knows nothing of turns. */
import { setViolationHandler } from '@proviso/runtime';
import { state } from '@proviso/runtime/check';
import { setImmediate, setTimeout as startTimer } from 'node:timers/promises';
import { outcomeOfOverlapped, type Outcome } from '../running/outcome.ts';
import { beginRun } from './ongoing.ts';
import type { Beginning } from './overlap.ts';

/** Milliseconds. */
const patience = 250;

/** An invariant that is broken while its object waits is seen under the profile `audit` alone. */
const auditedPhase = 'pause';

/**
 * Whether one of the calls fails with a violation of a clause, also where nothing but `audit` is left out.
 *
 * @noContract the code of the project runs
 */
export async function isBrokenNaturally(calls: readonly (() => Beginning | undefined)[], id: string): Promise<boolean> {
  const audited = new Set<unknown>();
  const previous = setViolationHandler((violation) => {
    if (state.phase === auditedPhase) audited.add(violation);
    return 'throw';
  });
  const end = beginRun();
  let isOver = false;
  try {
    const outcomes = await Promise.race([Promise.all(calls.map(outcomeOf)), startTimer(patience, [])]);
    isOver = outcomes.length === calls.length;
    return outcomes.some((outcome) => outcome?.outcome === 'threw' && !audited.has(outcome.error) && idOf(outcome.error) === id);
  } finally {
    await setImmediate();
    setViolationHandler(previous);
    end(isOver);
  }
}

async function outcomeOf(call: () => Beginning | undefined): Promise<Outcome | undefined> {
  const beginning = call();
  return beginning && outcomeOfOverlapped(beginning.target, beginning.self, beginning.args);
}

function idOf(error: unknown): string | undefined {
  return (error as { readonly clause?: { readonly id?: string } } | undefined)?.clause?.id;
}
