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

const inlineMap = /\n\/\/# sourceMappingURL=data:application\/json;[^,]*base64,([\w+/=]+)\s*$/;

/**
 * The source map in the last line of a code, as text.
 *
 * @pure
 */
export function inlineMapOf(code: string): string | undefined {
  const found = inlineMap.exec(code)?.[1];
  return found === undefined ? undefined : Buffer.from(found, 'base64').toString();
}

/**
 * The code without the source map in its last line.
 *
 * @pure
 * @ensures `code.startsWith(result)`
 */
export function withoutInlineMap(code: string): string {
  return code.replace(inlineMap, '');
}
