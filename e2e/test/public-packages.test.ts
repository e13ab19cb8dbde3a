/** Foreign documentation is not code: on public packages, which have no contracts, `recommended` reports nothing but what its rules about state find. */
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

/** Read by hand: two engines are made where two calls overlap, jobs that a job adds are dropped; a pattern of which nobody resets the position; what is global, or static and set by a method. */
const aboutState: Readonly<Record<string, readonly string[]>> = {
  'date-fns': ['window.dateFns = ', 'In order to be iterable'],
  'eslint-plugin-jsdoc': ["tagName = unescapedInlineTagRegex.exec(desc)?.[1] ?? '';"],
  rxjs: ['static frameTimeFactor = 10;'],
  typedoc: ['this.postRenderAsyncJobs = [];', 'this.preRenderAsyncJobs = [];', 'shikiEngine = await shiki.createOnigurumaEngine();', 'highlighter = new ShikiHighlighter(hl, lightTheme, darkTheme);', 'var emptyArray = [];'],
};

/** The rules about state, of which no contract is needed. */
const stateRules = new Set(Object.keys(proviso.rules).filter((name) => name.startsWith('no-') && name !== 'no-prose-clause' && name !== 'no-violated-precondition').map((name) => `@proviso/${name}`));

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
    const reports = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return linter.verify(text, [config], { filename: file }).map(({ ruleId, line, message, fatal = false }) => ({ file, line, ruleId, message, fatal, source: text.split('\n')[line - 1]?.trim() }));
    });
    const own = reports.filter(({ ruleId }) => ruleId?.startsWith('@proviso/') === true);
    const isAboutState = ({ ruleId }: { readonly ruleId: string | null }): boolean => stateRules.has(ruleId ?? '');
    expect(own.filter((report) => !isAboutState(report))).toEqual([]);
    const begins = (aboutState[name] ?? []).map((begin) => expect.stringContaining(begin) as string);
    expect(own.filter(isAboutState).map(({ source }) => source)).toEqual(begins);
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
