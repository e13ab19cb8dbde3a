/** `@proviso/eslint-plugin`: contracts are demanded where functions are exported, and are right where they stand. */
import { readFileSync } from 'node:fs';
import type { TSESLint } from '@typescript-eslint/utils';
import { configOf, jsdocCompat, namespace } from './configs.ts';
import { rules } from './rules/index.ts';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly name: string; readonly version: string };

type Configs = Readonly<Record<'recommended' | 'contracts-required' | 'strict' | 'syntactic' | 'jsdoc-compat', TSESLint.FlatConfig.Config>>;

interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: typeof rules;
  readonly configs: Configs;
}

const base = { meta: { name, version, namespace }, rules };
const configs = {} as Record<keyof Configs, TSESLint.FlatConfig.Config>;
const plugin: Plugin = { ...base, configs };
for (const config of ['recommended', 'contracts-required', 'strict', 'syntactic'] as const) configs[config] = configOf(config, plugin);
configs['jsdoc-compat'] = jsdocCompat();

export default plugin;
