/** Runs the output of a case in a process of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fixturesRoot, type Case } from './case.ts';

/** Writes the output where it can load the runtime, and gives what its run prints. */
export function runCase(each: Case, name: string, output: ReadonlyMap<string, string>): string {
  const folder = `${fixturesRoot}/.run/${each.name}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of output) {
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true });
    writeFileSync(`${folder}/${file}`, text);
  }
  return execFileSync(process.execPath, [`${fixturesRoot}/run-case.mjs`, folder, `${each.folder}/run.mjs`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
}
