/** Foreign documentation is not code: on public packages, which have no contracts, `recommended` reports nothing. */
import proviso from '@proviso/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { cpSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { packageFolder, project } from './project.ts';

/** The files of each package that are linted. */
const packages: Readonly<Record<string, RegExp>> = {
  '@types/express': /\.d\.ts$/,
  '@types/node': /\.d\.ts$/,
  tslib: /\.(?:js|mjs|d\.ts)$/,
  protobufjs: /^src\/.*\.js$/,
  'date-fns': /^[^/]*\.(?:js|d\.ts)$/,
  rxjs: /^src\/.*\.ts$/,
  typedoc: /^dist\/.*\.(?:js|d\.ts)$/,
  'eslint-plugin-jsdoc': /^src\/.*\.js$/,
};

describe.each(Object.entries(packages))('%s', (name, pattern) => {
  const files = filesOf(name, pattern);

  test('has files that are linted', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each([['without types', false], ['with types', true]] as const)('%s', (_, typed) => {
    const programs = typed ? [ts.createProgram([...files], { allowJs: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, types: [] })] : undefined;
    const linter = new Linter({ configType: 'flat', cwd: '/' });
    const config = {
      ...proviso.configs.recommended,
      files: ['**/*.{js,mjs,cjs,ts}'],
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: { parser: parser, parserOptions: programs ? { programs } : {} },
    } satisfies Linter.Config;
    const reports = files.flatMap((file) => linter.verify(readFileSync(file, 'utf8'), [config], { filename: file }).map(({ ruleId, line, message, fatal = false }) => ({ file, line, ruleId, message, fatal })));
    expect(reports.filter(({ ruleId }) => ruleId?.startsWith('@proviso/') === true)).toEqual([]);
    expect(reports.filter(({ fatal }) => fatal)).toEqual([]);
  });
});

/** A copy of a package outside of any node_modules, which ESLint would ignore. */
function filesOf(name: string, wanted: RegExp): string[] {
  const source = realpathSync(packageFolder(name));
  const { folder } = project(`public/${name}`, { '.keep': '' });
  cpSync(source, folder, { recursive: true, filter: (path) => !relative(source, path).includes('node_modules') });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => wanted.test(file.replaceAll('\\', '/'))).map((file) => join(folder, file));
}
