/** Which entry of the plugin a build listens to, if it is listed more than once. */

/** An entry of the plugin in a configuration. */
export interface Entry {
  readonly profile: string;
  /** Nobody wrote it: it may have another profile than the first. */
  readonly givesWay?: boolean;
}

/** Shared by all copies of this package in a process. */
const key = Symbol.for('@proviso/unplugin/entries');

function entries(): WeakMap<object, Entry> {
  const shared = globalThis as { [key]?: WeakMap<object, Entry> };
  return (shared[key] ??= new WeakMap());
}

/**
 * Whether `entry` is the first one of a build to come.
 *
 * @param build what a bundler hands to all plugins of one build.
 * @throws {Error} if the first entry has another profile: nobody can say which is meant.
 * @noContract it remembers who asked
 */
export function isFirstEntry(build: object, entry: Entry): boolean {
  const known = entries();
  const first = known.get(build) ?? entry;
  known.set(build, first);
  if (first.profile !== entry.profile && entry.givesWay !== true) {
    throw new Error(`Two profiles at once: @proviso/unplugin is listed for \`${first.profile}\` and for \`${entry.profile}\` in one build. Keep one.`);
  }
  return first === entry;
}
