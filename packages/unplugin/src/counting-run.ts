/** A run for coverage: `proviso coverage` names the folder that what is counted goes to, and files are compiled so that they count. */
import type { Profile } from '@proviso/compiler';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Names the folder; the runtime reads it too. */
const folderVariable = 'PROVISO_COVERAGE';

/**
 * The profile as a run for coverage has it; the profile itself in every other run, and where it checks too little to count.
 *
 * @ensures `result.name === profile.name`
 */
export function profileOfRun(profile: Profile): Profile {
  const isCounting = countsFolder() !== undefined && profile.rest !== 'ignore';
  return isCounting ? { ...profile, counts: true } : profile;
}

/**
 * Leaves word of a session where the counts of a run are collected: that something compiled contracts, and under which profile.
 *
 * @throws {Error} where the folder cannot be written to.
 * @noContract it writes to the disk, and does nothing in any other run
 */
export function noteSession({ name }: Profile, root: string): (fileName: string) => void {
  const folder = countsFolder();
  if (folder === undefined) return () => {};
  const path = `${folder}/session-${randomUUID()}.jsonl`;
  appendFileSync(path, `${JSON.stringify({ session: { profile: name, root } })}\n`);
  return (fileName) => appendFileSync(path, `${JSON.stringify({ compiled: fileName })}\n`);
}

function countsFolder(): string | undefined {
  const folder = process.env[folderVariable];
  return folder === undefined || folder === '' ? undefined : folder;
}
