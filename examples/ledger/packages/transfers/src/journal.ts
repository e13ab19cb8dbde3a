/** A movement of money, as it is written down. */
export interface Entry {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** Where every movement is written down before it counts. Writing may fail; then nothing was written. */
export interface Journal {
  /** Gives the entry's number, which counts from 1. */
  write(entry: Entry, token: string): Promise<number>;
}

/** Whether a text has the form of an access token. */
export const isToken = (text: string): boolean => /^tok_[0-9a-f]{16}$/.test(text);

/** A journal in memory. `authorise` decides whose token may write; to refuse, it throws. */
export function createJournal(entries: Entry[], authorise: (token: string) => Promise<void>): Journal {
  return {
    /**
     * Writes an entry down.
     *
     * @secret token
     * @requires `isToken(token)`: an access token, whole
     * @requires `entry.from !== entry.to`
     * @ensures `entries[result - 1] === entry`
     */
    async write(entry: Entry, token: string): Promise<number> {
      await authorise(token);
      return entries.push(entry);
    },
  };
}
