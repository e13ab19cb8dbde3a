/** What the processes say to each other. Types only. */
import type { Report, Subject } from '@proviso/testing';
import type { Aliases } from './aliases.ts';

/** How a process is set up, as the text of an environment variable. */
export interface WorkerSetup {
  readonly root: string;
  readonly config: string | undefined;
  /** So many times calls of async code overlap; 0 leaves that out. */
  readonly interleavings: number;
  /** Other names of the project's modules. */
  readonly aliases?: Aliases | undefined;
  /** The project's files of JavaScript, with `/` as separator: TypeScript alone is compiled unless somebody names others. */
  readonly scripts: readonly string[];
}

export interface Task {
  readonly subject: Subject;
  readonly runs: number;
  readonly exhaustive: number;
  readonly seed: number;
  /** Milliseconds. */
  readonly patience: number;
  readonly interleavings: number;
  /** NaN and the infinities are inputs like others. */
  readonly nonFinite: boolean;
  /** Small inputs alone are tried. */
  readonly isNear?: boolean;
  /** A file that is told of each call before it is made. */
  readonly trace?: string;
}

export type Answer =
  | { readonly answer: 'ready' }
  /** `isSpoiled`: what every module relies on was changed, so that nothing else can be judged in this process. */
  | { readonly answer: 'reports'; readonly reports: readonly Report[]; readonly isSpoiled: boolean }
  /** The code could not be loaded, or something outside of any call went wrong. */
  | { readonly answer: 'failed'; readonly reason: string };
