/** Jest with each set-up of its page, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOnPage } from './host-pages.ts';
import { manifest, packageFolder, project, type Project } from './project.ts';

const half = `/**
 * Half of a number.
 *
 * @requires \`n % 2 === 0\`: an even number
 * @ensures \`result * 2 === n\`
 */
export function half(n: number): number {
  return n > 100 ? n : n / 2;
}
`;

const stock = `export interface Counted {
  /** @requires \`by > 0\`: more than nothing */
  add(by: number): number;
}
`;

const box = `import type { Counted } from './stock';

export class Box implements Counted {
  size = 0;

  add(by: number): number {
    this.size += by;
    return this.size;
  }
}
`;

/** JavaScript, so that ts-jest has no types of Jest to check. */
const tests = `const { half } = require('../src/half');
const { Box } = require('../src/box');

test('holds', () => { expect(half(4)).toBe(2); });
test('breaks', () => { expect(half(400)).toBe(200); });
test('inherits', () => { new Box().add(-1); });
test('expects', () => { expect(() => half(3)).toThrow('an even number'); });
`;

const babel = "module.exports = { presets: ['@babel/preset-typescript'], plugins: ['@babel/plugin-transform-modules-commonjs'] };\n";
const tsconfig = { compilerOptions: { target: 'es2022', module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0', esModuleInterop: true, strict: true, sourceMap: true, types: [] } };
const { type: _, ...commonjs } = manifest;
const setUps: Readonly<Record<string, string>> = filesOnPage('jest');
const files: Readonly<Record<string, string | object>> = { ...setUps, 'package.json': commonjs, 'tsconfig.json': tsconfig, 'babel.config.js': babel, 'src/half.ts': half, 'src/box.ts': box, 'src/stock.ts': stock, 'test/shop.test.js': tests };

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

interface Way {
  readonly from?: string;
  readonly given?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

function runJest({ folder }: Project, config: string, { from = folder, given = {}, flags = [] }: Way = {}): Ran {
  const { NODE_OPTIONS: __, VITEST: ___, NODE_ENV: ____, ...env } = process.env;
  const args = [join(packageFolder('jest'), 'bin/jest.js'), '--config', config, '--ci', '--cacheDirectory', join(folder, '.cache'), ...flags];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: from, encoding: 'utf8', env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0', ...given } });
  return { status, output: `${stdout}${stderr}`.replaceAll(`${folder}/`, '') };
}

const configs = Object.keys(setUps);

test('the page has a set-up for each way to erase types', () => {
  expect(configs).toEqual(['jest.config.js', 'jest.swc.config.js', 'jest.transpile.config.js', 'jest.watched.config.js', 'jest.typed.config.js']);
});

describe.each(configs)('%s', (config) => {
  const name = config.replace(/\W/g, '-');

  test('a violation fails its test, with the clause and the values, at the line of the clause', () => {
    const { status, output } = runJest(project(name, files), config);
    expect(status, output).toBe(1);
    expect(output).toMatch(/✓ holds.*\n.*✕ breaks.*\n.*✕ inherits.*\n.*✓ expects/);
    expect(output).toContain('ContractViolationError: half ensures `result * 2 === n`\n      result * 2 = 800, result = 400, n = 400');
    expect(output).toContain('> 5 |  * @ensures `result * 2 === n`\n        |              ^');
    expect(output).toContain('at half (src/half.ts:5:14)');
    expect(output).toContain('Box.add requires `by > 0`: more than nothing\n      by = -1');
    expect(output).toMatch(/test\('inherits', .*\n *\| {36}\^/);
  });

  test('a contract that is wrong fails the file', () => {
    const wrong = config.includes('typed') ? half.replace('n % 2', 'n.half') : half.replace('n % 2 === 0', 'n %');
    const { status, output } = runJest(project(`${name}-wrong`, { ...files, 'src/half.ts': wrong }), config);
    expect(status).toBe(1);
    expect(output).toMatch(config.includes('typed') ? /src\/half\.ts[^]*TS2339: [^]*`n\.half === 0`/ : /src\/half\.ts:4:\d+ TS97\d+: /);
    expect(output).toContain('Tests:       0 total');
    if (!config.includes('typed')) expect(output.match(/TS97\d+/g), 'once').toHaveLength(1);
  });
});

test('a contract that changes reaches the files that inherit it, through the cache', () => {
  const made = project('jest-cache', files);
  expect(runJest(made, 'jest.swc.config.js').output).toContain('✕ inherits');
  writeFileSync(join(made.folder, 'src/stock.ts'), stock.replace('by > 0', 'by > -9'));
  expect(runJest(made, 'jest.swc.config.js').output).toContain('✓ inherits');
});

test('the tests of an heir are related to what it imports for its types, with the extractor', () => {
  const made = project('jest-related', files);
  const related = (config: string): string => runJest(made, config, { flags: ['--listTests', '--findRelatedTests', 'src/stock.ts'] }).output;
  expect([related('jest.swc.config.js'), related('jest.watched.config.js')].map((output) => output.includes('test/shop.test.js'))).toEqual([false, true]);
});

test('a run for coverage counts, beside a cache of other runs and one after it', () => {
  const made = project('jest-counts', files);
  const folder = join(made.folder, 'counts');
  mkdirSync(folder);
  const before = runJest(made, 'jest.swc.config.js').output;
  expect(readdirSync(folder)).toEqual([]);
  const { output } = runJest(made, 'jest.swc.config.js', { given: { PROVISO_COVERAGE: folder } });
  const verdicts = (text: string): string[] => text.match(/[✓✕] \w+/g) ?? [];
  expect(verdicts(output)).toEqual(verdicts(before));
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line !== '');
  const counted = lines.map((line) => JSON.parse(line) as { readonly counts?: Readonly<Record<string, readonly number[]>> }).flatMap(({ counts = {} }) => Object.values(counts));
  expect(counted.map(([times = 0]) => times).reduce((sum, times) => sum + times, 0), 'calls: half 3, add 1; clauses: half 3 and 2, add 1').toBe(10);
  runJest(made, 'jest.swc.config.js', { given: { PROVISO_COVERAGE: '' } });
  expect(readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line !== '')).toEqual(lines);
});

test('ts-jest without a program is told what to use instead', () => {
  const made = project('jest-isolated', { ...files, 'tsconfig.json': { compilerOptions: { ...tsconfig.compilerOptions, isolatedModules: true } } });
  const { status, output } = runJest(made, 'jest.typed.config.js');
  expect(status).toBe(1);
  expect(output).toContain('Use @proviso/unplugin/jest');
});

test('a transformer that is not installed is named', () => {
  const made = project('jest-missing', { ...files, 'jest.config.js': (setUps['jest.config.js'] ?? '').replace('babel-jest', 'absent-jest') });
  const { status, output } = runJest(made, 'jest.config.js');
  expect(status).toBe(1);
  expect(output).toContain('hands files on to `absent-jest`, which is not installed where Jest was started. Install it there, name it by its path, as `require.resolve(\'absent-jest\')`');
});

test('globs are relative to the root of the project, wherever Jest was started', () => {
  const made = project('jest-root', { 'package.json': { private: true }, ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`packages/shop/${path}`, content])) });
  const shop = join(made.folder, 'packages/shop');
  const config = (setUps['jest.swc.config.js'] ?? '').replace("'@swc/jest'", "'@swc/jest', exclude: 'src/half.ts'");
  writeFileSync(join(shop, 'jest.swc.config.js'), config);
  const { output } = runJest({ ...made, folder: shop }, join(shop, 'jest.swc.config.js'), { from: made.folder });
  expect(output).toMatch(/✓ holds.*\n.*✕ breaks.*\n.*✕ inherits.*\n.*✕ expects/);
  expect(output).not.toContain('ContractViolationError: half');
});
