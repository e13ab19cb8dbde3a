// What contracts find in code whose unit tests pass: mutants of our own functions, and what catches them.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { chooseMutants, dropTests, functions, writeProjects } from './mutants/project.mjs';
import { runCheck } from './mutants/run-check.mjs';
import { runTests } from './mutants/run-tests.mjs';
import { work } from './projects.mjs';

/** Rows of what survives the unit tests, and of that what contracts catch while they run, what check catches, and what neither does. Without `check` it does not run, and the rows say so. */
export async function run({ every = 8, check = false }) {
  const { made, rejected, files, mutants } = chooseMutants(every);
  const alarms = await falseAlarms(files, check);
  const folder = writeProjects(mutants);
  const survivors = survivorsOf(mutants, runTests(folder, 'off'));
  const enforced = runTests(folder, 'enforce');
  const left = survivors.alive.filter((index) => enforced.get(index) !== 'violated');
  const checked = check ? await checkAll(left.map((index) => ({ index, folder: join(folder, String(index)), name: mutants[index].name }))) : undefined;
  writeDetails({ mutants, survivors, enforced, checked });
  return rowsOf({ made, rejected, every, mutants, alarms, survivors, left: left.length, checked });
}

function rowsOf({ made, rejected, every, mutants, alarms, survivors, left, checked }) {
  const all = survivors.alive.length;
  const row = (what, more) => ({ what: `mutants: ${what}`, against: 'survive the unit tests', figure: 'not run', bar: '', ours: '', theirs: '', runs: 1, ...more });
  const share = (count, whole = all) => `${count} of ${whole} (${whole === 0 ? 0 : Math.round((count / whole) * 100)} %)`;
  const count = (wanted) => checked?.filter(({ verdict }) => verdict === wanted).length;
  const found = count('refuted');
  return [
    row('unmutated functions that raise an alarm in their tests', { against: '', figure: alarms.tests, bar: '0' }),
    row('unmutated functions that raise an alarm in check', { against: '', bar: '0', ...(checked && { figure: alarms.check }) }),
    row(`survive the unit tests, of one in ${every} of ${made} of which ${rejected} did not compile`, { against: 'mutants that compile', figure: share(all, mutants.length), ours: `${survivors.failed} fail`, theirs: `${survivors.ended} ended by a limit` }),
    row('caught by contracts while the unit tests run', { figure: share(all - left) }),
    row('caught by check, of those left', checked && { figure: share(found), ours: `check gave up on ${count('error')}` }),
    row(checked ? 'caught by neither, equivalent ones among them' : 'not caught by contracts in the unit tests, equivalent ones among them', { figure: share(left - (found ?? 0)) }),
  ];
}

function survivorsOf(mutants, outcomes) {
  const indexes = mutants.map((_, index) => index);
  const alive = indexes.filter((index) => outcomes.get(index) === 'passed');
  for (const index of indexes) if (outcomes.get(index) !== 'passed') dropTests(index);
  const count = (outcome) => indexes.filter((index) => (outcomes.get(index) ?? 'ended') === outcome).length;
  return { alive, failed: count('failed'), ended: count('ended') };
}

/** The same runs on the functions as they are. */
async function falseAlarms(files, check) {
  const sources = files.map((name) => ({ name, source: readFileSync(join(functions, 'src', name), 'utf8') }));
  const folder = writeProjects(sources);
  const wrong = (outcomes) => files.filter((_, index) => outcomes.get(index) !== 'passed');
  const failing = wrong(runTests(folder, 'off'));
  if (failing.length > 0) throw new Error(`Unmutated, the tests of ${failing.join(', ')} do not pass.`);
  const tests = wrong(runTests(folder, 'enforce')).length;
  if (!check) return { tests };
  const checked = await checkAll(files.map((name, index) => ({ index, folder: join(folder, String(index)), name })));
  return { tests, check: checked.filter(({ verdict }) => verdict === 'refuted').length };
}

/** Checks as many projects at once as there are cores. */
async function checkAll(projects) {
  const results = [];
  const waiting = [...projects];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const said = await runCheck(next.folder, `src/${next.name}`);
      results.push({ ...next, said, verdict: ['refuted', 'error'].find((verdict) => said.some((each) => each.verdict === verdict)) ?? 'passed' });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results.sort((a, b) => a.index - b.index);
}

/** What came of each mutant that survives the unit tests, for people. */
function writeDetails({ mutants, survivors, enforced, checked }) {
  const verdicts = new Map((checked ?? []).map(({ index, verdict }) => [index, verdict]));
  const lines = survivors.alive.map((index) => {
    const { name, line, operator, before, after } = mutants[index];
    const fate = enforced.get(index) === 'violated' ? 'contracts' : verdicts.get(index) === 'refuted' ? 'check' : checked ? 'neither' : 'left';
    return `${fate}\t${name}:${line}\t${operator}\t${JSON.stringify(before.slice(0, 100))} -> ${JSON.stringify(after)}`;
  });
  writeFileSync(join(work, 'mutants.txt'), `${lines.sort().join('\n')}\n`);
}
