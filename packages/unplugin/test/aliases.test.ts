/** Aliases that only a bundler knows: what is inherited through them is found where the bundler says. */
import { rspack, type Configuration as RspackConfiguration } from '@rspack/core';
import { build as esbuild } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { rollup, type Plugin } from 'rollup';
import { expect, test } from 'vitest';
import { build as vite } from 'vite';
import webpack from 'webpack';
import proviso from '../src/index.ts';
import { optedIn, project } from './project.ts';

const files = {
  'lib/root.ts': 'export class Root {\n  /** @ensures `result > 30` */\n  m(n) {\n    return n;\n  }\n}\n',
  'lib/base.ts': "import { Root } from '~/root.ts';\n\nexport class Base extends Root {}\n",
  'lib/shape.ts': '/** @requires `n > 10` */\nexport function unused(n) {\n  return n;\n}\n\nexport class Shape {\n  /** @requires `n > 20` */\n  take(n) {\n    return n;\n  }\n}\n',
  'src/heir.ts': "import { Base } from '@lib/base.ts';\nimport { Shape } from '@lib/shape.ts';\n\nexport class Heir extends Base {\n  m(n) {\n    return n + 1;\n  }\n}\n\nexport class Taken extends Shape {\n  take(n) {\n    return n + 1;\n  }\n}\n",
};

/** What a bundler makes of the project, in which `@lib` and `~` are names of a folder. */
type Builder = (root: string, alias: Readonly<Record<string, string>>) => Promise<string>;

const entry = (root: string): string => `${root}/src/heir.ts`;
const external = /^@proviso\/runtime/;

const aliasing = (alias: Readonly<Record<string, string>>): Plugin => ({
  name: 'aliases',
  resolveId(source, importer) {
    const name = Object.keys(alias).find((each) => source.startsWith(`${each}/`));
    return name === undefined ? null : this.resolve((alias[name] ?? '') + source.slice(name.length), importer);
  },
});

type PackResult = Readonly<{ toString(options: object): string; hasErrors(): boolean }> | undefined;

async function packed(root: string, run: (configuration: webpack.Configuration) => Promise<PackResult>, alias: Readonly<Record<string, string>>): Promise<string> {
  const stats = await run({
    context: root, entry: entry(root), mode: 'development', devtool: false, target: 'node20', output: { path: `${root}/out`, filename: 'out.js' }, resolve: { alias },
    externals: [external], module: { rules: [{ test: /\.ts$/, type: 'javascript/auto' }] }, infrastructureLogging: { level: 'none' },
  });
  expect(stats?.hasErrors(), stats?.toString({})).toBe(false);
  return readFileSync(`${root}/out/out.js`, 'utf8');
}

const builders: Readonly<Record<string, Builder>> = {
  async rollup(root, alias) {
    const bundle = await rollup({ input: entry(root), external, plugins: [proviso.rollup({ profile: 'enforce' }), aliasing(alias)] });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  async rolldown(root, alias) {
    const bundle = await rolldown({ input: entry(root), external, resolve: { alias: { ...alias } }, plugins: [proviso.rolldown({ profile: 'enforce' })] });
    return (await bundle.generate({ format: 'es' })).output[0].code;
  },
  async vite(root, alias) {
    await vite({ root, configFile: false, logLevel: 'silent', resolve: { alias }, build: { ssr: entry(root), outDir: 'out', minify: false, rolldownOptions: { external } }, plugins: [proviso.vite({ profile: 'enforce' })] });
    return readFileSync(`${root}/out/heir.js`, 'utf8');
  },
  webpack: (root, alias) => packed(root, (configuration) => promisify<webpack.Configuration, PackResult>(webpack)({ ...configuration, plugins: [proviso.webpack({ profile: 'enforce' })] }), alias),
  rspack: (root, alias) => packed(root, (configuration) => promisify<RspackConfiguration, PackResult>(rspack)({ ...(configuration as RspackConfiguration), plugins: [proviso.rspack({ profile: 'enforce' })] }), alias),
  async esbuild(root, alias) {
    const { outputFiles } = await esbuild({ absWorkingDir: root, entryPoints: [entry(root)], bundle: true, write: false, format: 'esm', external: ['@proviso/runtime'], logLevel: 'silent', alias, plugins: [proviso.esbuild({ profile: 'enforce' })] });
    return outputFiles[0]?.text ?? '';
  },
};

test.each(Object.entries(builders))('%s', async (_, build) => {
  const { root } = project(files);
  expect(existsSync(`${root}/tsconfig.json`)).toBe(false);
  const code = await build(root, { '@lib': `${root}/lib`, '~': `${root}/lib` });
  const heirs = code.slice(code.search(/class Heir\b|\bHeir = class/));
  expect(heirs).toContain('result > 30');
  expect(heirs).toContain('n > 20');
});

test.each(['vite', 'esbuild'])('%s: a package of the workspace is no installed one, though links are kept as they are', async (bundler) => {
  const library = project({ 'package.json': { ...optedIn, name: 'library', exports: './index.ts' }, 'index.ts': '/** @requires `n > 40` */\nexport const half = (n) => n / 2;\n' });
  const installed = { 'node_modules/other/package.json': { ...optedIn, name: 'other', exports: './index.ts' }, 'node_modules/other/index.ts': '/** @requires `n > 50` */\nexport const third = (n) => n / 3;\n' };
  const { root } = project({ ...installed, 'src/heir.ts': "export { half } from 'library';\nexport { third } from 'other';\n" }, { 'node_modules/library': library.root });
  const out = `${root}/out/heir.js`;
  if (bundler === 'vite') await vite({ root, configFile: false, logLevel: 'silent', resolve: { preserveSymlinks: true }, ssr: { noExternal: ['library', 'other'] }, build: { ssr: entry(root), outDir: 'out', minify: false, rolldownOptions: { external } }, plugins: [proviso.vite({ profile: 'enforce' })] });
  else await esbuild({ absWorkingDir: root, entryPoints: [entry(root)], preserveSymlinks: true, bundle: true, outfile: out, format: 'esm', external: ['@proviso/runtime'], logLevel: 'silent', plugins: [proviso.esbuild({ profile: 'enforce' })] });
  const code = readFileSync(out, 'utf8');
  expect(code).toContain('(n > 40)');
  expect(code).not.toContain('(n > 50)');
});
