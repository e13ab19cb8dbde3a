// How the cost of compiling grows with a program: a generated monorepo of three sizes, each four to five times the one before.
import { appendFileSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { growthRow } from './lint.mjs';
import { median, pairs } from './measure.mjs';
import { compile, makeMonorepoProject } from './projects.mjs';

const seconds = (values) => `${(median(values) / 1000).toFixed(2)} s`;
const megabytes = (values) => `${median(values).toFixed(0)} MB`;
const heap = (lines) => [`--max-old-space-size=${Math.max(4096, Math.round(lines / 80))}`];

/** Rows of CPU time and memory for each size, of the step between the last two, of building again after a change, and of linting the second. */
export function run({ runs = 3, lines = 100_000 }) {
  const sizes = [lines / 20, lines / 4, lines].map((size) => measureSize(size, runs));
  const [, smaller, largest] = sizes;
  const growth = (side) => median(largest[side].cpu) / median(smaller[side].cpu);
  const step = { what: `growth: ${smaller.lines} to ${largest.lines} lines`, against: 'no-op plugin', figure: `${growth('ours').toFixed(2)}×`, bar: '≤ 4.4×', ours: `${growth('ours').toFixed(2)}×`, theirs: `${growth('theirs').toFixed(2)}×`, runs };
  return [...sizes.flatMap((size) => size.rows), step, ...rebuild(smaller, runs), lint(smaller, runs)];
}

function measureSize(wanted, runs) {
  const { folder, lines, clauses, packages } = makeMonorepoProject(wanted);
  const what = `growth: enforce, ${lines} lines, ${clauses} clauses, ${packages} packages`;
  const sides = { ours: { cpu: [], memory: [] }, theirs: { cpu: [], memory: [] } };
  const measure = (side, profile) => {
    const { cpu, memory, stdout } = compile(folder, profile, { node: heap(lines) });
    if (side === 'ours' && !/^proviso enforce: \d+ clauses enforced, 0 observed, 0 ignored, 0 not yet/m.test(stdout)) throw new Error(`not all clauses were enforced:\n${stdout}`);
    sides[side].cpu.push(cpu);
    sides[side].memory.push(memory);
    return cpu;
  };
  const { ratio, quartiles, least } = pairs(runs, () => measure('ours', 'enforce'), () => measure('theirs', 'noop'));
  const memory = median(sides.ours.memory) / median(sides.theirs.memory);
  const common = { against: 'no-op plugin', runs };
  const figure = `${ratio.toFixed(3)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(3)}×)`;
  const rows = [
    { ...common, what, figure, bar: '≤ 1.15×', ours: seconds(sides.ours.cpu), theirs: seconds(sides.theirs.cpu) },
    { ...common, what: `growth: memory, ${lines} lines`, figure: `${memory.toFixed(3)}×`, bar: '≤ 1.20×', ours: megabytes(sides.ours.memory), theirs: megabytes(sides.theirs.memory) },
  ];
  return { folder, lines, clauses, rows, ...sides };
}

function lint(project, runs) {
  const row = growthRow(project, { runs, node: heap(project.lines) });
  return { ...row, what: row.what.replace('lint', 'growth: lint') };
}

/** Builds again, incrementally, after one file that others import was changed; how many files each side writes is part of the figure. */
function rebuild({ folder, lines }, runs) {
  const changed = join(folder, 'src/p001/src/m3.ts');
  const original = readFileSync(changed, 'utf8');
  const flags = (how) => ['--incremental', '--tsBuildInfoFile', `${how}.tsbuildinfo`];
  const build = (how) => compile(folder, how, { out: `again-${how}`, flags: flags(how), node: heap(lines) });
  const written = new Map();
  const again = (how) => {
    const since = Date.now();
    const { cpu } = build(how);
    written.set(how, writtenSince(join(folder, `again-${how}`), since));
    return cpu;
  };
  for (const how of ['enforce', 'noop']) build(how);
  const { ratio, quartiles, ours, against } = pairs(runs, (run) => change(run, 'enforce'), (run) => change(run, 'noop'));
  writeFileSync(changed, original);
  const figure = `${ratio.toFixed(3)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')})`;
  return [{ what: `growth: again after a change, ${lines} lines, ${written.get('enforce')} and ${written.get('noop')} files written`, against: 'no-op plugin', figure, bar: '≤ 1.15×', ours: seconds(ours), theirs: seconds(against), runs }];

  /** Each pair has another change. Both sides see the same, since each compares with its own last build. */
  function change(run, how) {
    writeFileSync(changed, original);
    appendFileSync(changed, `\nexport const changed = ${run + 1};\n`);
    return again(how);
  }
}

function writtenSince(folder, time) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js') && statSync(join(folder, name)).mtimeMs >= time).length;
}
