/** `proviso-baseline` as it is built, and the rule with what it wrote, in a project of their own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const command = join(here, '../dist/baseline-command.js');
const temporary = join(here, '../.tmp');
const folders: string[] = [];
let folder = '';

beforeEach(() => {
  mkdirSync(temporary, { recursive: true });
  folder = mkdtempSync(join(temporary, 'baseline-'));
  folders.push(folder);
  write({
    'package.json': '{ "name": "sample", "type": "module", "dependencies": { "@proviso/runtime": "*" } }',
    'eslint.config.js': config("{ baseline: 'proviso-baseline.json' }"),
    'src/b.ts': 'export const late = (n: number) => n + 1;\nexport const early = (n: number) => n + 2;\n',
    'src/a.ts': 'export function f(n: number) {\n  return n + 1;\n}\n',
  });
});

afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

function config(options: string, rule = 'require-contract'): string {
  return [
    "import parser from '@typescript-eslint/parser';",
    "import plugin from '../../dist/index.js';",
    `export default [{ files: ['**/*.ts'], plugins: { '@proviso': plugin }, languageOptions: { parser }, rules: { '@proviso/${rule}': ['error', ${options}], 'no-var': 'error' } }];`,
  ].join('\n');
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function readText(name = 'proviso-baseline.json'): string {
  return readFileSync(join(folder, name), 'utf8');
}

function listed(name?: string): string[] {
  return Object.keys((JSON.parse(readText(name)) as { functions: object }).functions);
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Outcome {
  const outcome = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
  expect(outcome.stderr).not.toMatch(/^ {4}at /m);
  return outcome;
}

/** What the linter says of the project, as `file: message`. */
async function lint(): Promise<string[]> {
  const results = await new ESLint({ cwd: folder }).lintFiles('.');
  return results.flatMap(({ filePath, messages }) => messages.map(({ message }) => `${filePath.slice(folder.length + 1)}: ${message}`));
}

describe('writing', () => {
  test('--grow lists what has no contract, sorted, the same each time', () => {
    expect(run('--grow')).toMatchObject({ status: 0, stdout: 'proviso-baseline.json: 3 functions listed, 0 removed, 3 added\n', stderr: '' });
    expect(listed()).toEqual(['src/a.ts#f', 'src/b.ts#early', 'src/b.ts#late']);
    const first = readText();
    expect(run('--grow').stdout).toBe('proviso-baseline.json: 3 functions listed, 0 removed, 0 added\n');
    expect(readText()).toBe(first);
    expect(readdirSync(folder).sort()).toEqual(['eslint.config.js', 'package.json', 'proviso-baseline.json', 'src']);
  });
  test('without --grow it only shrinks', () => {
    run('--grow');
    write({ 'src/a.ts': '/** @requires `n > 0` */\nexport function f(n: number) { return n + 1; }\nexport function g(n: number) { return n + 2; }\n' });
    expect(run()).toMatchObject({ status: 0, stdout: 'proviso-baseline.json: 2 functions listed, 1 removed, 0 added\n1 function without a contract not listed: write contracts, or add with --grow\n' });
    expect(listed()).toEqual(['src/b.ts#early', 'src/b.ts#late']);
    run('--grow');
    expect(listed()).toEqual(['src/a.ts#g', 'src/b.ts#early', 'src/b.ts#late']);
  });
  test('a changed signature goes, and comes back only with --grow', () => {
    run('--grow');
    write({ 'src/a.ts': 'export function f(n: number, m: number) { return n + m; }\n' });
    run();
    expect(listed()).not.toContain('src/a.ts#f');
    run('--grow');
    expect(listed()).toContain('src/a.ts#f');
  });
  test('entries of files that are gone are dropped, of files that were not looked at kept', () => {
    run('--grow');
    rmSync(join(folder, 'src/a.ts'));
    write({ 'src/c.ts': 'export const c = (n: number) => n + 1;\n' });
    expect(run('--grow', 'src/c.ts').status).toBe(0);
    expect(listed()).toEqual(['src/b.ts#early', 'src/b.ts#late', 'src/c.ts#c']);
  });
  test('what a comment disables is not listed', () => {
    write({ 'src/a.ts': '// eslint-disable-next-line @proviso/require-contract\nexport function f(n: number) { return n + 1; }\n' });
    run('--grow');
    expect(listed()).not.toContain('src/a.ts#f');
  });
  test('--baseline, and a hint where the option is not set', () => {
    write({ 'eslint.config.js': config('{}') });
    expect(run('--grow', '--baseline', 'other.json').stdout).toContain("Set the option of the rule: { baseline: 'other.json' }");
    expect(listed('other.json')).toHaveLength(3);
  });
  test('the option of the rule says where, relative to the working directory', async () => {
    write({ 'eslint.config.js': config("{ baseline: 'config/list.json' }"), 'config/keep.txt': '' });
    expect(run('--grow').status).toBe(0);
    expect(listed('config/list.json')).toEqual(['../src/a.ts#f', '../src/b.ts#early', '../src/b.ts#late']);
    expect(await lint()).toEqual([]);
  });
});

describe('the rule', () => {
  test('is silent about what is listed, whatever its body and format', async () => {
    expect((await lint()).join('\n')).toContain('There is no baseline');
    run('--grow');
    expect(await lint()).toEqual([]);
    write({ 'src/a.ts': '/** Adds. */\nexport function f(\n  n: number, // any\n) {\n  return n + 3;\n}\n' });
    expect(await lint()).toEqual([]);
  });
  test.each([
    ['a parameter', 'export function f(n: string) { return n + 1; }'],
    ['another parameter', 'export function f(n: number, m: number) { return n + m; }'],
    ['the result', 'export function f(n: number): number { return n + 1; }'],
    ['async', 'export async function f(n: number) { return n + 1; }'],
    ['an overload', 'export function f(n: number): number;\nexport function f(n: number) { return n + 1; }'],
  ])('reports a signature that changed: %s', async (_, text) => {
    run('--grow');
    write({ 'src/a.ts': text });
    expect(await lint()).toEqual([expect.stringMatching(/^src\/a\.ts: `f` is exported but has no contract/)]);
  });
  test('reports what is not listed', async () => {
    run('--grow');
    write({ 'src/c.ts': 'export const c = (n: number) => n + 1;\n' });
    expect(await lint()).toEqual([expect.stringMatching(/^src\/c\.ts: `c` is exported but has no contract/)]);
  });
});

describe('mistakes', () => {
  test.each([
    ['no JSON', '{ "version": 1, '],
    ['another version', '{ "version": 2, "functions": {} }'],
    ['no list', '{ "version": 1, "functions": [] }'],
    ['no hashes', '{ "version": 1, "functions": { "src/a.ts#f": 1 } }'],
  ])('a broken baseline is one message: %s', async (_, text) => {
    write({ 'proviso-baseline.json': text });
    expect(await lint()).toEqual([expect.stringMatching(/^src\/[ab]\.ts: .*proviso-baseline\.json is no baseline of require-contract\. Restore it/)]);
    expect(run('--grow')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('is no baseline of require-contract. Restore it') as string });
    expect(readText()).toBe(text);
  });
  test('no baseline yet', async () => {
    expect(await lint()).toEqual([expect.stringMatching(/There is no baseline \S+proviso-baseline\.json\. Write it with `npm exec --package=@proviso\/eslint-plugin -- proviso-baseline --grow`, or remove/)]);
    expect(run()).toEqual(expect.objectContaining({ status: 1, stderr: 'proviso-baseline: There is no baseline proviso-baseline.json yet. Write it with --grow.\n' }));
  });
  test('a baseline in a folder above', async () => {
    run('--grow');
    const root = folder;
    write({ 'packages/core/package.json': '{ "name": "core", "type": "module", "dependencies": { "@proviso/runtime": "*" } }', 'packages/core/c.ts': 'export const g = (n: number) => n + 1;' });
    folder = join(root, 'packages/core');
    const above = join(root, 'proviso-baseline.json');
    expect(await lint()).toEqual([expect.stringContaining(`There is no baseline ${join(folder, 'proviso-baseline.json')}, but ${above}. Run ESLint in ${root}, or write one for this folder alone`)]);
    expect(run()).toMatchObject({ status: 1, stderr: `proviso-baseline: There is no baseline proviso-baseline.json here, but ${join('..', '..', 'proviso-baseline.json')}. Run this in ${join('..', '..')}, or write one for this folder alone with --grow.\n` });
    const note = `It is one beside ${join('..', '..', 'proviso-baseline.json')}, which ESLint reads where it runs in ${join('..', '..')}: neither knows what the other lists.\n`;
    expect(run('--grow').stdout).toBe(`proviso-baseline.json: 1 function listed, 0 removed, 1 added\n${note}`);
    expect(run('--grow').stdout).not.toContain('beside');
    folder = root;
    expect(run()).toMatchObject({ status: 0 });
  });
  test('a wrong option', () => {
    expect(run('--shrink')).toMatchObject({ status: 2, stderr: expect.stringContaining('--help') as string });
  });
  test('a pattern that matches nothing', () => {
    expect(run('--grow', 'nowhere/**')).toMatchObject({ status: 1, stderr: expect.stringContaining('nowhere/**') as string });
  });
  test('a rule that is not on', () => {
    write({ 'eslint.config.js': config('{}', 'valid-contract') });
    expect(run('--grow')).toMatchObject({ status: 1, stderr: expect.stringContaining('is on for none of these files') as string });
  });
  test('a file that does not parse', () => {
    write({ 'src/b.ts': 'export const = 1;' });
    expect(run('--grow')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^proviso-baseline: src\/b\.ts:1: Parsing error/) as string });
    expect(readdirSync(folder)).not.toContain('proviso-baseline.json');
  });
  test('a configuration that does not load', () => {
    write({ 'eslint.config.js': 'export default [{ files: 1 }];' });
    expect(run('--grow')).toMatchObject({ status: 1, stderr: expect.stringContaining('ESLint: ') as string });
  });
  test('a folder that cannot be written to', () => {
    expect(run('--grow', '--baseline', 'no/such/folder/list.json')).toMatchObject({ status: 1, stderr: expect.stringContaining('cannot be written') as string });
  });
  test('no ESLint', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'baseline-'));
    folders.push(elsewhere);
    const { status, stderr } = spawnSync(process.execPath, [command], { cwd: elsewhere, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('There is no eslint to be found') as string });
  });
  test('--help says what the exit codes mean', () => {
    const { status, stdout } = run('--help');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/--grow[\s\S]*Exit codes:\s+0 [\s\S]*1 [\s\S]*2 /) as string });
  });
});
