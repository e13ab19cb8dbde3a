/** The configs under every supported major of ESLint, extended by name and by value, with types and without. */
import { describe, expect, test } from 'vitest';
import { manifest, project, type Bin } from './project.ts';

const source = `/**
 * @requires \`amout > 0\`
 * @ensures \`result > 0\`
 */
export function pay(amount: number): number {
  return amount;
}
`;

const typed = "languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }";

const forms = {
  name: "{ files: ['src/**/*.ts'], plugins: { '@proviso': proviso }, extends: ['@proviso/recommended'], LANGUAGE }",
  'another name': "{ files: ['src/**/*.ts'], plugins: { contracts: proviso }, extends: ['contracts/recommended'], LANGUAGE }",
  value: "{ files: ['src/**/*.ts'], extends: [proviso.configs.recommended], LANGUAGE }",
};

const config = (form: string, language: string): string => `
import proviso from '@proviso/eslint-plugin';
import { defineConfig } from 'DEFINE/config';
import tseslint from 'typescript-eslint';
export default defineConfig(${form.replace('LANGUAGE', language)});
`;

describe.each([['eslint', 10], ['eslint9', 9]] as const)('%s', (eslint, major) => {
  const bin: Bin = [eslint, 'bin/eslint.js'];
  const lint = (name: string, form: string, language = typed): string => {
    const { run } = project(`${eslint}-${name.replace(' ', '-')}`, {
      'package.json': manifest,
      'tsconfig.json': { compilerOptions: { strict: true, module: 'nodenext', types: [] }, include: ['src'] },
      'eslint.config.js': config(form, language).replace('DEFINE', eslint),
      'src/pay.ts': source,
    });
    return run(bin, 'src').output;
  };

  test('is that major', () => {
    expect(project(`${eslint}-version`, { 'package.json': manifest }).run(bin, '--version').output).toMatch(new RegExp(`^v${major}\\.`));
  });

  test.each(Object.entries(forms))('extended by %s', (name, form) => {
    expect(lint(name, form)).toMatch(/2:15 +error +Cannot find name 'amout'\. Did you mean 'amount'\? If this is prose, remove the backticks +\S+\/valid-contract/);
  });

  test('untyped: what needs no types is reported, and once that types are missing', () => {
    const output = lint('untyped', forms.value, 'languageOptions: { parser: tseslint.parser }');
    expect(output).toContain('The types of clauses are not checked here');
    expect(output).toContain('1 problem');
  });

  test('syntactic: nothing is said of types', () => {
    expect(lint('syntactic', forms.value.replace('recommended', 'syntactic'), 'languageOptions: { parser: tseslint.parser }')).toBe('');
  });
});
