/** Whether the two kinds of hooks that Node has for modules get along with each other. */

/** By major, the first version that is mended; later majors are, and older ones know one kind alone, or neither. */
const mended: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 22: [22, 3], 23: [Infinity, 0], 24: [11, 1], 25: [1, 0] };

/**
 * Whether hooks that are called at once may stand before those of a thread, which tsx has. Before it was mended a CommonJS file ended the program there:
 * https://github.com/nodejs/node/issues/57327
 *
 * @pure
 */
export function mixesHooks(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [firstMinor, firstPatch] = mended[major] ?? [0, 0];
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch);
}
