/**
 * The module that configs import: what is said of the rules. Their code, a megabyte, is loaded when the first of them is made for a file, a third of it
 * for `syntactic`. So it costs nothing where no file is linted, and it comes after TypeScript, as the engine likes it: see docs/performance.md.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { namespace, pageOf } from './names.ts';
import type plugin from './index.ts';

type Plugin = typeof plugin;
type Rule = Plugin['rules'][keyof Plugin['rules']];

/** Both are written by the build. */
const outline = JSON.parse(readFileSync(new URL('outline.json', import.meta.url), 'utf8')) as Plugin;
const load = createRequire(import.meta.url);

function codeOf(name: string): Rule {
  const isSyntactic = `${namespace}/${name}` in outline.configs.syntactic.rules;
  const { rules } = isSyntactic ? (load('./syntactic.cjs') as Pick<Plugin, 'rules'>) : (load('./plugin.cjs') as { readonly default: Plugin }).default;
  return rules[name as keyof Plugin['rules']];
}

const rules = Object.entries(outline.rules).map(([name, rule]): [string, Rule] => {
  const meta = { ...rule.meta, docs: { ...rule.meta?.docs, url: pageOf(name) } };
  return [name, { ...rule, meta, create: (context) => codeOf(name).create(context) }];
});

const outlined: Plugin = { ...outline, rules: Object.fromEntries(rules) as Plugin['rules'], configs: { ...outline.configs } };
for (const [name, config] of Object.entries(outline.configs)) {
  if ('plugins' in config) Object.assign(outlined.configs, { [name]: { ...config, plugins: { [namespace]: outlined } } });
}

export default outlined;
