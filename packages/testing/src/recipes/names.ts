/** Names that printed code may use. */

const reserved = new Set(['new', 'class', 'function', 'default', 'case', 'switch', 'for', 'if', 'else', 'return', 'var', 'let', 'const', 'in', 'of', 'do', 'while', 'try', 'catch', 'enum', 'export', 'import', 'null', 'true', 'false', 'void', 'with', 'yield', 'await', 'static', 'super', 'this', 'throw', 'typeof', 'delete', 'debugger', 'extends', 'finally', 'instanceof', 'package']);

/**
 * Whether the language keeps a word for itself.
 *
 * @pure
 */
export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/**
 * Whether a text can stand as a name.
 *
 * @pure
 */
export function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text) && !isReserved(text);
}
