// CPU time of `eslint` on the sources of rxjs and zod, with a config of the plugin and without.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median, pairs, runNode } from './measure.mjs';
import { makeSources } from './projects.mjs';

const eslint = join(dirname(fileURLToPath(import.meta.resolve('eslint/package.json'))), 'bin/eslint.js');
const relintScript = fileURLToPath(new URL('relint.mjs', import.meta.url));
const sharesScript = fileURLToPath(new URL('rule-shares.mjs', import.meta.url));
const seconds = (values) => `${(median(values) / 1000).toFixed(2)} s`;

const typed = 'languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }';
const untyped = 'languageOptions: { parser: tseslint.parser }';

/** The rule that only reports what the analysis found, once more under another name and before all others: so it is the one that has a file analysed. */
const sharedFirst = "{ plugins: { analysis: { rules: { shared: proviso.rules['compatible-override'] } } }, rules: { 'analysis/shared': 'error' } }";

/** Every side is a config of its own in the same project. Only the sides with the plugin load it. */
const configs = {
  'typed-without': `{ files: ['src/**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked], ${typed} }`,
  'typed-with': `{ files: ['src/**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked, proviso.configs.recommended], ${typed} }`,
  'typed-shares': `{ files: ['src/**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked, ${sharedFirst}, proviso.configs.recommended], ${typed} }`,
  // ESLint walks a file only for a rule.
  'untyped-without': `{ files: ['src/**/*.ts'], plugins: { none: { rules: { none: { create: () => ({}) } } } }, rules: { 'none/none': 'error' }, ${untyped} }`,
  'untyped-with': `{ files: ['src/**/*.ts'], extends: [proviso.configs.syntactic], ${untyped} }`,
};

/** Rows for each config on sources with contracts and on sources without, for what the rules take, and for an editor. */
export function run({ runs = 7 }) {
  const rxjs = makeSources('rxjs');
  const zod = makeSources('zod');
  for (const folder of [rxjs.plain, rxjs.contracts, zod.plain, zod.contracts]) writeConfigs(folder);
  const fewer = Math.ceil(runs / 2); // the types of zod take long
  return [
    costRow(`recommended, ${sizeOf(rxjs)}`, runs, { folder: rxjs.contracts, side: 'typed' }),
    costRow('recommended, files without contracts', runs, { folder: rxjs.plain, side: 'typed' }),
    costRow(`recommended on zod, ${sizeOf(zod)}`, fewer, { folder: zod.contracts, side: 'typed' }),
    costRow('recommended on zod, files without contracts', fewer, { folder: zod.plain, side: 'typed' }),
    costRow(`syntactic, ${sizeOf(rxjs)}`, runs, { folder: rxjs.contracts, side: 'untyped' }),
    costRow('syntactic, files without contracts', runs, { folder: rxjs.plain, side: 'untyped' }),
    ...shareRows(rxjs.contracts, fewer),
    ...editorRows(rxjs.contracts, runs),
  ];
}

/** The row of a program of any size; `node` are options of Node. */
export function growthRow({ folder, lines, clauses }, { runs, node }) {
  writeConfigs(folder);
  return { ...costRow(`recommended, ${sizeOf({ clauses, lines })}`, runs, { folder, side: 'typed', node }), bar: '≤ 1.20×' };
}

function sizeOf({ clauses, lines }) {
  return `${clauses} clauses, ${lines} lines`;
}

/** What a side of the plugin takes beside the same without it. */
function costRow(what, runs, { folder, side, node }) {
  const isTyped = side === 'typed';
  const { ratio, quartiles, least, ours, against } = pairs(runs, () => lint(folder, `${side}-with`, node).cpu, () => lint(folder, `${side}-without`, node).cpu);
  const figure = `${ratio.toFixed(3)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(3)}×)`;
  return { what: `lint: ${what}`, against: isTyped ? 'recommendedTypeChecked' : 'a rule that does nothing', figure, bar: isTyped ? '≤ 1.10×' : '≤ 1.05×', ours: seconds(ours), theirs: seconds(against), runs };
}

/** The part of each rule, and of the analysis that they share, in all that the plugin takes. */
function shareRows(folder, runs) {
  const all = Array.from({ length: runs }, () => JSON.parse(runNode([sharesScript, 'typed-shares.config.js'], folder).stdout));
  const times = Object.keys(all[0]).map((rule) => ({ rule, time: median(all.map((each) => each[rule])) }));
  const total = times.reduce((sum, { time }) => sum + time, 0);
  return times.sort((a, b) => b.time - a.time).map(({ rule, time }) => ({
    what: `lint: ${rule === 'analysis/shared' ? 'the analysis that rules share' : rule}`,
    against: 'all of the plugin',
    figure: `${((time / total) * 100).toFixed(0)} %`,
    bar: rule === 'analysis/shared' ? '' : '≤ 15 %',
    ours: `${time.toFixed(0)} ms`,
    theirs: `${total.toFixed(0)} ms`,
    runs,
  }));
}

/** One file, edited and linted over and over in one process, as an editor's server does. */
function editorRows(folder, runs) {
  const file = 'src/internal/ajax/ajax.ts'; // as dense as the bar says: 30 clauses for 500 lines
  const relint = (side, count) => JSON.parse(runNode(['--expose-gc', relintScript, `typed-${side}.config.js`, file, `${count}`], folder).stdout);
  const { ours, against } = pairs(Math.ceil(runs / 2), () => relint('with', 100).p95, () => relint('without', 100).p95);
  const [more, less] = [median(ours), median(against)];
  const growth = pairs(1, () => relint('with', 1000).growth, () => relint('without', 1000).growth);
  const [grown, grownWithout] = [median(growth.ours), median(growth.against)].map((each) => (each - 1) * 100);
  const text = readFileSync(join(folder, file), 'utf8');
  const size = `${text.split('\n').length} lines, ${text.split(/@(?:requires|ensures|throws) .*`/).length - 1} clauses`;
  return [
    { what: `editor: one file again, 95th percentile (${size})`, against: 'recommendedTypeChecked', figure: `+${(more - less).toFixed(0)} ms`, bar: '≤ +30 ms', ours: `${more.toFixed(0)} ms`, theirs: `${less.toFixed(0)} ms`, runs: Math.ceil(runs / 2) },
    { what: 'editor: growth of memory over 1000 lints of an edited file', against: 'recommendedTypeChecked', figure: `${grown < 0 ? '' : '+'}${grown.toFixed(1)} %`, bar: '≤ +5 %', ours: `${grown.toFixed(1)} %`, theirs: `${grownWithout.toFixed(1)} %`, runs: 1 },
  ];
}

function writeConfigs(folder) {
  for (const [name, config] of Object.entries(configs)) {
    const plugin = config.includes('proviso') ? "import proviso from '@proviso/eslint-plugin';\n" : '';
    const text = `${plugin}import { defineConfig } from 'eslint/config';\nimport tseslint from 'typescript-eslint';\nexport default defineConfig(${config});\n`;
    writeFileSync(join(folder, `${name}.config.js`), text);
  }
}

/** Both sides report what they find in rxjs; only the cost counts here. */
function lint(folder, config, node = []) {
  return runNode([...node, eslint, '--no-inline-config', '--config', `${config}.config.js`, '--format', 'json', '--output-file', `${config}.json`, 'src'], folder, { mayFail: true });
}
