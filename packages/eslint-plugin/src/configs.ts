/** The shared configs, made from what the rules say of themselves. */
import { contractTags } from '@proviso/compiler';
import type { TSESLint } from '@typescript-eslint/utils';
import type { ConfigName } from './create-rule.ts';
import { namespace } from './names.ts';
import { jsdocCompatible, jsdocSetting } from './jsdoc-evidence.ts';
import { rules } from './rules/index.ts';
import { onlyContradictory } from './rules/meaningful-contract.ts';

/** Functions without a contract declare nothing, and many are there to write. */
const ofContracts = { 'no-undeclared-module-write': [{ scope: 'contract' }], 'no-undeclared-parameter-mutation': [{ scope: 'contract' }] };

/** What a config sets differently from a rule's own defaults. */
const options: Partial<Record<ConfigName, Readonly<Record<string, readonly unknown[]>>>> = {
  recommended: { 'meaningful-contract': [onlyContradictory], ...ofContracts },
  'contracts-required': { 'meaningful-contract': [onlyContradictory], ...ofContracts },
  strict: { 'pure-contract': [{ unknownCallees: true }], 'no-mutable-export': [{ filled: true }] },
  syntactic: { 'valid-contract': [{ types: false }] },
};

type Config = TSESLint.FlatConfig.Config & { readonly name: string };

/** Each config holds the rules of those before it; `syntactic` stands alone. */
const holds: Readonly<Record<ConfigName, readonly ConfigName[]>> = {
  recommended: ['recommended'],
  'contracts-required': ['recommended', 'contracts-required'],
  strict: ['recommended', 'contracts-required', 'strict'],
  syntactic: ['syntactic'],
};

/** The config of a name: all rules that say they belong to it, each an error. */
export function configOf(name: ConfigName, plugin: TSESLint.FlatConfig.Plugin): Config {
  const members = Object.entries(rules).filter(([, { meta }]) => meta.docs?.configs.some((config) => holds[name].includes(config)));
  const entries = members.map(([rule]) => [`${namespace}/${rule}`, ['error', ...(options[name]?.[rule] ?? [])]] as const);
  return { name: `${namespace}/${name}`, plugins: { [namespace]: plugin }, rules: Object.fromEntries(entries) as TSESLint.FlatConfig.Rules };
}

/** `@requires` is a path of a module to eslint-plugin-jsdoc, whose `valid-types` would not parse a clause. */
const structuredTags = { requires: { name: 'text' } };

/** For projects with eslint-plugin-jsdoc: it knows the contract tags, and keeps `typed` from deleting them; the setting tells our rules so. */
export function jsdocCompat(): Config {
  return {
    name: `${namespace}/jsdoc-compat`,
    settings: { [jsdocSetting]: jsdocCompatible, jsdoc: { structuredTags } },
    rules: { 'jsdoc/check-tag-names': ['error', { definedTags: [...contractTags], typed: false }] },
  };
}
