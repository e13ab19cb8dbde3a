/** Formatters and linters of doc comments change no contract, with the compatibility files that the plugin ships. */
import { contractRecords, read } from '@proviso/compiler';
import proviso from '@proviso/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import jsdoc from 'eslint-plugin-jsdoc';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { manifest, project, type Project } from './project.ts';

const corpus = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** What the tools may not change: the clauses of each owner, in no order, since formatters sort tags; quotes, spaces and capitals are theirs, and so are comments. */
function contractsOf(text: string, name: string): string[] {
  const file = ts.createSourceFile(`/pkg/${name}`, text, ts.ScriptTarget.Latest, true);
  const contracts = read({ ts, packageOf: () => ({ name: 'pkg', root: '/pkg', optedIn: true }) }, file);
  const clauses = (contracts ? contractRecords(contracts) : []).flatMap(({ owner, clauses }) => clauses.map((clause) => ({ ...clause, owner })));
  const rows = clauses.map(({ owner, kind, source = '', errors = [], iff, label, message = '' }) => [owner, kind, label, errors, iff, source, message]);
  return rows.map((row) => JSON.stringify(row).replace(/\\[tn]/g, '').replace(/\/\*.*?\*\/|[\s()\\;.]|,(?=\s*[})\]])/g, '').replace(/['"]+/g, "'").toLowerCase()).sort();
}

interface Source {
  readonly name: string;
  readonly text: string;
}

/** The sources of the corpus that parse and whose clauses do too: a tool may do anything to a fault. */
function sources(): Source[] {
  const files = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !/^(?:\.|todo-|node_modules)/.test(entry.name));
  return files.flatMap(({ name }) => {
    const path = ['ts', 'tsx'].map((extension) => `${corpus}/${name}/input.${extension}`).find((each) => existsSync(each));
    if (path === undefined) return [];
    const text = readFileSync(path, 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const isSound = (source as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics.length === 0;
    return isSound && contractsOf(text, 'input.ts').length > 0 ? [{ name, text }] : [];
  });
}

const fixing = (config: Linter.Config[]): ESLint => {
  const base = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: parser as Linter.Parser } };
  return new ESLint({ overrideConfigFile: true, overrideConfig: config.map((each) => ({ ...each, ...base })), fix: true });
};

const besideJsdoc = fixing([jsdoc.configs['flat/recommended-typescript'], proviso.configs['jsdoc-compat']]);

const tools: Readonly<Record<string, (source: Source) => Promise<string>>> = {
  prettier: ({ text }) => format(text, { parser: 'typescript' }),
  'prettier, narrow': ({ text }) => format(text, { parser: 'typescript', printWidth: 60, singleQuote: true }),
  'prettier-plugin-jsdoc': ({ text }) => format(text, { parser: 'typescript', plugins: ['prettier-plugin-jsdoc'] }),
  'eslint-plugin-jsdoc --fix': async ({ text, name }) => (await besideJsdoc.lintText(text, { filePath: `${name}.ts` }))[0]?.output ?? text,
};

describe.each(Object.entries(tools))('%s', (_, tool) => {
  test.each(sources().map((source) => [source.name, source] as const))('%s', async (_, source) => {
    expect(contractsOf(await tool(source), 'input.ts')).toEqual(contractsOf(source.text, 'input.ts'));
  });
});

describe('eslint-plugin-jsdoc in a project that contracts are added to', () => {
  const source = '/**\n * Takes money out.\n * @param n - How much.\n * @returns The rest.\n * @requires `n > 0`\n * @requires [audit] `Number.isInteger(n)`: whole coins\n * @ensures `result < n`\n * @throws {RangeError} if `n > 9`\n * @modifies nothing\n * @pure\n */\nexport function take(n: number): number {\n  return n - 1;\n}\n';
  const projectWith = (name: string, compat: string): Project => project(name, {
    'package.json': { ...manifest, devDependencies: { 'eslint-plugin-jsdoc': '*' } },
    'eslint.config.js': `import proviso from '@proviso/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import jsdoc from 'eslint-plugin-jsdoc';

const files = ['**/*.ts'];
export default [
  { files, ...jsdoc.configs['flat/recommended-typescript'] },
  { files, ...proviso.configs.syntactic, languageOptions: { parser } },
  ${compat}
];
`,
    'src/shop.ts': source,
  });
  const lint = ({ run }: Project): ReturnType<Project['run']> => run(['eslint', 'bin/eslint.js'], 'src');

  test('without the compat config the set-up is told, before a fix has deleted a clause', () => {
    const { status, output } = lint(projectWith('jsdoc-without-compat', ''));
    expect(status).toBe(1);
    expect(output).toMatch(/5:4 +error +eslint-plugin-jsdoc may be at work here.* @proviso\/valid-contract/);
  });

  test('with it nothing is reported and a fix changes nothing', () => {
    const compatible = projectWith('jsdoc-with-compat', "{ files, ...proviso.configs['jsdoc-compat'] },");
    expect(lint(compatible)).toEqual({ status: 0, output: '' });
    compatible.run(['eslint', 'bin/eslint.js'], 'src', '--fix');
    expect(compatible.read('src/shop.ts')).toBe(source);
  });
});
