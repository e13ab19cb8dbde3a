// Checked by `typecheck`, never run: each `@ts-expect-error` fails the check if the line below it compiles.
import { type ESLint, type Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import proviso, { type ProvisoRules } from '../src/index.ts';

export const config = defineConfig({ plugins: { '@proviso': proviso }, extends: ['@proviso/recommended', proviso.configs.recommended, proviso.configs['jsdoc-compat']] }, proviso.configs.strict);
export const list: Linter.Config[] = [proviso.configs.syntactic];
export const plugin: ESLint.Plugin = proviso;

export const rules = {
  '@proviso/valid-contract': ['error', { types: false }],
  '@proviso/require-contract': ['error', { scope: 'exported', baseline: 'proviso-baseline.json' }],
  '@proviso/max-no-contract': ['warn', { max: 3 }],
  '@proviso/pure-contract': 'off',
  '@proviso/safe-old': 2,
} satisfies ProvisoRules;

// @ts-expect-error no such scope
export const scope: ProvisoRules = { '@proviso/require-contract': ['error', { scope: 'everything' }] };

// @ts-expect-error no such option
export const option: ProvisoRules = { '@proviso/valid-contract': ['error', { type: false }] };

// @ts-expect-error no such rule
export const rule: ProvisoRules = { '@proviso/valid-contracts': 'error' };
