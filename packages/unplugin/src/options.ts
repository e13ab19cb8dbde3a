/** The options of the plugin: what may stand there, and what is wrong with what does not. */
import { isProfileName, profiles, type Profile, type ProfileName } from '@proviso/compiler';
import type { FilePattern } from './source-filter.ts';

/** What users write: `proviso({ profile: 'enforce' })`. */
export interface ProvisoOptions {
  /** What the build does with clauses. Without it `boundary` in production and `enforce` otherwise. */
  readonly profile?: ProfileName | undefined;
  /** Which files have contracts: globs, relative to the root of the build, or patterns for whole paths. Without it all TypeScript sources. */
  readonly include?: FilePattern | undefined;
  /** Which of these have none. */
  readonly exclude?: FilePattern | undefined;
}

/** Marks the options of an entry that nobody wrote: it gives way to one that somebody did. */
export const givesWay: unique symbol = Symbol('gives way');

/** Options that were looked through. */
export interface ReadOptions {
  /** Undefined where the mode of the build decides. */
  readonly profile: Profile | undefined;
  readonly include: FilePattern | undefined;
  readonly exclude: FilePattern | undefined;
  readonly givesWay: boolean;
}

const names = ['profile', 'include', 'exclude'];

/**
 * Looks options through.
 *
 * @throws {Error} on what is no option, with what there is.
 * @ensures `result.include === options.include && result.exclude === options.exclude`
 */
export function readOptions(options: ProvisoOptions): ReadOptions {
  refuseUnknown(options);
  const { profile, include, exclude } = options;
  if (profile !== undefined && (typeof profile !== 'string' || !isProfileName(profile))) {
    throw new Error(`${JSON.stringify(profile)} is not a profile of Proviso. The profiles are ${listed(Object.keys(profiles), 'and')}.`);
  }
  for (const [name, pattern] of [['include', include], ['exclude', exclude]] as const) {
    if (pattern !== undefined && !isPattern(pattern)) throw new Error(`\`${name}\` of @proviso/unplugin is a glob, a regular expression, or a list of these; ${JSON.stringify(pattern)} is not.`);
  }
  return { profile: profile && profiles[profile], include, exclude, givesWay: givesWay in options };
}

/**
 * The profile of a process that runs what it compiles: the one that was named, or what the environment decides.
 *
 * @ensures `named === undefined || result === named`
 */
export function profileOfProcess(named: Profile | undefined): Profile {
  return named ?? profiles[process.env['NODE_ENV'] === 'production' ? 'boundary' : 'enforce'];
}

/**
 * Refuses what is no option.
 *
 * @param more the options that an entry has besides those of all.
 * @param entry its name, such as `@proviso/unplugin/jest`.
 * @throws {Error} on it, with what there is.
 * @ensures `typeof options === 'object'`
 */
export function refuseUnknown(options: object, more: readonly string[] = [], entry = '@proviso/unplugin'): void {
  refuseOther(options);
  const all = [...more, ...names];
  const unknown = Object.keys(options).find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`\`${unknown}\` is not an option of ${entry}. Its options are ${listed(all, 'and')}.`);
}

/**
 * Refuses what is no object with options at all.
 *
 * @throws {Error} on it, with what there may be.
 * @ensures `typeof options === 'object'`
 */
function refuseOther(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw new Error(`The options of @proviso/unplugin are an object, such as \`{ profile: 'audit' }\`; ${JSON.stringify(options)} is not.`);
}

function isPattern(value: unknown): boolean {
  return Array.isArray(value) ? value.every((each) => !Array.isArray(each) && isPattern(each)) : typeof value === 'string' || value instanceof RegExp;
}

function listed(words: readonly string[], joint: string): string {
  return `${words.slice(0, -1).map((word) => `\`${word}\``).join(', ')} ${joint} \`${words.at(-1) ?? ''}\``;
}
