/** Finds a function in what its module exports. */

/**
 * The function at a path of members, and what it is called on.
 *
 * @throws {TypeError} where the path leads nowhere.
 * @noContract getters of the project may run
 */
export function functionAt(exports: unknown, path: readonly string[]): { readonly of: unknown; readonly self: unknown } {
  return path.reduce<{ of: unknown; self: unknown }>(({ of }, name) => ({ of: (of as Record<string, unknown>)[name], self: of }), { of: exports, self: undefined });
}
