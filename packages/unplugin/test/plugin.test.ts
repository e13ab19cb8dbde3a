/** The plugin before any bundler: what it asks of them, and what it does to their configuration. */
import { rspack, type Configuration as RspackConfiguration } from '@rspack/core';
import { build, type Plugin } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { rollup, type RollupBuild, type RollupCache } from 'rollup';
import { describe, expect, test, vi } from 'vitest';
import { build as viteBuild, createLogger, createServer } from 'vite';
import webpack, { type FileCacheOptions, type MemoryCacheOptions } from 'webpack';
import proviso from '../src/index.ts';
import forRspack from '../src/rspack.ts';
import forWebpack from '../src/webpack.ts';
import { isFirstEntry } from '../src/one-entry.ts';
import { project } from './project.ts';

test('it comes before types are erased, in every bundler that has an order', () => {
  expect(proviso.vite()).toMatchObject({ name: '@proviso/unplugin', enforce: 'pre', transform: { order: 'pre' } });
  expect(proviso.rollup()).toMatchObject({ transform: { order: 'pre' } });
  expect(proviso.rolldown()).toMatchObject({ transform: { order: 'pre' } });
});

test('Vite serves the runtime as it is, so that it is not found late', () => {
  const { config } = proviso.vite() as unknown as { config: () => unknown };
  expect(config()).toMatchObject({ optimizeDeps: { exclude: ['@proviso/runtime'] } });
});

test('mistakes in options are told where they stand', () => {
  expect(() => proviso.vite({ profile: 'all' as 'audit' })).toThrow('"all" is not a profile of Proviso.');
});

test('listed without being called it would do nothing in webpack and Rspack, where a function is a plugin', () => {
  const message = '@proviso/unplugin is listed without being called, and would do nothing. Write `plugins: [proviso()]`.';
  expect(() => webpack({ mode: 'production', entry: './a.ts', plugins: [forWebpack as never] })).toThrow(message);
  expect(() => rspack({ mode: 'production', entry: './a.ts', plugins: [forRspack as never] })).toThrow(message);
});

test('a persistent cache of webpack is kept apart by profile, one in memory stays as it is', () => {
  const cacheOf = (profile: 'off' | 'audit', cache: FileCacheOptions | MemoryCacheOptions): unknown => webpack({ mode: 'development', entry: './a.ts', cache, plugins: [proviso.webpack({ profile })] }).options.cache;
  expect(cacheOf('off', { type: 'filesystem', version: '1' })).toMatchObject({ version: expect.stringMatching(/^1\|@proviso\/unplugin \d\S* off$/) as string });
  expect(cacheOf('audit', { type: 'filesystem' })).toMatchObject({ version: expect.stringMatching(/^\|@proviso\/unplugin \d\S* audit$/) as string });
  expect(cacheOf('off', { type: 'memory' })).not.toHaveProperty('version');
});

test('of two entries the first is listened to, of each build', () => {
  const [first, second] = [{ profile: 'off' }, { profile: 'off' }];
  const build = {};
  expect([isFirstEntry(build, first), isFirstEntry(build, second), isFirstEntry(build, first), isFirstEntry({}, second)]).toEqual([true, false, true, true]);
  expect(() => isFirstEntry(build, { profile: 'audit' })).toThrow('Two profiles at once: @proviso/unplugin is listed for `off` and for `audit` in one build. Keep one.');
});

test.each([
  ['webpack', () => webpack({ mode: 'production', entry: './a.ts', plugins: [proviso.webpack(), proviso.webpack()] })],
  ['Rspack', () => rspack({ mode: 'production', entry: './a.ts', plugins: [proviso.rspack(), proviso.rspack()] })],
] as const)('%s, which may confuse plugins of one name, is given nothing to call for a second entry', (_, compilerWithTwo) => {
  const { rules } = compilerWithTwo().options.module;
  expect(rules.filter((rule) => typeof rule === 'object' && rule !== null && rule.enforce === 'pre')).toHaveLength(1);
});

const clauses = (count: number): string => Array.from({ length: count }, (_, index) => `/** @requires \`n > ${index}\` */\nexport const f${index} = (n) => n;\n`).join('');

describe('workers of Vite, which are builds of their own', () => {
  const worker = (least: number): string => `/** @requires \`n > ${least}\` */\nexport const f = (n: number): number => n;\npostMessage(f(1));\n`;
  const files = {
    'main.ts': "import One from './one.ts?worker';\nnew One();\nnew Worker(new URL('./two.ts', import.meta.url), { type: 'module' });\n",
    'one.ts': worker(11), 'two.ts': worker(22), 'index.html': '<script type="module" src="/main.ts"></script>\n',
  };

  test.each([
    ['without a plugin of their own', 'enforce', {}],
    ['with the one of the configuration, which is another', 'audit', { worker: { plugins: () => [proviso.vite({ profile: 'audit' })] } }],
  ])('%s', async (_, profile, configuration) => {
    const { root } = project(files);
    const said: string[] = [];
    const customLogger = { ...createLogger('silent'), info: (line: string) => void said.push(line) };
    await viteBuild({ root, configFile: false, customLogger, build: { minify: false }, plugins: [proviso.vite({ profile: 'enforce' })], ...configuration });
    const built = readdirSync(`${root}/dist/assets`).map((name) => readFileSync(`${root}/dist/assets/${name}`, 'utf8')).join('\n');
    expect(built).toContain('if (!(n > 11))');
    expect(built).toContain('if (!(n > 22))');
    const line = `proviso ${profile}: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported (in a worker)`;
    expect(said.filter((each) => each.startsWith('proviso'))).toEqual([line, line]);
  });
});

test.each(['vue', 'svelte', 'astro'])('contracts in a .%s file, which nothing compiles, are warned of', async (ending) => {
  const text = "<script setup lang=\"ts\">\n/**\n * @requires `n > 0`\n */\nfunction half(n: number): number { return n / 2; }\n</script>\n";
  const { root } = project({ 'main.js': `import './App.${ending}';\nimport './Other.${ending}';\n`, [`App.${ending}`]: text, [`Other.${ending}`]: text.replace('`n > 0`', 'a number') });
  const warned: string[] = [];
  const plugins = [proviso.rollup({ profile: 'enforce' }), { name: 'components', transform: (_: string, id: string) => (id.endsWith(ending) ? { code: '', map: null } : null) }];
  await rollup({ input: `${root}/main.js`, plugins, onLog: (_, { message, loc }) => warned.push(`${loc?.file?.slice(root.length)}:${loc?.line}:${loc?.column} ${message}`) });
  expect(warned.filter((each) => each.includes('Contracts'))).toEqual([expect.stringMatching(new RegExp(`^/App\\.${ending}:3:3 .*Contracts in \`\\.${ending}\` files are not checked`)) as string]);
});

test('a mistake in a file that nobody asks for has its own place in Rollup, and none of the file that tells of it', async () => {
  const { root } = project({ 'base.ts': 'export interface Base {\n  /** @requires `n >` */\n  m(n: number): void;\n}\n', 'heir.ts': "import type { Base } from './base.ts';\nexport class Heir implements Base {\n  m(n: number): void {}\n}\n" });
  const error: unknown = await rollup({ input: `${root}/heir.ts`, plugins: [proviso.rollup({ profile: 'enforce' })] }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: expect.stringMatching(/heir\.ts: \S*base\.ts:2:20 TS97001/) as string, frame: expect.stringContaining('/** @requires `n >` */') as string });
  expect(error).not.toHaveProperty('loc');
});

test('another plugin of esbuild gets the files of a package whose contracts do not count', async () => {
  const { root } = project({ 'package.json': { name: 'app' }, 'lib/package.json': { name: 'lib' }, 'lib/half.ts': clauses(1), 'main.ts': "export * from './lib/half.js';\n" });
  const loaded: string[] = [];
  const other: Plugin = { name: 'other', setup: (esbuild) => esbuild.onLoad({ filter: /\.ts$/ }, ({ path }) => void loaded.push(path.slice(root.length + 1))) };
  await build({ absWorkingDir: root, entryPoints: [`${root}/main.ts`], bundle: true, write: false, logLevel: 'silent', plugins: [proviso.esbuild(), other] });
  expect(loaded).toEqual(['main.ts', 'lib/half.ts']);
});

test('contracts in the stdin of esbuild, which shows it to no plugin, are warned of', async () => {
  const warningsFor = async (contents: string): Promise<readonly string[]> => (await build({ stdin: { contents, loader: 'ts' }, write: false, logLevel: 'silent', plugins: [proviso.esbuild()] })).warnings.map(({ text }) => text);
  expect(await warningsFor(clauses(1))).toEqual(['Contracts in `stdin` are not checked: esbuild shows it to no plugin. Put the code into a file.']);
  expect(await warningsFor('/** @requires nothing */\nexport {};\n')).toEqual([]);
});

test('that `include` keeps every file out is the last word of a build', async () => {
  const { root } = project({ 'one.ts': clauses(1) });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    for (const include of ['source/**', 'one.ts']) await build({ absWorkingDir: root, entryPoints: [`${root}/one.ts`], write: false, logLevel: 'silent', plugins: [proviso.esbuild({ include, profile: 'enforce' })] });
    expect(said.mock.calls.map(([line]) => line)).toEqual([
      `proviso enforce: nothing is checked, since \`include\` matches no file of this build: \`source/**\`, below ${root}\n`,
      'proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n',
    ]);
  } finally {
    said.mockRestore();
  }
});

test('that `include` keeps out every file that it was asked for is said by a server, which has no last word', async () => {
  const { root } = project({ 'one.ts': clauses(1), 'two.ts': clauses(2) });
  const said: string[] = [];
  const server = await createServer({ root, configFile: false, logLevel: 'silent', server: { middlewareMode: true, ws: false }, appType: 'custom', plugins: [proviso.vite({ include: 'two.ts' }), { name: 'log', configResolved: ({ logger }) => void (logger.info = (line) => said.push(line)) }] });
  try {
    await server.transformRequest('/one.ts');
    await vi.waitFor(() => expect(said).toEqual([`proviso enforce: nothing is checked so far, since \`include\` matches no file that was asked for: \`two.ts\`, below ${root}`]), { timeout: 30_000 });
    await server.transformRequest('/two.ts');
    await vi.waitFor(() => expect(said.slice(1)).toEqual(['proviso enforce: 2 clauses enforced, 0 observed, 0 ignored, 0 not yet supported']), { timeout: 30_000 });
  } finally {
    await server.close();
  }
});

test('one plugin for several builds begins anew with each: its profile, and what it counts', async () => {
  const { root } = project({ 'one.ts': clauses(1), 'two.ts': clauses(2) });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const forEsbuild = proviso.esbuild();
    for (const [name, mode] of [['one', 'production'], ['two', 'development']] as const) {
      await build({ absWorkingDir: root, entryPoints: [`${root}/${name}.ts`], write: false, logLevel: 'silent', plugins: [forEsbuild], define: { 'process.env.NODE_ENV': JSON.stringify(mode) } });
    }
    const forRollup = proviso.rollup({ profile: 'enforce' });
    for (const name of ['one', 'two']) await (await rollup({ input: `${root}/${name}.ts`, external: /runtime/, onwarn: () => undefined, plugins: [forRollup] })).write({ dir: `${root}/out` });
    const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('clause'));
    expect(lines.map((line) => /proviso \w+: \d+ clauses? enforced/.exec(line)?.[0])).toEqual(['proviso boundary: 1 clause enforced', 'proviso enforce: 2 clauses enforced', 'proviso enforce: 1 clause enforced', 'proviso enforce: 2 clauses enforced']);
  } finally {
    said.mockRestore();
  }
});

test('one plugin of esbuild for several builds at once tells each of every mistake, and counts each for itself', async () => {
  const { root } = project({ 'one.ts': clauses(1), 'two.ts': `import './one.js';\n${clauses(2)}`, 'bad.ts': clauses(1).replace('n > 0', 'n >') });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const plugin = proviso.esbuild({ profile: 'enforce' });
    const buildOf = (name: string): Promise<unknown> => build({ absWorkingDir: root, entryPoints: [`${root}/${name}.ts`], bundle: true, external: ['@proviso/runtime'], write: false, logLevel: 'silent', plugins: [plugin] });
    const built = await Promise.allSettled(['bad', 'one', 'bad', 'two'].map(buildOf));
    expect(built.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('clause'));
    expect(lines.map((line) => /\d+ clauses? enforced/.exec(line)?.[0]).sort()).toEqual(['1 clause enforced', '3 clauses enforced']);
  } finally {
    said.mockRestore();
  }
});

describe('what is kept from one build to the next', () => {
  const files = { 'src/amount.ts': 'export type Amount = number;\n', 'src/main.ts': "import type { Amount } from './amount.ts';\n\nexport const half = (n: Amount): number => n / 2;\n" };
  const bounded = `/** @invariant \`value > 60\` */\n${files['src/amount.ts']}`;
  const erasing = (root: string): webpack.Configuration => ({
    context: root, entry: `${root}/src/main.ts`, mode: 'development', devtool: false, output: { path: `${root}/out`, filename: 'out.js', library: { type: 'commonjs' } },
    externals: [/^@proviso\/runtime/], module: { rules: [{ test: /\.ts$/, loader: `${root}/erase.cjs` }] }, infrastructureLogging: { level: 'none' },
  });
  const erase = "const ts = require('typescript');\nmodule.exports = (code) => ts.transpileModule(code, { compilerOptions: { target: 'es2022', module: 'esnext' } }).outputText;\n";

  test.each([
    ['webpack', (root: string) => promisify<webpack.Configuration, unknown>(webpack)({ ...erasing(root), cache: { type: 'filesystem', cacheDirectory: `${root}/cache` }, plugins: [proviso.webpack({ profile: 'enforce' })] })],
    ['Rspack', (root: string) => promisify<RspackConfiguration, unknown>(rspack)({ ...(erasing(root) as RspackConfiguration), cache: { type: 'persistent', storage: { type: 'filesystem', directory: `${root}/cache` } }, plugins: [proviso.rspack({ profile: 'enforce' })] })],
  ])('by the cache of %s has the first contract on a type, which other files name', async (_, build) => {
    const { root, write } = project({ ...files, 'erase.cjs': erase });
    await build(root);
    expect(readFileSync(`${root}/out/out.js`, 'utf8')).not.toContain('n > 60');
    write('src/amount.ts', bounded);
    await build(root);
    expect(readFileSync(`${root}/out/out.js`, 'utf8')).toContain('n > 60');
  });

  test('by the cache of Rollup has a changed contract of a base class', async () => {
    const base = (least: number): string => `export class Base {\n  /** @requires \`n > ${least}\` */\n  m(n) {\n    return n;\n  }\n}\n`;
    const { root, write } = project({ 'base.ts': base(0), 'heir.ts': "import { Base } from './base.ts';\n\nexport class Heir extends Base {\n  m(n) {\n    return n + 1;\n  }\n}\n" });
    const bundled = (cache?: RollupCache): Promise<RollupBuild> => rollup({ input: `${root}/heir.ts`, external: /runtime/, ...(cache ? { cache } : {}), plugins: [proviso.rollup({ profile: 'enforce' })] });
    const first = await bundled();
    write('base.ts', base(70));
    const { output } = await (await bundled(first.cache)).generate({ format: 'es' });
    expect(output[0].code.slice(output[0].code.indexOf('class Heir'))).toContain('n > 70');
  });
});
