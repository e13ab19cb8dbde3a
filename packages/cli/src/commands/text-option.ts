/** Options that take a text. */

/**
 * The text of an option; undefined where it is not given, or has none.
 *
 * @ensures `result !== ''`
 */
export function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
