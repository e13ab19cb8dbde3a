/** Counts from which nothing can be told: nothing was counted, or it was counted of other sources than those that are there. */
import { profiles, sourceHash, type ProfileName } from '@proviso/compiler';
import { statSync } from 'node:fs';
import { relativePath } from '../project/select-subjects.ts';
import { UserError } from '../user-error.ts';
import type { ListedFile } from './inventory.ts';
import type { PackageToCover } from './packages-to-cover.ts';
import { realPath, type Counts } from './read-counts.ts';
import type { TestRun } from './run-tests.ts';

const plugins = '`@proviso/unplugin/vitest`, `@proviso/unplugin/jest` or `node --import @proviso/unplugin/node`';

/**
 * Refuses a run in which nothing was counted.
 *
 * @throws {UserError} with the reason, as far as it is known.
 * @noContract it only throws
 */
export function refuseNothing({ clauses, files, profiles: ran, compiled }: Counts, { command, status }: TestRun): void {
  if (clauses.size > 0 || files.size > 0) return;
  const shown = `\`${command}\`${status === 0 ? '' : `, which failed with ${status},`}`;
  if (ran.size === 0) throw new UserError(`nothing was counted: in the run of ${shown} nothing compiled contracts. The tests need ${plugins}: what \`tspc\` built does not count, nor what a runner takes from a cache, or runs without the variable PROVISO_COVERAGE`);
  const unchecked = [...ran].filter((name) => profiles[name as ProfileName].rest === 'ignore');
  if (unchecked.length === ran.size) throw new UserError(`nothing was counted: the tests ran with contracts compiled under the profile ${unchecked.map((name) => `\`${name}\``).join(' and ')}, which leaves most of them out. Run them under \`enforce\``);
  if (compiled.size === 0) throw new UserError(`nothing was counted: ${shown} loaded no file with a contract, or took what it loaded from a cache`);
  throw new UserError(`nothing was counted: ${shown} called no function with a contract, or its processes could not write what they counted. In a browser nothing is counted`);
}

interface Age {
  readonly root: string;
  readonly counts: Counts;
  /** When the run ended, in milliseconds since 1970; absent for a run of this command. */
  readonly ended?: number;
}

/**
 * Refuses counts that are older than the sources.
 *
 * @throws {UserError} naming the file.
 * @noContract it only throws
 */
export function refuseOld(files: readonly ListedFile[], projects: readonly PackageToCover[], { root, counts, ended }: Age): void {
  const other = files.find(({ fileName, text }) => [...(counts.files.get(realPath(fileName))?.texts ?? [])].some((hash) => hash !== sourceHash(text)));
  if (other) {
    const why = ended === undefined ? 'it changed while the tests ran, or another plugin changes it before contracts are compiled' : 'it changed since then. Leave out --no-run';
    throw new UserError(`what was counted of ${relativePath(root, other.fileName)} is of another text than the file has: ${why}`);
  }
  const newer = ended === undefined ? undefined : sourcesOf(projects).find((fileName) => (statSync(fileName, { throwIfNoEntry: false })?.mtimeMs ?? 0) > ended);
  if (newer !== undefined) throw new UserError(`${relativePath(root, newer)} is newer than what was counted. Leave out --no-run`);
}

/** Tests too, as far as the tsconfig includes them. */
function sourcesOf(packages: readonly PackageToCover[]): string[] {
  return packages.flatMap(({ project, folder }) => project.program.getSourceFiles().map(({ fileName }) => fileName).filter((name) => name.startsWith(`${folder}/`) && !name.includes('/node_modules/')));
}
