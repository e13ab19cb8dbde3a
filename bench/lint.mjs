// CPU time of `eslint` on the sources of rxjs, with a config of the plugin and without.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median, pairs, runNode } from './measure.mjs';
import { makeRxjs } from './projects.mjs';

const eslint = join(dirname(fileURLToPath(import.meta.resolve('eslint/package.json'))), 'bin/eslint.js');
const relintScript = fileURLToPath(new URL('relint.mjs', import.meta.url));
const seconds = (values) => `${(median(values) / 1000).toFixed(2)} s`;

const typed = 'languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }';
const untyped = 'languageOptions: { parser: tseslint.parser }';

/** Every side is a config of its own in the same project. */
const configs = {
  'typed-without': `{ files: ['src/**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked], ${typed} }`,
  'typed-with': `{ files: ['src/**/*.ts'], extends: [tseslint.configs.recommendedTypeChecked, proviso.configs.recommended], ${typed} }`,
  // ESLint walks a file only for a rule.
  'untyped-without': `{ files: ['src/**/*.ts'], plugins: { none: { rules: { none: { create: () => ({}) } } } }, rules: { 'none/none': 'error' }, ${untyped} }`,
  'untyped-with': `{ files: ['src/**/*.ts'], extends: [proviso.configs.syntactic], ${untyped} }`,
};

/** One row for each config on sources with contracts, one for sources without, and the plugin's costliest rule. */
export function run({ runs = 7 }) {
  const { plain, contracts, clauses, lines } = makeRxjs();
  const size = `${clauses} clauses, ${lines} lines`;
  const row = (what, bar, { folder, side }) => {
    const { ratio, quartiles, least, ours, against } = pairs(runs, () => lint(folder, `${side}-with`).cpu, () => lint(folder, `${side}-without`).cpu);
    const figure = `${ratio.toFixed(3)}× (${quartiles.map((each) => each.toFixed(2)).join(' to ')}, least ${least.toFixed(3)}×)`;
    return { what: `lint: ${what}`, against: side === 'typed' ? 'recommendedTypeChecked' : 'a rule that does nothing', figure, bar, ours: seconds(ours), theirs: seconds(against), runs };
  };
  for (const folder of [plain, contracts]) writeConfigs(folder);
  return [
    row(`recommended, ${size}`, '≤ 1.10×', { folder: contracts, side: 'typed' }),
    row('recommended, files without contracts', '≤ 1.10×', { folder: plain, side: 'typed' }),
    row(`syntactic, ${size}`, '≤ 1.05×', { folder: contracts, side: 'untyped' }),
    row('syntactic, files without contracts', '≤ 1.05×', { folder: plain, side: 'untyped' }),
    ...editorRows(contracts, runs),
  ];
}

/** One file, edited and linted over and over in one process, as an editor's server does. */
function editorRows(folder, runs) {
  const file = 'src/internal/Observable.ts';
  const relint = (side, count) => JSON.parse(runNode(['--expose-gc', relintScript, `typed-${side}.config.js`, file, `${count}`], folder).stdout);
  const { ours, against } = pairs(Math.ceil(runs / 2), () => relint('with', 100).p95, () => relint('without', 100).p95);
  const [more, less] = [median(ours), median(against)];
  const { growth } = relint('with', 1000);
  const text = readFileSync(join(folder, file), 'utf8');
  const size = `${text.split('\n').length} lines, ${text.split(/@(?:requires|ensures|throws) .*`/).length - 1} clauses`;
  return [
    { what: `editor: one file again, 95th percentile (${size})`, against: 'recommendedTypeChecked', figure: `+${(more - less).toFixed(0)} ms`, bar: '≤ +30 ms', ours: `${more.toFixed(0)} ms`, theirs: `${less.toFixed(0)} ms`, runs: Math.ceil(runs / 2) },
    { what: 'editor: memory after 1000 lints of an edited file', against: 'before', figure: `${((growth - 1) * 100).toFixed(1)} %`, bar: '≤ +5 %', runs: 1 },
  ];
}

function writeConfigs(folder) {
  for (const [name, config] of Object.entries(configs)) {
    const text = `import proviso from '@proviso/eslint-plugin';\nimport { defineConfig } from 'eslint/config';\nimport tseslint from 'typescript-eslint';\nvoid proviso;\nexport default defineConfig(${config});\n`;
    writeFileSync(join(folder, `${name}.config.js`), text);
  }
}

/** Both sides report what they find in rxjs; only the cost counts here. */
function lint(folder, config) {
  return runNode([eslint, '--no-inline-config', '--config', `${config}.config.js`, '--format', 'json', '--output-file', `${config}.json`, 'src'], folder, { mayFail: true });
}
