/** `true`: the clause was false. A box: evaluating it threw what is inside. */
export type Failure = true | readonly [error: unknown];

/**
 * What compiled code knows of a clause. The first word of `kind` is its `ClauseKind`; all of it stands between subject
 * and source in a message (`throws RangeError only if`). A text that is not known is empty.
 */
export type ClauseRow = readonly [
  kind: string,
  subject: string,
  source: string,
  /** `line:column` in the file. */
  position: string,
  id: string,
  /** What the values that go with a failure are the values of. A secret value has an empty text. */
  expressions?: readonly string[],
  message?: string | undefined,
  label?: string | undefined,
  /** Of a callback's contract: the function that calls it. */
  calledBy?: string | undefined,
  /** The owner that declares the clause, where the subject inherits it. */
  inheritedFrom?: string | undefined,
  /** How many frames of a stack stand between its caller and the report of a precondition; one, the function's own, if not said. */
  frames?: number,
];

/**
 * The function of a compiled file through which its clauses report: it and what it calls are no part of a stack. Compiled code also throws it where
 * a clause is false, and lets it stand for a value that was not reached: nobody else has it.
 */
export type Reporter = (...args: never[]) => unknown;

/** What the clauses of one compiled file have in common. */
export type Site = readonly [
  report: Reporter,
  file: string,
  profile: string,
];

/** The values of the row's expressions, in their order; behind them, where the message has to be computed, the function that does. */
export type Values = readonly unknown[];

/** A clause that failed, with everything needed to report it. */
export interface FailedClause {
  readonly row: ClauseRow;
  readonly site: Site;
  readonly failure: Failure;
  /** What failed, as the message of a violation begins. */
  readonly heading: string;
  /** The message of the clause, which may have to be computed. */
  readonly message?: () => string | undefined;
  /** Called only if a report is made; a report by id alone has none: it carries no value, and so no error that may quote one. */
  readonly evidence?: () => Evidence;
}

/** What a report shows beside the clause itself. */
export interface Evidence {
  readonly lines: readonly string[];
  readonly values: readonly { readonly expression: string; readonly value: unknown }[];
  /** How the message shows what evaluating the clause threw, if it did. */
  readonly thrown?: string;
  /** What it threw; where that may hold a secret, an error that tells its kind alone. */
  readonly cause?: unknown;
}

/** In {@link Values}: the expression was not reached. */
export const unset: unique symbol = /* @__PURE__ */ Symbol('not evaluated');

/** In {@link Values}: the value is secret. */
export const redacted: unique symbol = /* @__PURE__ */ Symbol('[redacted]');

/** The failure of a clause whose `old` values were not captured because checks were off; never reported. */
export const skipped: readonly [marker: symbol] = [/* @__PURE__ */ Symbol('skipped')];
