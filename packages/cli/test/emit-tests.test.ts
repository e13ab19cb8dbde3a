/** Counterexamples as Vitest files: they fail now, and pass when the code is mended. */
import { beforeAll, describe, expect, test } from 'vitest';
import { manifest, project, tsconfig, type Project } from './project.ts';

const broken = `import { Box } from './box.js';

export { Box };

let calls = 0;

/** @ensures \`result >= 0\` */
export function size(text: string): number { return text.length - 1; }

/** @pure */
export function sorted(numbers: number[]): number[] { return numbers.sort((a, b) => a - b); }

/** @pure */
export function next(): number { return ++calls; }

/** @throws {RangeError} iff \`!on\` */
export function open(on: boolean): boolean { return on; }

/** @ensures \`result\` */
export async function later(on: boolean): Promise<boolean> { return on; }

/** @ensures \`result\` */
export default function decide(on: boolean): boolean { return on; }
`;

const mended = broken
  .replace('text.length - 1', 'text.length')
  .replace('numbers.sort', '[...numbers].sort')
  .replace('++calls', 'calls')
  .replace('{ return on; }\n\n/** @ensures `result` */\nexport async', '{ if (!on) throw new RangeError(); return on; }\n\n/** @ensures `result` */\nexport async')
  .replace('Promise<boolean> { return on; }', 'Promise<boolean> { return on || true; }')
  .replace('boolean): boolean { return on; }\n', 'boolean): boolean { return on || true; }\n');

const box = `/** @invariant \`this.items.length <= 1\` */
export class Box {
  items: string[] = [];
  /** @ensures \`this.items.includes(item)\` */
  put(item: string): void { this.items.push(item); }
}
`;

const steps = `/** @yields \`value < 3\` */
export function* up(limit: number): Generator<number> { for (let i = 0; i < limit; i++) yield i; }

/** @yields \`value < 3\` */
export async function* upLater(limit: number): AsyncGenerator<number> { for (let i = 0; i < limit; i++) yield i; }

export class Till {
  opened = 0;
  open(): void { this.opened++; throw new Error('stuck'); }
  /** @ensures \`result < 1\` */
  count(): number { return this.opened; }
}
`;

/** What is mended has no end. */
const mendedSteps = steps.replaceAll('let i = 0; i < limit; i++) yield i', ';;) yield 1').replace('return this.opened', 'return 0');

const vitestConfig = "import proviso from '@proviso/unplugin/vitest';\nimport { defineConfig } from 'vitest/config';\nexport default defineConfig({ plugins: [proviso()] });\n";

interface Results {
  readonly status: number | null;
  readonly tests: Readonly<Record<string, string>>;
  readonly output: string;
}

function runTests(shop: Project): Results {
  const { status, stdout, stderr } = shop.vitest('--reporter=json', '--outputFile=results.json');
  const { testResults } = JSON.parse(shop.read('results.json')) as { testResults: { assertionResults: { title: string; status: string }[] }[] };
  return { status, output: `${stdout}${stderr}`, tests: Object.fromEntries(testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title, status: state }) => [title, state]))) };
}

function emitted(stderr: string): string[] {
  return [...stderr.matchAll(/^written: (.+)$/gm)].map(([, path = '']) => path);
}

const titles = ['Box keeps `this.items.length <= 1`', 'decide ensures `result`', 'later ensures `result`', 'next is pure', 'open throws RangeError exactly when `!on`', 'size ensures `result >= 0`', 'sorted is pure', 'Till.count ensures `result < 1`', 'up yields `value < 3`', 'upLater yields `value < 3`'].sort();

describe('counterexamples as tests', () => {
  let shop: Project;
  let paths: string[];
  beforeAll(() => {
    shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'vitest.config.js': vitestConfig, 'src/shop.ts': broken, 'src/box.ts': box, 'src/steps.ts': steps });
    const { status, stderr } = shop.proviso(['check', '--emit-tests', 'test/found']);
    expect(status).toBe(1);
    paths = emitted(stderr);
  });

  test('fail while the code is broken, and pass once it is mended', () => {
    const before = runTests(shop);
    expect(before.status).toBe(1);
    expect(Object.keys(before.tests).sort()).toEqual(titles);
    expect(new Set(Object.values(before.tests))).toEqual(new Set(['failed']));
    shop.write('src/shop.ts', mended);
    shop.write('src/box.ts', box.replace('this.items.push(item)', 'this.items = [item]'));
    shop.write('src/steps.ts', mendedSteps);
    const after = runTests(shop);
    expect(after.tests).toEqual(Object.fromEntries(titles.map((title) => [title, 'passed'])));
    expect(after.status).toBe(0);
    shop.write('src/shop.ts', broken);
    shop.write('src/box.ts', box);
    shop.write('src/steps.ts', steps);
  });

  test('are one where a member breaks a promise of its class', () => {
    expect(paths.filter((path) => path.includes('Box'))).toEqual([expect.stringContaining('.Box.')]);
  });

  test('read as somebody would write them', () => {
    const text = paths.map((path) => `=== ${path.replace(/\.[0-9a-z]{8}\.test/, '.<id>.test')}\n${shop.read(path).replace(/\([0-9a-f]{12}\)/, '(<hash>)')}`).join('\n');
    expect(text).toMatchSnapshot();
  });

  test('are the same files with the same bytes in the next run', () => {
    const bytes = paths.map((path) => shop.read(path));
    const { stderr } = shop.proviso(['check', '--emit-tests', 'test/found']);
    expect(emitted(stderr)).toEqual(paths);
    expect(paths.map((path) => shop.read(path))).toEqual(bytes);
  });

  test('are left alone once somebody changed them, and that is said', () => {
    const [path = ''] = paths;
    const changed = `${shop.read(path)}// mine\n`;
    shop.write(path, changed);
    const { stderr } = shop.proviso(['check', '--emit-tests', 'test/found']);
    expect(stderr).toContain(`left alone, since it was changed by hand: ${path}. Delete it to have it written anew\n`);
    expect(emitted(stderr)).toEqual(paths.slice(1));
    expect(shop.read(path)).toBe(changed);
  });

  test('fail without the plugin, which they say', () => {
    shop.write('vitest.config.js', 'export default {};\n');
    shop.write('src/shop.ts', mended);
    const { tests, output } = runTests(shop);
    expect(tests['size ensures `result >= 0`']).toBe('failed');
    expect(`${output}${shop.read('results.json')}`).toContain('Vitest needs the plugin of Proviso: @proviso/unplugin/vitest');
  });
});

test('what only audit checks is a test that asks for audit', () => {
  const counter = `export class Counter {
  n = 0;
  last = 0;
  /** @modifies this.n */
  up(): void { this.n++; this.last = 1; }
}
`;
  const shop = project({ 'package.json': manifest, 'tsconfig.json': tsconfig, 'vitest.config.js': vitestConfig, 'src/counter.ts': counter });
  const [path = ''] = emitted(shop.proviso(['check', '--emit-tests', 'test']).stderr);
  expect(shop.read(path)).toContain('/** @ensures [audit] `false` */');
  runTests(shop);
  expect(shop.read('results.json')).toContain("proviso({ profile: 'audit' }) of @proviso/unplugin/vitest");
  shop.write('vitest.config.js', vitestConfig.replace('proviso()', "proviso({ profile: 'audit' })"));
  expect(Object.values(runTests(shop).tests)).toEqual(['failed']);
  shop.write('src/counter.ts', counter.replace(' this.last = 1;', ''));
  expect(Object.values(runTests(shop).tests)).toEqual(['passed']);
});

describe('imports are written as the project writes them', () => {
  const size = '/** @ensures `result > 0` */\nexport function size(text: string): number { return text.length; }\n';
  const importOf = (options: object, other = ''): string | undefined => {
    const shop = project({ 'package.json': manifest, 'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, ...options } }, 'src/size.ts': size, 'src/other.ts': `${other}export const one = 1;\n` });
    const [path = ''] = emitted(shop.proviso(['check', '--emit-tests', 'out']).stderr);
    return /from '(\.[^']+)'/.exec(shop.read(path))?.[1];
  };

  test.each([
    ['as output by default', {}, '', '../src/size.js'],
    ['as sources where that is allowed', { allowImportingTsExtensions: true }, '', '../src/size.ts'],
    ['without an ending for bundlers', { module: 'esnext', moduleResolution: 'bundler' }, '', '../src/size'],
    ['as other imports do', { module: 'esnext', moduleResolution: 'bundler' }, "import './size.js';\n", '../src/size.js'],
  ])('%s', (_, options, other, expected) => {
    expect(importOf(options, other)).toBe(expected);
  });
});

test('what is written in JavaScript is tested where the plugin compiles JavaScript', () => {
  const largest = `/**
 * @param {number[]} list
 * @returns {number}
 * @requires \`list.length > 0\`
 * @ensures \`list.includes(result)\`
 */
export function largest(list) {
  let best = 0;
  for (const each of list) if (each > best) best = each;
  return best;
}
`;
  const shop = project({ 'package.json': manifest, 'tsconfig.json': { ...tsconfig, compilerOptions: { ...tsconfig.compilerOptions, allowJs: true } }, 'vitest.config.js': vitestConfig, 'src/largest.js': largest });
  const [path = ''] = emitted(shop.proviso(['check', '--emit-tests', 'test']).stderr);
  expect(path).toMatch(/\.test\.js$/);
  runTests(shop);
  expect(shop.read('results.json')).toContain('@proviso/unplugin/vitest, with an `include` that names this file and what it tests');
  shop.write('vitest.config.js', vitestConfig.replace('proviso()', "proviso({ include: '**/*.{js,ts}' })"));
  expect(Object.values(runTests(shop).tests)).toEqual(['failed']);
  expect(shop.read('results.json')).toContain('largest ensures `list.includes(result)`');
  shop.write('src/largest.js', largest.replace('best = 0', 'best = list[0]'));
  expect(Object.values(runTests(shop).tests)).toEqual(['passed']);
});

test('a call with its own `this` has types that hold', () => {
  const shop = project({ 'package.json': manifest, 'tsconfig.json': { ...tsconfig, include: ['src', 'test'] }, 'vitest.config.js': vitestConfig, 'src/grow.ts': '/** @pure */\nexport function grow(this: { list: number[] }, k: number): number {\n  this.list.push(k);\n  return k;\n}\n' });
  const [path = ''] = emitted(shop.proviso(['check', '--emit-tests', 'test']).stderr);
  expect(shop.read(path)).toContain('const args = (): [ThisParameterType<typeof grow>, ...Parameters<typeof grow>] => [{ list: [] }, 0];');
  expect(Object.values(runTests(shop).tests)).toEqual(['failed']);
  shop.write('src/grow.ts', 'export function grow(this: { list: number[] }, k: number): number {\n  return k;\n}\n');
  expect(Object.values(runTests(shop).tests)).toEqual(['passed']);
});
