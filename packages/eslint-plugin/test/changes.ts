/** Every change of a text that some rule offers. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import plugin from '../src/index.ts';
import { rules as rulesOfPlugin } from '../src/rules/index.ts';

/** A rule that looks at tests too, where it has an option for that. */
function withTests({ meta }: (typeof rulesOfPlugin)[keyof typeof rulesOfPlugin]): Linter.RuleEntry {
  const [options] = meta.schema as readonly { readonly properties?: object }[];
  return options?.properties && 'tests' in options.properties ? ['error', { tests: true }] : 'error';
}

/** Every rule with every option that makes it say more. */
const rules: Linter.RulesRecord = {
  ...Object.fromEntries(Object.entries(rulesOfPlugin).map(([name, rule]) => [`@proviso/${name}`, withTests(rule)])),
  '@proviso/require-contract': ['error', { scope: 'all', skip: [] }],
  '@proviso/pure-contract': ['error', { unknownCallees: true }],
  '@proviso/meaningful-contract': ['error', { trivialOfExported: true }],
  '@proviso/safe-old': ['error', { reassigned: true }],
  '@proviso/valid-contract': ['error', { maxLength: 12 }],
};

/** A fix or a suggestion, carried out. */
export interface Change {
  readonly rule: string;
  readonly desc: string;
  readonly output: string;
}

/** The text of a file after each fix and each suggestion that is made for it, one at a time. */
export function changesIn(program: ts.Program, { fileName, text }: { readonly fileName: string; readonly text: string }): Change[] {
  const config = {
    files: ['**/*.{ts,tsx,cts,mts,js,jsx,cjs,mjs}'],
    plugins: { '@proviso': plugin },
    languageOptions: { parser, parserOptions: { programs: [program] } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules,
  } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: fileName });
  return messages.flatMap(({ ruleId, fix, suggestions = [] }) => {
    const changes = [...(fix ? [{ desc: 'fix', fix }] : []), ...suggestions];
    return changes.map(({ desc, fix: { range, text: insert } }) => ({ rule: ruleId ?? '', desc, output: text.slice(0, range[0]) + insert + text.slice(range[1]) }));
  });
}

/** The syntax errors of a text. */
export function faultsOf(fileName: string, text: string): string[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest) as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return file.parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
