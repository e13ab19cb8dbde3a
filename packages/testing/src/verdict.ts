/** What came of checking a subject. Types only. */
import type { ClauseNote } from './subject.ts';

export type Verdict =
  /** So many calls that met the preconditions kept every promise. */
  | { readonly verdict: 'passed'; readonly runs: number; readonly interleaved?: number }
  /** So did every call that there is. `interleaved`: in so many further runs calls overlapped. */
  | { readonly verdict: 'exhaustive'; readonly runs: number; readonly interleaved?: number }
  /** `of`: the class whose report says the same, as it is the class's promise. */
  | { readonly verdict: 'refuted'; readonly counterexample: Counterexample; readonly of?: string }
  /** Hardly any input meets the preconditions; the clause that most fail at. */
  | { readonly verdict: 'starved'; readonly runs: number; readonly clause?: ClauseNote; readonly rejected: number }
  /** No input can meet the preconditions, or no run reached a postcondition. */
  | { readonly verdict: 'vacuous'; readonly why: string; readonly clause?: ClauseNote }
  | { readonly verdict: 'skipped'; readonly reason: string }
  /** Checking itself did not come to an end; the call that it was at, where that is known. */
  | { readonly verdict: 'error'; readonly reason: string; readonly call?: string };

export type VerdictName = Verdict['verdict'];

/** A call that breaks a promise, seen twice. */
export interface Counterexample {
  /** Statements that can be pasted; the last one breaks the promise. */
  readonly code: readonly string[];
  /** What the code names, and where it comes from. */
  readonly imports: readonly Import[];
  /** With it, and with the same options, the same inputs are tried. */
  readonly seed: number;
  /** Calls that overlap break the promise, and those that wait for each other do not. */
  readonly overlap?: Overlap;
  /** Why it is one: a clause that was violated, another call with another result, an argument that was changed. */
  readonly problem: Problem;
}

/** How calls overlap. */
export interface Overlap {
  readonly calls: readonly OverlappedCall[];
  /** What happens, in order; the last one breaks the promise. */
  readonly parts: readonly OverlappedPart[];
  /** Calls that begin at once break the promise by themselves; else somebody has to say whose turn it is. */
  readonly isNatural: boolean;
}

export interface OverlappedCall {
  /** The variable that holds its promise. */
  readonly name: string;
  readonly code: string;
}

/** A call runs until it has to wait. */
export interface OverlappedPart {
  /** The variable. */
  readonly call: string;
  /** The place that it waited at; left out where it begins. */
  readonly from?: SourcePlace;
  /** Where it waits from then on. */
  readonly waits: readonly SourcePlace[];
  /** It came to its end. */
  readonly isEnd: boolean;
}

export interface SourcePlace {
  /** With `/` as separator. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Import {
  readonly name: string;
  readonly module: string;
  readonly exported: string;
}

export type Problem =
  | {
      readonly problem: 'violation';
      readonly message: string;
      /** Empty where the code of the project was not compiled. */
      readonly clause: string;
      readonly id: string;
      readonly location: string;
      readonly subject: string;
      readonly blame: { readonly party: string; readonly reason: string };
      readonly values: readonly { readonly expression: string; readonly value: string }[];
      /** The tested code caught it, and went on. */
      readonly wasSwallowed: boolean;
    }
  | { readonly problem: 'impure'; readonly message: string };

/** What a subject was found to be. */
export interface Report {
  readonly symbol: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly clauses: readonly ClauseNote[];
  /** Milliseconds. */
  readonly duration: number;
  readonly seed: number;
  /** Small inputs alone were judged: with others it came to no end. */
  readonly beyond?: Beyond;
  /** With NaN, an infinity or a whole number that is not exact a promise is broken, with others none, and nothing in the function speaks of those. */
  readonly nonFinite?: NonFiniteCase;
  /** The calls that met the preconditions were hardly different. */
  readonly few?: Few;
}

/** What calls had for inputs, where that is little. */
export interface Few {
  /** Different inputs; where that is not what is little, there may be more. */
  readonly inputs: number;
  /** There were lists, and none had an item. */
  readonly areListsEmpty: boolean;
}

/** What only a number breaks that is not finite, or whole and not exact. */
export interface NonFiniteCase {
  readonly counterexample: Counterexample;
  /** The number: `NaN`, `Infinity`, `-Infinity`, or a whole one beyond those that are exact. */
  readonly number: string;
  /** A precondition that turns it away, where one is known. */
  readonly remedy?: string;
}

/** How a subject ended with inputs that are not small. */
export interface Beyond {
  readonly reason: string;
  /** The call that it was at, where that is known. */
  readonly call?: string;
}

export interface Counts {
  /** Calls that met the preconditions. */
  accepted: number;
  /** Calls that did not, and that nobody judges. */
  rejected: number;
  /** Accepted calls that ended with an error that no clause speaks of. */
  threw: number;
  /** One of those errors, with its call. */
  thrown?: string;
}
