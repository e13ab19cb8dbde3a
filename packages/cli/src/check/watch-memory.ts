/** Ends what takes memory outside of V8's heap, such as buffers, for which V8 itself has no limit. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds. */
const interval = 200;

const pageSize = 4096;

/** Node itself, and heap that is not yet collected. */
const besides = 1.5;

/**
 * Looks at a process until it is told to stop, and tells when it has much more than `megabytes`. Where there is no `/proc`, nothing is looked at.
 *
 * @noContract it reads what the system says of a process
 */
export function watchMemory({ pid }: ChildProcess, megabytes: number, onTooMuch: () => void): { readonly stop: () => void } {
  const most = (megabytes * besides + 200) * 1e6;
  const timer = setInterval(() => {
    if (pid !== undefined && residentOf(pid) > most) onTooMuch();
  }, interval);
  return { stop: () => clearInterval(timer) };
}

/** Bytes that a process has in memory; 0 where nobody says. */
function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageSize;
  } catch {
    return 0;
  }
}
