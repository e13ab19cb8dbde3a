import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The lint of every package: typed, and with a contract on whatever other packages can call. */
export const shared = (folder) =>
  defineConfig({
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, proviso.configs['contracts-required']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
    rules: {
      // What had no contract when the rule came may stay without one until it is changed.
      '@proviso/require-contract': ['error', { baseline: 'proviso-baseline.json' }],
    },
  });
