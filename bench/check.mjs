// What a case of `proviso check` costs, against the same properties written by hand for fast-check.
import { fileURLToPath } from 'node:url';

import { median, pairs, runNode } from './measure.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const command = fileURLToPath(new URL('main.js', import.meta.resolve('proviso')));
const functions = fileURLToPath(new URL('mutants/functions', import.meta.url));

/** Cases of nine functions in a warm process, and a run of the whole command. */
export function run({ runs = 9 } = {}) {
  const measure = (side) => JSON.parse(runNode(['check-loop.mjs', side, '1000', '3'], here).stdout);
  const { functions: count } = measure('by-hand');
  const { ratio, quartiles, least, ours, against } = pairs(runs, () => measure('contracts').microseconds, () => measure('by-hand').microseconds);
  const perSecond = (microseconds) => `${Math.round(1e6 / median(microseconds)).toLocaleString('en')} cases/s`;
  const whole = Array.from({ length: Math.min(runs, 3) }, () => wholeRun());
  return [
    { what: `check: cases of ${count} functions`, against: 'fast-check by hand', figure: `${ratio.toFixed(2)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(2)}×)`, bar: '≤ 1.3×', ours: perSecond(ours), theirs: perSecond(against), runs },
    { what: `check: the command, ${whole[0].functions} functions, ${whole[0].cases} cases`, against: '', figure: `${(whole[0].functions / median(whole.map(({ seconds }) => seconds))).toFixed(1)} functions/s`, bar: '', ours: `${median(whole.map(({ seconds }) => seconds)).toFixed(2)} s`, theirs: '', runs: whole.length },
  ];
}

/** Seconds on the clock: the command waits for processes that it starts. */
function wholeRun() {
  const start = performance.now();
  const { stdout } = runNode([command, 'check', '--json', '--no-cache'], functions, { mayFail: true });
  const { results } = JSON.parse(stdout);
  return { seconds: (performance.now() - start) / 1000, functions: results.length, cases: results.reduce((total, { details }) => total + (details.runs ?? 0), 0) };
}
