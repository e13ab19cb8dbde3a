/** `@proviso/eslint-plugin`: contracts are demanded where functions are exported, and are right where they stand. */
import { readFileSync } from 'node:fs';
import type { Linter, Rule } from 'eslint';
import { configOf, jsdocCompat } from './configs.ts';
import { namespace } from './names.ts';
import { rules, type RuleOptions } from './rules/index.ts';

export type { RuleDocs } from './create-rule.ts';
export type { RuleOptions } from './rules/index.ts';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly name: string; readonly version: string };

/** A config as `defineConfig` of ESLint and `config` of typescript-eslint both take it: their types differ in what is not said here. */
interface Config {
  readonly name: string;
  readonly rules: Linter.RulesRecord;
}

type ConfigName = 'recommended' | 'contracts-required' | 'strict' | 'syntactic' | 'jsdoc-compat';

interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Readonly<Record<keyof typeof rules, Rule.RuleModule>>;
  readonly configs: Readonly<Record<ConfigName, Config>>;
}

type Level = 'off' | 'warn' | 'error' | 0 | 1 | 2;

/** What a config may set for the rules, each with its options: `{ … } satisfies ProvisoRules`. */
export type ProvisoRules = {
  readonly [Name in keyof typeof rules as `@proviso/${Name}`]?: Level | readonly [Level] | readonly [Level, Name extends keyof RuleOptions ? RuleOptions[Name] : never];
};

const configs = {} as Record<ConfigName, Config>;
// The rules are written with the types of typescript-eslint, which say more of a program than ESLint's.
const plugin: Plugin = { meta: { name, version, namespace }, rules: rules as unknown as Plugin['rules'], configs };
const forConfigs = plugin as Parameters<typeof configOf>[1];
for (const config of ['recommended', 'contracts-required', 'strict', 'syntactic'] as const) configs[config] = configOf(config, forConfigs) as Config;
configs['jsdoc-compat'] = jsdocCompat() as Config;

export default plugin;
