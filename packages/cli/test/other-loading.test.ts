/** What a project's modules are called, and what one function does to the process that the next one runs in. */
import { expect, test } from 'vitest';
import type { CheckDocument } from '../src/report/json.ts';
import { manifest, project, tsconfig } from './project.ts';

const clamp = '/** @ensures `result >= 0 && result <= 9` */\nexport function digit(n: number): number {\n  return Math.min(9, Math.max(0, Number.isNaN(n) ? 0 : n));\n}\n';

function verdictsOf(text: string): Record<string, string> {
  return Object.fromEntries((JSON.parse(text) as CheckDocument).results.map(({ symbol, verdict, details }) => [symbol, verdict === 'error' ? JSON.stringify(details) : verdict]));
}

test('modules that paths of the tsconfig name are found', () => {
  const { proviso } = project({
    'package.json': manifest,
    'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, module: 'esnext', moduleResolution: 'bundler', paths: { '@app/*': ['./missing/*', './src/lib/*'], digits: ['./src/lib/digit.ts'] } } },
    'src/lib/digit.ts': clamp,
    'src/lib/deep/index.ts': clamp,
    'src/uses.ts': [
      "import { digit } from '@app/digit';", "import { digit as same } from '@app/digit.js';", "import { digit as exact } from 'digits';", "import { digit as deep } from '@app/deep';", '',
      '/** @ensures `result <= 9` */', 'export function uses(n: number): number {', '  return Math.max(digit(n), same(n), exact(n), deep(n));', '}', '',
    ].join('\n'),
  });
  const { stdout } = proviso(['check', '--json', '--no-cache']);
  expect(verdictsOf(stdout)).toEqual({ digit: 'passed', uses: 'passed' });
});

test('what is required is found under the name that it will have, and checked', () => {
  const { proviso } = project({
    'package.json': { ...manifest, type: 'commonjs' },
    'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, allowJs: true } },
    'src/digit.ts': clamp,
    'src/more.cts': "/** @ensures `result === n + 1` */\nfunction more(n: 1 | 2): number {\n  return n;\n}\nexport = { more };\n",
    'src/plain.cjs': '/**\n * @param {1 | 2} n\n * @returns {number}\n * @ensures `result === n`\n */\nfunction same(n) {\n  return n;\n}\n/**\n * @param {1 | 2} n\n * @ensures `result === n`\n */\nfunction other(n) {\n  return 0;\n}\nmodule.exports = { same, second: other };\n',
    'src/uses.ts': "import digits = require('./digit.js');\nimport more = require('./more.cjs');\n\n/** @ensures `result <= 9` */\nexport function uses(n: 1 | 2): number {\n  return digits.digit(more.more(n));\n}\n",
  });
  const { stdout } = proviso(['check', '--json', '--no-cache']);
  expect(verdictsOf(stdout)).toEqual({ digit: 'passed', more: 'refuted', same: 'exhaustive', other: 'refuted', uses: 'refuted' });
});

test('globals that one function breaks are whole for the next one', () => {
  const { proviso } = project({
    'package.json': manifest,
    'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, types: ['node'] } },
    'src/rude.ts': [
      '/** @ensures `result` */', 'export function abs(): boolean {', '  Math.abs = () => -1;', '  return true;', '}',
      '/** @ensures `result` */', 'export function map(n: number): boolean {', "  Array.prototype.map = () => { throw new Error('there is no map'); };", '  return n === n || true;', '}',
      '/** @ensures `result` */', 'export function folder(): boolean {', "  process.chdir('..');", '  return true;', '}',
      '/** @ensures `result === n` */', 'export function polite(n: 1 | 2 | 3): number {', "  return process.cwd() === start ? [n].map((each) => Math.abs(-each))[0] ?? 0 : -1;", '}',
      'const start = process.cwd();', '',
    ].join('\n'),
  });
  const { polite } = verdictsOf(proviso(['check', '--json', '--no-cache', '--jobs=1']).stdout);
  expect(polite).toBe('exhaustive');
});

test.skipIf(process.platform !== 'linux')('memory outside of the heap is limited too', () => {
  const { proviso } = project({
    'package.json': manifest,
    'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, types: ['node'] } },
    'src/hungry.ts': '/** @ensures `result > 0` */\nexport function hungry(n: number): number {\n  const all: Buffer[] = [];\n  for (;;) all.push(Buffer.alloc(1_000_000, 1));\n}\n',
  });
  const { stdout, status } = proviso(['check', '--no-cache', '--memory=300']);
  expect(stdout).toContain('it took more memory than it may have');
  expect(status).toBe(1);
});

test('a function that is too slow to be called often is said to be that', () => {
  const { proviso } = project({
    'package.json': manifest,
    'tsconfig.json': tsconfig,
    'src/slow.ts': '/** @ensures `result` */\nexport function slow(n: number): boolean {\n  const end = Date.now() + 2000;\n  while (Date.now() < end);\n  return true;\n}\n',
  });
  const { stdout } = proviso(['check', '--no-cache']);
  expect(stdout).toMatch(/starved: \d calls took all the time that there was/);
});
