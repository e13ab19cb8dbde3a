import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The lint of every package: typed, and with a contract on whatever other packages can call. `rules` are a package's own. */
export const shared = (folder, rules = {}) =>
  defineConfig({
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, proviso.configs['contracts-required']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
    rules,
  });
