/** Finds a function in what its module exports. */
import type { FunctionSubject } from '../subject.ts';

/**
 * The function at a path of members, and what it is called on. One that takes its `this` is called with that as the first argument.
 *
 * @throws {TypeError} where the path leads nowhere.
 * @noContract getters of the project may run
 */
export function functionAt(exports: unknown, { path, takesThis }: Pick<FunctionSubject, 'path' | 'takesThis'>): { readonly of: unknown; readonly self: unknown } {
  const found = at(exports, path);
  return takesThis === true ? { of: Function.prototype.call.bind(found.of as () => unknown), self: undefined } : found;
}

function at(exports: unknown, path: readonly string[]): { readonly of: unknown; readonly self: unknown } {
  return path.reduce<{ of: unknown; self: unknown }>(({ of }, name) => ({ of: (of as Record<string, unknown>)[name], self: of }), { of: exports, self: undefined });
}
