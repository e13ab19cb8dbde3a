/** The files that differ from a state in git. */
import { spawnSync } from 'node:child_process';
import { UserError } from '../user-error.ts';

/**
 * What was changed, added or not committed since a commit, with whole paths.
 *
 * @throws {UserError} where git does not know the commit, or is not there.
 * @noContract it asks git
 */
export function changedFiles(root: string, ref: string): ReadonlySet<string> {
  const [top] = git(root, ref, ['rev-parse', '--show-toplevel']);
  const changed = git(root, ref, ['diff', '--name-only', '--end-of-options', ref, '--']);
  const added = git(root, ref, ['ls-files', '--others', '--exclude-standard', '--full-name']);
  return new Set([...changed, ...added].map((path) => `${top}/${path}`));
}

function git(cwd: string, ref: string, args: readonly string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new UserError(`--since ${ref}: ${error ? 'git is not there' : stderr.trim().split('\n')[0]}`);
  return stdout.split('\n').filter((line) => line !== '');
}
