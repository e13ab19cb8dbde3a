/** `true`: the clause was false. A box: evaluating it threw what is inside. */
export type Failure = true | readonly [error: unknown];

/**
 * What compiled code knows of a clause. The first word of `kind` is its `ClauseKind`; all of it stands between subject
 * and source in a message (`throws RangeError only if`). A text that is not known is empty.
 */
export type ClauseSpec = readonly [
  kind: string,
  subject: string,
  source: string,
  location: string,
  id: string,
  profile: string,
  /** A function where the text has to be computed; it is called only for a report. */
  message?: string | (() => unknown) | undefined,
  label?: string | undefined,
];

/** Flat pairs: the text of an expression, its value, the next text, … */
export type Values = readonly unknown[];

/** A clause that failed, with everything needed to report it. */
export interface FailedClause {
  readonly spec: ClauseSpec;
  readonly failure: Failure;
  /** Called only if a report is made; a report by id alone has none: it carries no value, and so no error that may quote one. */
  readonly evidence?: () => Evidence;
}

/** What a report shows beside the clause itself. */
export interface Evidence {
  readonly lines: readonly string[];
  readonly values: readonly { readonly expression: string; readonly value: unknown }[];
  /** How the message shows what evaluating the clause threw. */
  readonly thrown: string | undefined;
  /** What it threw; where that may hold a secret, an error that tells its kind alone. */
  readonly cause: unknown;
}

/**
 * In {@link Values}: the expression was not reached. Compiled code writes the text itself, since reading an imported name would
 * cost every call; a string of the user's own that says the same is shown the same.
 */
export const unset = '<not evaluated>';

/** In {@link Values}: the value is secret. */
export const redacted: unique symbol = /* @__PURE__ */ Symbol('[redacted]');

/** The failure of a clause whose `old` values were not captured because checks were off; never reported. */
export const skipped: readonly [marker: symbol] = [/* @__PURE__ */ Symbol('skipped')];
