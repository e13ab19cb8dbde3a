import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

import { root } from '../workspace.mjs';
import { withRegion } from './region.mjs';

const folder = 'packages/eslint-plugin';

/** What each shared config is for; every config of the plugin has a row. */
const purposes = {
  recommended: 'Contracts that are there are right, and state that others share is not changed behind their back. Code without contracts is not asked for any.',
  'contracts-required': '`recommended`, and exported functions have a contract.',
  strict: '`contracts-required`, and everything else that is precise.',
  syntactic: 'What needs no type information: fast, and for parsers without types.',
  'jsdoc-compat': 'No rules of this plugin: tells eslint-plugin-jsdoc which tags there are, and keeps it from deleting clauses.',
};

/** The tables of configs and rules in the plugin's README, from the plugin itself; it has to be built. */
export async function ruleTable() {
  const { default: plugin } = await import(pathToFileURL(join(root, folder, 'dist/index.js')).href);
  return [withRegion(join(folder, 'README.md'), 'configs and rules', ['## Configs', '', ...configs(plugin), '', '## Rules', '', ...rules(plugin)])];
}

function configs({ configs: all }) {
  const rows = Object.entries(all).map(([name, { rules: held }]) => {
    if (purposes[name] === undefined) throw new Error(`the config \`${name}\` needs a row in scripts/generators/rule-table.mjs`);
    return `| \`${name}\` | ${ownRules(held).length} | ${purposes[name]} |`;
  });
  return ['| config | rules | for |', '|---|---|---|', ...rows];
}

function rules({ rules: all, configs: shared }) {
  const names = Object.entries(shared).filter(([, { rules: held }]) => ownRules(held).length > 0).map(([name]) => name);
  const rows = Object.entries(all).map(([rule, { meta }]) => {
    const marks = names.map((name) => (`@proviso/${rule}` in shared[name].rules ? '✓' : ''));
    return `| [${rule}](docs/rules/${rule}.md) | ${meta.docs.description} | ${[...marks, meta.docs.needsTypes ? '✓' : '', meta.docs.suggests ? '✓' : ''].join(' | ')} |`;
  });
  const headings = ['rule', 'what holds', ...names, 'needs types', 'suggests'];
  return [`| ${headings.join(' | ')} |`, `|${headings.map(() => '---').join('|')}|`, ...rows];
}

function ownRules(held) {
  return Object.keys(held).filter((name) => name.startsWith('@proviso/'));
}
