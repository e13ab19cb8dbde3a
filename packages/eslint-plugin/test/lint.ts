/** Runs rules of the plugin on a text or on the files of a program, as ESLint would. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import type ts from 'typescript';
import plugin from '../src/index.ts';

export interface Report {
  readonly rule: string;
  readonly message: string;
  /** `line:column-line:column`, both from 1. */
  readonly at: string;
}

/** Lints one file of a program with the given rules. */
export function lintFile(program: ts.Program, fileName: string, rules: Linter.RulesRecord): Report[] {
  const file = program.getSourceFile(fileName);
  if (!file) throw new Error(`${fileName} is not in the program`);
  const config = {
    files: ['**/*.{ts,tsx,cts,mts,js,jsx,cjs,mjs}'],
    plugins: { '@proviso': plugin },
    languageOptions: { parser: parser, parserOptions: { programs: [program] } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules,
  } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(file.text, [config], { filename: fileName });
  return messages.map(({ ruleId, message, line, column, endLine, endColumn }) => ({ rule: ruleId ?? '', message, at: `${line}:${column}-${endLine ?? line}:${endColumn ?? column}` }));
}
