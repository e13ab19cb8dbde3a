// Run time of compiled contracts that hold, against the same conditions written by hand.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median, pairs, runNode } from './measure.mjs';
import { compile, makeRuntimeProject } from './projects.mjs';

const loop = fileURLToPath(new URL('runtime-loop.mjs', import.meta.url));
const largeNursery = ['--expose-gc', '--min-semi-space-size=512', '--max-semi-space-size=512'];

/** Every pair lays its code out in another way, over and over; see the loop. */
const layouts = 4;

const cases = [
  { name: 'types', what: 'clauses that cannot throw: `typeof x === …`', bar: 1.05 },
  { name: 'comparisons', what: 'comparisons', bar: 1.05 },
  { name: 'twoReturns', what: 'comparisons, two returns', bar: 1.05 },
  { name: 'members', what: 'member access and `old`', bar: 1.05 },
  { name: 'calls', what: 'guarded: a call that compares', bar: 1.4 },
  { name: 'lists', what: 'guarded: a call that looks at a list of 8', bar: 1.4 },
];

/** One row for time and one for allocation of each case. */
export function run({ runs = 16 }) {
  const folder = makeRuntimeProject();
  const { out } = compile(folder, 'enforce');
  const measure = (module, name, { flags = [], args }) => Number(runNode([...flags, loop, join(out, `${module}.js`), name, ...args], folder).stdout);
  return cases.flatMap(({ name, what, bar }) => {
    const time = (module) => (run) => measure(module, name, { args: ['time', `${1 + (run % layouts)}`] });
    const timed = pairs(runs, time('contracts'), time('by-hand'));
    const side = (values) => `${median(values).toFixed(2)} ns (min ${Math.min(...values).toFixed(2)})`;
    const allocated = ['contracts', 'by-hand'].map((module) => measure(module, name, { flags: largeNursery, args: ['allocation'] }));
    const [ours, theirs] = allocated.map((bytes) => `${bytes.toFixed(2)} B`);
    return [
      {
        what: `run: ${what}`, against: 'by hand', runs, bar: `≤ ${bar.toFixed(2)}×`, ours: side(timed.ours), theirs: side(timed.against),
        figure: `${timed.ratio.toFixed(3)}× (${timed.quartiles.map((each) => each.toFixed(2)).join(' to ')})`,
      },
      { what: `run: ${what}, allocated a call`, against: 'by hand', figure: ours, bar: bar > 1.05 ? '' : '0', ours, theirs, runs: 1 },
    ];
  });
}
