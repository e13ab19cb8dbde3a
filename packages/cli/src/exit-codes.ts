/** TABLE: with what the process ends. */
export const exitCodes = {
  /** Nothing was found wrong. */
  fine: 0,
  /** A promise was broken, or checking one did not come to an end. */
  found: 1,
  /** The command could not do what it was asked: options, configuration, a project that cannot be read. */
  unusable: 2,
} as const;
