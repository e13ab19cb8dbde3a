/** One line that tells how far a run is, where a person is looking. */
import type { Report } from '@proviso/testing';

export interface Progress {
  readonly step: (reports: readonly Report[]) => void;
  readonly end: () => void;
}

/**
 * Tells of progress on stderr; says nothing in CI and in files.
 *
 * @noContract it writes to the terminal
 */
export function progressOf(total: number): Progress {
  const { stderr } = process;
  const isWatched = stderr.isTTY === true && !process.env['CI'];
  let done = 0;
  let refuted = 0;
  return {
    step(reports) {
      done++;
      refuted += reports.filter(({ verdict: { verdict } }) => verdict === 'refuted').length;
      if (isWatched) stderr.write(`\r\x1b[K${done} of ${total}${refuted > 0 ? `, ${refuted} refuted` : ''}`);
    },
    end() {
      if (isWatched) stderr.write('\r\x1b[K');
    },
  };
}
