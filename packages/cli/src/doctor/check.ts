/** The form of a check of `proviso doctor`. Types only. */
import type { Folder } from './folder.ts';

export interface Finding {
  /** `note`: it works, and could be better. `skipped`: another check has to be right first. */
  readonly state: 'right' | 'wrong' | 'note' | 'skipped';
  /** What was found. */
  readonly found: string;
  /** What to do about it. */
  readonly todo?: string;
}

export interface Check {
  /** One or two words. */
  readonly name: string;
  readonly look: (folder: Folder) => Finding;
}
