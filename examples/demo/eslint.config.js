import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['{src,draft}/*.ts'],
  extends: [tseslint.configs.base, proviso.configs['contracts-required']],
  languageOptions: { parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
});
