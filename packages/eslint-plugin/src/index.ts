/** `@proviso/eslint-plugin`: contracts are demanded where functions are exported, and are right where they stand. */
import { readFileSync } from 'node:fs';
import type { TSESLint } from '@typescript-eslint/utils';
import { configOf, jsdocCompat, namespace } from './configs.ts';
import { rules, type RuleOptions } from './rules/index.ts';

export type { RuleDocs } from './create-rule.ts';
export type { RuleOptions } from './rules/index.ts';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly name: string; readonly version: string };

type Configs = Readonly<Record<'recommended' | 'contracts-required' | 'strict' | 'syntactic' | 'jsdoc-compat', TSESLint.FlatConfig.Config>>;

interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: typeof rules;
  readonly configs: Configs;
}

type Level = 'off' | 'warn' | 'error' | 0 | 1 | 2;

/** What a config may set for the rules, each with its options: `{ … } satisfies ProvisoRules`. */
export type ProvisoRules = {
  readonly [Name in keyof typeof rules as `@proviso/${Name}`]?: Level | readonly [Level] | readonly [Level, Name extends keyof RuleOptions ? RuleOptions[Name] : never];
};

const base = { meta: { name, version, namespace }, rules };
const configs = {} as Record<keyof Configs, TSESLint.FlatConfig.Config>;
const plugin: Plugin = { ...base, configs };
for (const config of ['recommended', 'contracts-required', 'strict', 'syntactic'] as const) configs[config] = configOf(config, plugin);
configs['jsdoc-compat'] = jsdocCompat();

export default plugin;
