// Prints the figures of bench/README.md: node bench/run.mjs [compile] [text] [lint] [runtime] [bytes] [runtime-size] [growth] [check] [mutants] [--runs=N] [--lines=N] [--every=N] [--check]
import { parseArgs } from 'node:util';

import { printTable } from './measure.mjs';
import { prepareWork } from './projects.mjs';

const names = ['compile', 'text', 'lint', 'runtime', 'bytes', 'runtime-size', 'growth', 'check', 'mutants'];
const { positionals, values } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' }, lines: { type: 'string' }, every: { type: 'string' }, check: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`There is no figure \`${unknown.join(', ')}\`: choose among ${names.join(', ')}.`);

const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === true || Number(value)]));

prepareWork();
const rows = [];
for (const name of positionals.length > 0 ? positionals : names) {
  console.error(`bench: ${name} …`);
  const { run } = await import(`./${name}.mjs`);
  rows.push(...(await run(given)));
}
printTable(rows);
