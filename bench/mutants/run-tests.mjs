// Runs the unit tests of all projects in one Vitest, each file in a process of its own, and tells what came of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
const config = fileURLToPath(new URL('vitest.config.mjs', import.meta.url));
const timeLimit = 8000;

/**
 * A Map from the numbers of the projects in `folder` whose tests ran to `passed`, `violated` (a contract was), `failed` or `ended` (its limit of time or memory ended it).
 */
export function runTests(folder, profile) {
  const report = join(folder, `${profile}.json`);
  rmSync(report, { force: true });
  const { stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', folder, '--config', config], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, MUTANT_PROFILE: profile, MUTANT_REPORT: report, MUTANT_TIME_LIMIT: String(timeLimit) },
  });
  if (!existsSync(report)) throw new Error(`Vitest left no report on the mutants:\n${stdout}${stderr}`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return new Map(testResults.map((file) => [Number(relative(folder, file.name).split(/[\\/]/)[0]), outcomeOf(file)]));
}

function outcomeOf({ status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const said = [message, ...failed.flatMap(({ failureMessages }) => failureMessages)].join('\n');
  if (said.includes('ContractViolationError')) return 'violated';
  if (status === 'failed' || failed.length > 0) return 'failed';
  return assertionResults.length > 0 && assertionResults.every((test) => test.status === 'passed') ? 'passed' : 'ended';
}
