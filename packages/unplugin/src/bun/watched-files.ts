/** What `bun --watch` and `bun --hot` see of a program that a plugin loads. */

/**
 * How this process may wait for changes: `watch` begins it anew, `hot` loads its modules again; undefined in production. Bun tells programs that it watches,
 * but not tests.
 */
export function watchMode(): 'watch' | 'hot' | undefined {
  const { execArgv, env } = process;
  return execArgv.includes('--hot') ? 'hot' : execArgv.includes('--watch') || env['NODE_ENV'] !== 'production' ? 'watch' : undefined;
}

/**
 * Has Bun watch files. Of those that a plugin gives it sees the first alone, and none of what these inherit from; but all that is imported as text.
 *
 * @returns settled once Bun has them; what cannot be read is told of where it is asked for.
 * @noContract it changes what the process waits for
 */
export function watchFiles(fileNames: readonly string[]): Promise<unknown> {
  return Promise.allSettled(fileNames.map((fileName) => import(`${fileName}?watch`, { with: { type: 'text' } })));
}
