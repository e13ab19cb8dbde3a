/** Source maps in the last line of their code. */

/**
 * Code with a source map in its last line.
 *
 * @pure
 * @ensures `result.startsWith(code)`
 */
export function withInlineMap(code: string, map: string): string {
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}
