import { skipped } from './clause.ts';
import type { FailedClause, Site } from './clause.ts';
import type { ContractViolationError, ViolationHandler } from './contract-violation-error.ts';
import { describe } from './describe.ts';
import { warn } from './host.ts';
import { builtin } from './node.ts';
import { state } from './state.ts';

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/** Whether checks are off where the clause was evaluated, or were when its `old` values should have been captured. */
export function isMuted(caught?: unknown): boolean {
  return state.off > 0 || caught === skipped[0];
}

/** Reports under `enforce`: publishes, asks the handler, and throws unless it says `continue`. */
export function enforce(failed: FailedClause): void {
  state.sift?.(failed);
  const violation = create(failed);
  if (tell(violation, state.handler) !== 'continue') throw violation;
}

/** Reports under `observe`: publishes, counts, and tells the handler or the console of the first; never throws. */
export function record(failed: FailedClause): void {
  const id = failed.row[4];
  const count = (state.counts.get(id) ?? 0) + 1;
  state.counts.set(id, count);
  try {
    const isFirst = count === 1;
    if (isFirst || channel()?.hasSubscribers) tell(create(failed), isFirst ? state.handler ?? log : undefined);
  } catch {
    // An observer that fails must not change what the program does.
  }
}

/**
 * Publishes a violation and gives the handler's answer. Handlers and subscribers may call code with contracts: checks
 * are off meanwhile, else they could report without end.
 */
export function tell(violation: ContractViolationError, handler: ViolationHandler | undefined): unknown {
  state.off = 1;
  try {
    channel()?.publish(violation);
    return handler?.(violation);
  } finally {
    state.off = 0;
  }
}

/** The error of a failed clause, with a stack that begins below what reports it; for `requires`, at the caller. */
export function create(failed: FailedClause): ContractViolationError {
  const error = describe(failed);
  const { message } = error;
  try {
    (Error as unknown as { captureStackTrace(error: Error, report: Site[0]): void }).captureStackTrace(error, failed.site[0]);
    if (error.kind === 'requires') error.stack = withoutFrames(error.stack!, message, failed.row[10] ?? 1);
  } catch {
    // A host or a hook with stacks of another shape: the error is good without the change.
  }
  return error;
}

// The first frames are the callee's, which is not at fault. Only some hosts put the message before them.
function withoutFrames(stack: string, message: string, count: number): string {
  const at = stack.indexOf(message);
  const start = at < 0 ? 0 : at + message.length + 1;
  let end = start - 1;
  for (let left = count; left > 0; left--) {
    end = stack.indexOf('\n', end + 1);
    if (end < 0) return stack;
  }
  return stack.slice(0, start) + stack.slice(end + 1);
}

function log(violation: ContractViolationError): 'continue' {
  warn(String(violation));
  return 'continue';
}

function channel(): Channel | undefined {
  const module = builtin('node:diagnostics_channel') as { channel(name: string): Channel } | undefined;
  return module?.channel('proviso:violation');
}
