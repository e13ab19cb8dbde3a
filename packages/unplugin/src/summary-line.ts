/** The one line of a build: what was made of its clauses. */
import type { ClauseCounts, Profile } from '@proviso/compiler';

/** What came of the files of a build. */
export interface Summary {
  readonly profile: Profile;
  readonly counts: readonly ClauseCounts[];
  /** Files with contracts that came compiled. */
  readonly compiledBefore: number;
}

/**
 * The line; undefined where no file has a contract.
 *
 * @ensures `result === undefined || result.startsWith('proviso ' + summary.profile.name)`
 */
export function summaryLine(summary: Summary): string | undefined {
  const { profile, counts, compiledBefore } = summary;
  if (counts.length + compiledBefore === 0) return undefined;
  const total = (name: keyof ClauseCounts): number => counts.reduce((sum, each) => sum + each[name], 0);
  const enforced = total('enforced');
  const line = `proviso ${profile.name}: ${enforced} ${enforced === 1 ? 'clause' : 'clauses'} enforced, ${total('observed')} observed, ${total('ignored')} ignored, ${total('unsupported')} not yet supported`;
  const before = `; ${compiledBefore} ${compiledBefore === 1 ? 'file' : 'files'} with contracts came compiled, by tspc or by this plugin listed twice`;
  return compiledBefore === 0 ? line : line + before;
}
