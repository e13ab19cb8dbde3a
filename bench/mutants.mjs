// What contracts find in code whose unit tests pass: mutants of our own functions, and what catches them.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

import { chooseMutants, dropTests, functions, writeProjects } from './mutants/project.mjs';
import { runCheck } from './mutants/run-check.mjs';
import { runTests } from './mutants/run-tests.mjs';
import { work } from './projects.mjs';

/** Rows of what survives the unit tests, and of that what contracts catch while they run, what check catches, and what neither does. */
export async function run({ every = 3 }) {
  const { made, rejected, files, mutants } = chooseMutants(every);
  const alarms = await falseAlarms(files);
  const folder = writeProjects(mutants);
  const survivors = survivorsOf(mutants, runTests(folder, 'off'));
  const enforced = runTests(folder, 'enforce');
  const left = survivors.alive.filter((index) => enforced.get(index) !== 'violated');
  const checked = await checkAll(left.map((index) => ({ index, folder: join(folder, String(index)), name: mutants[index].name })));
  const found = checked.filter(({ verdict }) => verdict === 'refuted');
  const gaveUp = checked.filter(({ verdict }) => verdict === 'error');
  writeDetails({ mutants, survivors, enforced, checked });
  const all = survivors.alive.length;
  const row = (what, count, more = {}) => ({ what: `mutants: ${what}`, against: 'survive unit tests', figure: `${count} of ${all} (${percent(count, all)})`, bar: '', ours: '', theirs: '', runs: 1, ...more });
  return [
    { what: 'mutants: unmutated functions with an alarm', against: '', figure: `${alarms.tests} in tests, ${alarms.check} in check`, bar: '0', ours: '', theirs: '', runs: 1 },
    { what: `mutants: survive the unit tests (of ${made} every ${every}th; ${rejected} do not compile)`, against: 'mutants that compile', figure: `${all} of ${mutants.length} (${percent(all, mutants.length)})`, bar: '', ours: `${survivors.failed} fail`, theirs: `${survivors.ended} ended by a limit`, runs: 1 },
    row('caught by contracts while the unit tests run', all - left.length),
    row('caught by check, of those left', found.length),
    row('caught by contracts or check', all - left.length + found.length),
    row('caught by neither, equivalent ones included', left.length - found.length, { ours: gaveUp.length > 0 ? `${gaveUp.length} where check gave up` : '' }),
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
async function falseAlarms(files) {
  const sources = files.map((name) => ({ name, source: readFileSync(join(functions, 'src', name), 'utf8') }));
  const folder = writeProjects(sources);
  for (const profile of ['off', 'enforce']) {
    const outcomes = runTests(folder, profile);
    const wrong = files.filter((_, index) => outcomes.get(index) !== 'passed');
    if (wrong.length > 0 && profile === 'off') throw new Error(`Unmutated, the tests of ${wrong.join(', ')} do not pass.`);
    if (profile === 'enforce') {
      const checked = await checkAll(files.map((name, index) => ({ index, folder: join(folder, String(index)), name })));
      return { tests: wrong.length, check: checked.filter(({ verdict }) => verdict === 'refuted').length };
    }
  }
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
  const verdicts = new Map(checked.map(({ index, verdict }) => [index, verdict]));
  const lines = survivors.alive.map((index) => {
    const { name, line, operator, before, after } = mutants[index];
    const fate = enforced.get(index) === 'violated' ? 'contracts' : verdicts.get(index) === 'refuted' ? 'check' : 'neither';
    return `${fate}\t${name}:${line}\t${operator}\t${JSON.stringify(before.slice(0, 100))} -> ${JSON.stringify(after)}`;
  });
  writeFileSync(join(work, 'mutants.txt'), `${lines.sort().join('\n')}\n`);
}

function percent(part, whole) {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 100)} %`;
}
