/** Runs that follow on one another: what was found before, what changed since a commit, parts of a run on several machines. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { CheckDocument } from '../src/report/json.ts';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

// Each run opens a project and starts processes: a busy machine takes its time, and that is no failure.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const home = realpathSync(mkdtempSync(join(tmpdir(), 'proviso-runs-')));
symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(home, 'node_modules'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let folder = home;
let number = 0;
beforeEach(() => {
  folder = join(home, `project-${number++}`);
  // What other tests keep in the folder at this moment is not copied.
  cpSync(fileURLToPath(new URL('fixtures/verdicts', import.meta.url)), folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
});

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function proviso(command: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, command, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', CI: '1' } });
  return { status, stdout, stderr };
}

function check(...args: string[]): string {
  return proviso('check', '--timeout=60', ...args).stdout;
}

test('what was found before is said again, until something that it depends on changes', () => {
  const first = check('half', 'limited');
  expect(first).toContain('2 checked: 1 refuted, 1 passed');
  expect(check('half', 'limited')).toBe(first.replace('2 checked', '2 checked, 2 of them before'));
  expect(check('half', '--seed=9')).not.toContain('before');
  writeFileSync(join(folder, 'src/predicates.ts'), 'export function isEven(n: number): boolean {\n  return n % 4 === 0;\n}\n');
  expect(check('half', 'limited')).toContain('2 checked: 1 refuted, 1 passed');
  writeFileSync(join(folder, 'src/odd.ts'), 'export {};\n');
  expect(check('half', 'limited')).toContain('2 of them before');
  expect(check('half', '--no-cache')).not.toContain('before');
});

test('where nothing can be kept, everything is found all the same, and it is said', () => {
  mkdirSync(join(folder, 'node_modules/.cache'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/.cache/proviso'), 'a file in the place of the folder');
  const { status, stdout, stderr } = proviso('check', '--timeout=60', '--jobs=1', 'half', 'limited');
  expect(stdout).toContain('2 checked: 1 refuted, 1 passed');
  expect(stderr).toMatch(/^what is found is not kept for the next run: .+\n$/);
  expect(status).toBe(1);
});

test('files are found by their whole paths, as tools name them', () => {
  expect(check(join(folder, 'src/predicates.ts'), '--list')).toBe(check('src/predicates.ts', '--list'));
  expect(check(join(folder, 'src'), '--list')).toBe(check('src', '--list'));
});

test('only what can reach a changed file is checked, with --since', () => {
  const git = (...args: string[]): void => void spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'a');
  expect(check('--since=HEAD')).toMatch(/^\s*0 checked\n$/);
  writeFileSync(join(folder, 'src/broken.ts'), '/** @ensures `result > 0` */\nexport function one(): number {\n  return 1;\n}\n');
  expect(check('--since=HEAD', '--list')).toBe(`one  ${folder}/src/broken.ts:2  1 clause\n`);
  writeFileSync(join(folder, 'src/predicates.ts'), 'export function isEven(n: number): boolean {\n  return n % 2 !== 1;\n}\n');
  expect(check('--since=HEAD', '--list')).toContain('half');
  expect(proviso('check', '--since=nowhere').stderr).toMatch(/^proviso: --since nowhere: /);
});

test('parts of a run are one run', () => {
  const json = (...args: string[]): string => check('--json', '--no-cache', 'half', 'toggle', 'limited', ...args);
  const files = ['1/2', '2/2'].map((shard, index) => {
    writeFileSync(join(folder, `${index}.json`), json(`--shard=${shard}`));
    return `${index}.json`;
  });
  const merged = proviso('merge', '--json', ...files);
  const symbols = (text: string): unknown[] => (JSON.parse(text) as CheckDocument).results.map(({ symbol, verdict, details }) => ({ symbol, verdict, details })).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  expect(symbols(merged.stdout)).toEqual(symbols(json()));
  expect(merged.status).toBe(1);
  expect(proviso('merge', files[0] ?? '', files[1] ?? '', files[0] ?? '').stderr).toMatch(/^proviso: \w+ of src\/\w+.ts is in two documents/);
  expect(proviso('merge', 'none.json').status).toBe(2);
  expect(proviso('merge', files[0] ?? '').stderr).toBe('proviso: a part of the run is missing: 2/2. Give the documents of all of them\n');
  expect(proviso('check', '--shard=4/3').stderr).toBe('proviso: --shard takes which of how many parts: 1/3, not "4/3"\n');
});
