// CPU time of `tspc` on the sources of rxjs, against `tspc` with a plugin that does nothing on the same program.
import { median, pairs } from './measure.mjs';
import { compile, javaScript, makeRxjs } from './projects.mjs';

/** The transformer has V8 inline less in a run of `tspc`, unless it is told how much. */
const asItIs = ['--max-inlined-bytecode-size-cumulative=920'];

const seconds = (values) => `${(median(values) / 1000).toFixed(2)} s`;

/** A row for each profile, one with V8 as it is and one for the same files without contracts; then whether `off` leaves plain output. */
export function run({ runs = 11 }) {
  const { plain, contracts, clauses, lines } = makeRxjs();
  const size = `${clauses} clauses, ${lines} lines`;
  const { stdout } = compile(contracts, 'enforce');
  if (!stdout.includes(`${clauses} clauses enforced`)) throw new Error(`not all of ${clauses} clauses were enforced:\n${stdout}`);
  const row = (what, bar, { folder, profile, node }) => {
    const { ratio, quartiles, least, ours, against } = pairs(runs, () => compile(folder, profile, { node }).cpu, () => compile(folder, 'noop').cpu);
    const figure = `${ratio.toFixed(3)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(3)}×)`;
    return { what: `compile: ${what}`, against: 'no-op plugin', figure, bar, ours: seconds(ours), theirs: seconds(against), runs };
  };
  return [
    row(`enforce, ${size}`, '≤ 1.10×', { folder: contracts, profile: 'enforce' }),
    row(`enforce, V8 as it is, ${size}`, '', { folder: contracts, profile: 'enforce', node: asItIs }),
    row(`off, ${size}`, '≤ 1.02×', { folder: contracts, profile: 'off' }),
    row('enforce, files without contracts', '≤ 1.01×', { folder: plain, profile: 'enforce' }),
    compareOff({ plain, contracts }),
  ];
}

/** Both sides without comments, since contracts are comments. */
function compareOff({ plain, contracts }) {
  const flags = ['--removeComments'];
  const ours = javaScript(compile(contracts, 'off', { out: 'off-bare', flags }).out);
  const theirs = javaScript(compile(plain, 'tsc', { out: 'tsc-bare', flags }).out);
  const same = theirs.filter(({ name, bytes }, index) => ours[index]?.name === name && ours[index].bytes.equals(bytes));
  return {
    what: 'compile: JavaScript of off, files identical', against: 'plain tsc, no contracts', figure: `${same.length} of ${theirs.length}`, bar: 'all',
    ours: `${ours.length} files`, theirs: `${theirs.length} files`, runs: 1,
  };
}
