/** The plugin before any bundler: what it asks of them, and what it does to their configuration. */
import { rspack } from '@rspack/core';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { expect, test, vi } from 'vitest';
import webpack, { type FileCacheOptions, type MemoryCacheOptions } from 'webpack';
import proviso from '../src/index.ts';
import { isFirstEntry } from '../src/one-entry.ts';
import { project } from './project.ts';

test('it comes before types are erased, in every bundler that has an order', () => {
  expect(proviso.vite()).toMatchObject({ name: '@proviso/unplugin', enforce: 'pre', transform: { order: 'pre' } });
  expect(proviso.rollup()).toMatchObject({ transform: { order: 'pre' } });
  expect(proviso.rolldown()).toMatchObject({ transform: { order: 'pre' } });
});

test('Vite serves the runtime as it is, so that it is not found late', () => {
  const { config } = proviso.vite() as unknown as { config: () => unknown };
  expect(config()).toEqual({ optimizeDeps: { exclude: ['@proviso/runtime'] } });
});

test('mistakes in options are told where they stand', () => {
  expect(() => proviso.vite({ profile: 'all' as 'audit' })).toThrow('"all" is not a profile of Proviso.');
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
