/** Calls what is checked. Its name is looked for in stacks: a precondition that fails right below it is the input's fault. */

/** How a member is used. */
type Access = 'call' | 'get' | 'set' | 'new';

export interface Target {
  /** The function, the class, or the object that has the member. */
  readonly of: unknown;
  readonly name?: string;
  readonly access: Access;
}

/**
 * Makes one call.
 *
 * @throws {unknown} what the call throws.
 * @noContract the code of the project runs
 */
export function provisoInvoke({ of, name, access }: Target, self: unknown, args: readonly unknown[]): unknown {
  switch (access) {
    case 'call': return (of as (...args: unknown[]) => unknown).apply(self, args as unknown[]);
    case 'new': return new (of as new (...args: unknown[]) => object)(...args);
    case 'get': return (of as Record<string, unknown>)[name ?? ''];
    case 'set': (of as Record<string, unknown>)[name ?? ''] = args[0]; return undefined;
  }
}

/**
 * Whether an error arose in what `provisoInvoke` itself called, and not further inside.
 *
 * @pure
 */
export function isAtEntry({ stack = '', message }: Error): boolean {
  // The message of a violation has a line that begins like a frame.
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const frame = frames.split('\n').find((line) => /^\s+at /.test(line));
  return frame?.includes('provisoInvoke') === true;
}
