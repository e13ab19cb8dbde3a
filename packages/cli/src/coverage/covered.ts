/** What a run for coverage comes to, as plain data: the document of `--json`, whose form is that of `coverage.schema.json`. Types only. */

/** A place that people can go to; the file is relative to the folder of the run. */
export interface CoveredPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Whether a function says what it promises, says why it does not, or says nothing. */
export type FunctionContract = 'stated' | 'exempt' | 'none';

/** A function that is exported, or that has a contract. */
export interface CoveredFunction extends CoveredPlace {
  readonly package: string;
  /** As people call it: `withdraw`, `LruCache.get`. */
  readonly name: string;
  readonly exported: boolean;
  readonly contract: FunctionContract;
  /** How often it was called; absent where nothing of it is checked, so that nobody counts. */
  readonly calls?: number;
}

/**
 * What became of a clause: it was evaluated to its end and held; its function was never called; it was never evaluated to its end; it was, and held not
 * once; or nobody looks at it.
 */
export type ClauseState = 'exercised' | 'not-called' | 'not-reached' | 'never-held' | 'unchecked';

/**
 * What is worth knowing of a clause that was exercised: it did not always hold, the antecedent of its implication was never true, or the error that it
 * speaks of never due.
 */
export type ClauseHint = 'violated' | 'antecedent-never-true' | 'never-thrown';

/** Why nobody looks at a clause: the profile of the tests leaves it out, it is believed, or this version does not check it. */
export type Unchecked = 'audit-only' | 'axiom' | 'not-compiled';

export interface CoveredClause extends CoveredPlace {
  readonly package: string;
  readonly id: string;
  /** As it is written: ``@ensures `result > 0` ``. */
  readonly text: string;
  /** What it belongs to: a function, a class, a type; empty for a statement of the module itself. */
  readonly owner: string;
  readonly part: ClausePart;
  readonly state: ClauseState;
  readonly hint?: ClauseHint;
  readonly unchecked?: Unchecked;
  /** How often it was evaluated to its end. */
  readonly evaluated: number;
  /** How often it was true then: for a `@throws`, how often its condition was. */
  readonly held: number;
}

/** Which part of a contract a clause is. */
export type ClausePart = 'precondition' | 'postcondition' | 'throws' | 'other';

/** How much of something there is; `percent` is rounded down to a tenth, and null where there is nothing, or nothing is known. */
interface Share {
  readonly total: number;
  readonly covered: number;
  readonly percent: number | null;
}

export interface Shares {
  /** Of the exported functions, those with a contract. */
  readonly contracts: Share & { /** Functions that say why they have none: they are in no total. */ readonly exempt: number };
  /** Of the clauses that are checked, those that were exercised. */
  readonly clauses: Share & { /** Clauses that nobody looks at: they are in no total. */ readonly unchecked: number };
}

export interface CoveredPackage extends Shares {
  readonly name: string;
  /** Relative to the folder of the run; `.` for that itself. */
  readonly folder: string;
  /** Whether any of its files was loaded with its contracts compiled; if not, nothing is known of its clauses. */
  readonly counted: boolean;
}

export interface Threshold {
  readonly of: 'contracts' | 'clauses';
  readonly min: number;
  readonly percent: number | null;
  readonly met: boolean;
}

export interface CoverageDocument {
  /** The form of the document; another one where it is not compatible. */
  readonly version: 1;
  readonly run: {
    /** What ran the tests. */
    readonly command: string;
    /** What it ended with; 128 and the number of the signal where one ended it. */
    readonly status: number;
  };
  readonly total: Shares;
  readonly packages: readonly CoveredPackage[];
  /** Packages of the workspace that are in no total, and why. */
  readonly leftOut: readonly { readonly folder: string; readonly reason: string }[];
  readonly thresholds: readonly Threshold[];
  readonly functions: readonly CoveredFunction[];
  readonly clauses: readonly CoveredClause[];
}
