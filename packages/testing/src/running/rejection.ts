/** Inputs that do not meet the preconditions of the call itself: there are many, so no violation with a message is made for them. */
import { state, type State } from '@proviso/runtime/check';

type FailedClause = Parameters<NonNullable<State['sift']>>[0];

/** Thrown instead of a violation: the precondition that a call did not meet. */
export class Rejection {
  readonly clause: string;

  /** @noContract it keeps what it is given */
  constructor(clause: string) {
    this.clause = clause;
  }
}

/**
 * Runs what makes a call with `provisoInvoke`, as far as it is synchronous.
 *
 * @throws {Rejection} where a precondition of that call itself is not met.
 * @noContract the code of the project runs
 */
export function sifted<Value>(call: () => Value): Value {
  state.sift = reject;
  try {
    return call();
  } finally {
    state.sift = undefined;
  }
}

function reject({ row: [kind, , , , id, , , , , , frames = 1], site: [report] }: FailedClause): void {
  if (kind !== 'requires' || !isCalledByUs(report, frames)) return;
  throw new Rejection(id); // eslint-disable-line @typescript-eslint/only-throw-error -- an error would have a stack, which takes long
}

/** Whether what has the precondition was called by `provisoInvoke`; as many frames as `frames` are its own. */
function isCalledByUs(report: FailedClause['site'][0], frames: number): boolean {
  const holder: { stack?: string } = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames + 1;
  Error.captureStackTrace(holder, report);
  Error.stackTraceLimit = stackTraceLimit;
  const { stack = '' } = holder;
  return stack.slice(stack.lastIndexOf('\n')).includes('provisoInvoke');
}
