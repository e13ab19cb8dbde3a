/** The analysis of a text without types, as a file of a package that opted in. */
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { join } from 'node:path';
import { analysisOf, type Analysis, type Context } from '../src/analysis.ts';

export function analysed(text: string): Analysis {
  let found: Analysis | undefined;
  const rule: Rule.RuleModule = { create: (context) => ({ Program: () => void (found = analysisOf(context as unknown as Context)) }) };
  const config = { files: ['**/*.ts'], plugins: { test: { rules: { look: rule } } }, languageOptions: { parser }, rules: { 'test/look': 'error' } } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: join(import.meta.dirname, 'sample.ts') });
  if (!found) throw new Error(messages.map(({ message }) => message).join());
  return found;
}
