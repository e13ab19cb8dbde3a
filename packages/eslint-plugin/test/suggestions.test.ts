/** Whatever a rule suggests on the corpus parses. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { listCases, programOf } from '../../transformer/test/case.ts';
import plugin from '../src/index.ts';

/** Every rule with every option that makes it say more. */
const rules: Linter.RulesRecord = {
  ...Object.fromEntries(Object.keys(plugin.rules).map((name) => [`@proviso/${name}`, 'error'])),
  '@proviso/require-contract': ['error', { scope: 'all', skip: [] }],
  '@proviso/pure-contract': ['error', { unknownCallees: true }],
  '@proviso/valid-contract': ['error', { maxLength: 12 }],
};

let count = 0;

describe.each(listCases().map((each) => [each.name, each] as const))('%s', (_, each) => {
  test('its suggestions parse', () => {
    const program = programOf(each);
    for (const fileName of each.files) {
      const text = program.getSourceFile(fileName)?.text ?? '';
      for (const fixed of suggestionsIn(program, { fileName, text })) {
        count++;
        expect(faultsOf(fileName, fixed), fixed).toEqual(faultsOf(fileName, text));
      }
    }
  });
});

test('there are some', () => expect(count).toBeGreaterThan(10));

/** The text of a file after each suggestion that is made for it. */
function suggestionsIn(program: ts.Program, { fileName, text }: { fileName: string; text: string }): string[] {
  const config = {
    files: ['**/*.{ts,tsx,cts,mts,js,jsx,cjs,mjs}'],
    plugins: { '@proviso': plugin as never },
    languageOptions: { parser, parserOptions: { programs: [program] } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules,
  } satisfies Linter.Config;
  const messages = new Linter({ configType: 'flat', cwd: '/' }).verify(text, [config], { filename: fileName });
  return messages.flatMap(({ suggestions = [] }) => suggestions.map(({ fix: { range, text: insert } }) => text.slice(0, range[0]) + insert + text.slice(range[1])));
}

function faultsOf(fileName: string, text: string): string[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest) as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return file.parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
