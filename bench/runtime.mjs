// Run time of compiled contracts that hold, against the same conditions written by hand.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median, pairs, runNode } from './measure.mjs';
import { compile, makeRuntimeProject } from './projects.mjs';

const loop = fileURLToPath(new URL('runtime-loop.mjs', import.meta.url));
const largeNursery = ['--expose-gc', '--min-semi-space-size=512', '--max-semi-space-size=512'];

const cases = [
  { name: 'types', what: 'clauses that cannot throw: `typeof x === …`', bar: 1.05 },
  { name: 'comparisons', what: 'comparisons', bar: 1.05 },
  { name: 'twoReturns', what: 'comparisons, two returns', bar: 1.05 },
  { name: 'members', what: 'member access and `old`', bar: 1.05 },
  { name: 'calls', what: 'guarded: a call that compares', bar: 1.4 },
  { name: 'lists', what: 'guarded: a call that looks at a list of 8', bar: 1.4 },
];

/** One row for time and one for allocation of each case. */
export function run({ runs = 9 }) {
  const folder = makeRuntimeProject();
  const { out } = compile(folder, 'enforce');
  const measure = (module, name, what) => Number(runNode([...(what === 'time' ? [] : largeNursery), loop, join(out, `${module}.js`), name, what], folder).stdout);
  return cases.flatMap(({ name, what, bar }) => {
    const timed = pairs(runs, () => measure('contracts', name, 'time'), () => measure('by-hand', name, 'time'));
    const side = (values) => `${median(values).toFixed(2)} ns (min ${Math.min(...values).toFixed(2)})`;
    const allocated = ['contracts', 'by-hand'].map((module) => measure(module, name, 'allocation'));
    const [ours, theirs] = allocated.map((bytes) => `${bytes.toFixed(2)} B`);
    return [
      {
        what: `run: ${what}`, against: 'by hand', runs, bar: `≤ ${bar.toFixed(2)}×`, ours: side(timed.ours), theirs: side(timed.against),
        figure: `${timed.least.toFixed(3)}× (pairs ${timed.ratio.toFixed(3)}×)`,
      },
      { what: `run: ${what}, allocated a call`, against: 'by hand', figure: ours, bar: bar > 1.05 ? '' : '0', ours, theirs, runs: 1 },
    ];
  });
}
