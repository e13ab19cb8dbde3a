/** Tools that read doc comments know the tags of contracts, with the `tsdoc.json` that the plugin ships. */
import { describe, expect, test } from 'vitest';
import { manifest, project, type Project } from './project.ts';

const source = `/** A module of contracts. @packageDocumentation */

/**
 * An account.
 *
 * @invariant \`this.balance >= 0\`
 */
export class Account {
  /** What is in it. */
  balance: number = 0;

  /**
   * Takes money out.
   *
   * @param amount - how much
   * @requires \`amount > 0\`: something
   * @requires [audit] \`Number.isInteger(amount)\`
   * @throws RangeError iff \`amount > 1000\`: too much
   * @ensures \`this.balance === old(this.balance) - amount\`
   * @modifies this.balance
   * @returns the new balance
   */
  withdraw(amount: number): number {
    if (amount > 1000) throw new RangeError('too much');
    this.balance -= amount;
    return this.balance;
  }

  /**
   * Nothing to say.
   *
   * @noContract the name says it
   */
  nothing(): void {}

  /**
   * The same.
   *
   * @pure
   * @decreases \`n\`
   * @borrow n
   * @secret n
   * @param n - a number
   * @returns the number
   */
  same(n: number): number {
    return n;
  }
}
`;

const tsdocJson = { $schema: 'https://developer.microsoft.com/json-schemas/tsdoc/v0/tsdoc.schema.json', extends: ['@proviso/eslint-plugin/tsdoc.json'] };

const make = (name: string, { compatible = true, ...files }: Record<string, string | object | boolean> = {}): Project =>
  project(name, {
    'package.json': { ...manifest, version: '1.0.0', types: 'dist/index.d.ts' },
    'tsconfig.json': { compilerOptions: { strict: true, declaration: true, module: 'nodenext', target: 'es2022', types: [], rootDir: 'src', outDir: 'dist' }, include: ['src'] },
    'src/index.ts': source,
    ...(compatible === true ? { 'tsdoc.json': tsdocJson } : {}),
    ...(files as Record<string, string | object>),
  });

const eslintConfig = `
import tsdoc from 'eslint-plugin-tsdoc';
import tseslint from 'typescript-eslint';
export default [{ files: ['src/**/*.ts'], plugins: { tsdoc }, languageOptions: { parser: tseslint.parser }, rules: { 'tsdoc/syntax': 'error' } }];
`;

describe('eslint-plugin-tsdoc', () => {
  const lint = (name: string, compatible: boolean): string => make(name, { compatible, 'eslint.config.js': eslintConfig }).run(['eslint', 'bin/eslint.js'], 'src').output;

  test('has no complaint', () => {
    expect(lint('tsdoc', true)).toBe('');
  });

  test('complains of every tag without the file', () => {
    expect(lint('tsdoc-alone', false)).toContain('@requires');
  });
});

describe('typedoc', () => {
  const build = (name: string, compatible: boolean): string => make(name, { compatible }).run(['typedoc', 'bin/typedoc'], '--entryPoints', 'src/index.ts', '--skipErrorChecking', '--disableSources', '--json', 'docs.json').output;

  test('has no warning', () => {
    expect(build('typedoc', true)).not.toContain('warning');
  });

  test('warns of unknown tags without the file', () => {
    expect(build('typedoc-alone', false)).toContain('@requires');
  });
});

describe('api-extractor', () => {
  const config = {
    mainEntryPointFilePath: '<projectFolder>/dist/index.d.ts',
    apiReport: { enabled: false },
    docModel: { enabled: false },
    dtsRollup: { enabled: true },
    messages: { extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: 'none' } } },
  };

  test('has no complaint, and its rollup keeps the clauses', () => {
    const { run, read } = make('api-extractor', { 'api-extractor.json': config });
    expect(run(['typescript', 'bin/tsc']).output).toBe('');
    const { output } = run(['@microsoft/api-extractor', 'bin/api-extractor'], 'run', '--local');
    expect(output).not.toContain('tsdoc-');
    expect(output).toContain('completed successfully');
    expect(read('dist/shop.d.ts')).toContain('@requires `amount > 0`: something');
  });
});
