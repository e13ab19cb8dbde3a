/** A project whose `typescript` is the native compiler: bundlers parse with one that has functions to call. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { projectWith, runIn, viteBin } from './bundlers.ts';
import { packageFolder, project, type Project } from './project.ts';
import { enforced, shop, summary } from './shop.ts';

function withTypeScript7(made: Project): string {
  const { folder } = made;
  mkdirSync(`${folder}/node_modules`);
  symlinkSync(packageFolder('typescript7'), `${folder}/node_modules/typescript`, 'dir');
  expect(JSON.parse(readFileSync(`${folder}/node_modules/typescript/package.json`, 'utf8'))).toMatchObject({ version: expect.stringMatching(/^7\./) as string });
  return folder;
}

test('Vite builds it, and its contracts are enforced', async () => {
  const folder = withTypeScript7(projectWith('vite', { name: 'typescript-7', files: shop }));
  const built = await runIn(folder, [...viteBin, 'build', '--ssr', 'src/main.ts', '--sourcemap']);
  expect(built, built.output).toMatchObject({ status: 0, output: expect.stringContaining(summary) as string });
  expect(await runIn(folder, [process.execPath, '--enable-source-maps', 'dist/main.js'])).toEqual({ status: 0, output: enforced });
});

test('Node runs it, and its contracts are enforced', async () => {
  const sources = Object.fromEntries(Object.entries(shop).map(([path, content]) => [path, typeof content === 'string' ? content.replaceAll(".js'", ".ts'") : content]));
  const folder = withTypeScript7(project('node-typescript-7', sources));
  expect(await runIn(folder, [process.execPath, '--import', '@proviso/unplugin/node', 'src/main.ts'])).toEqual({ status: 0, output: enforced });
});

const page = readFileSync(new URL('../../docs/hosts/typescript-7.md', import.meta.url), 'utf8');

test('types of clauses are checked by the command of its page', async () => {
  const setUp = Object.fromEntries([...page.matchAll(/^```json\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(([, path = '', content = '']) => [path, content]));
  expect(Object.keys(setUp)).toEqual(['clauses/package.json', 'clauses/tsconfig.json']);
  const [, packages = ''] = /^npm install --prefix clauses --save-dev (.*)$/m.exec(page) ?? [];
  const [, args = ''] = /^npx --prefix clauses tspc (.*)$/m.exec(page) ?? [];
  const folder = withTypeScript7(project('clauses-typescript-7', { ...shop, ...setUp, 'src/counted.ts': shop['src/counted.ts'].replace('by > 0', 'by.half > 0') }));
  for (const name of packages.split(' ').map((each) => each.replace(/(?<=.)@.*/, ''))) {
    mkdirSync(dirname(`${folder}/clauses/node_modules/${name}`), { recursive: true });
    symlinkSync(packageFolder(name), `${folder}/clauses/node_modules/${name}`, 'dir');
  }
  const { status, output } = await runIn(folder, ['/usr/bin/env', 'TSP_CACHE_DIR=.cache', process.execPath, 'clauses/node_modules/ts-patch/bin/tspc.js', ...args.split(' ')]);
  expect(status).not.toBe(0);
  expect(output).toContain("src/counted.ts(2,21): error TS2339: Property 'half' does not exist on type 'number'.");
});

test('doctor says what to use instead of tspc', async () => {
  const folder = withTypeScript7(project('doctor-typescript-7', { ...shop, 'tsconfig.json': { ...shop['tsconfig.json'], extends: '@proviso/transformer/enforce.json' } }));
  const { status, output } = await runIn(folder, [process.execPath, '../node_modules/proviso/dist/main.js', 'doctor']);
  expect(status).toBe(1);
  expect(output).toContain('TypeScript 7.0.2 does not run @proviso/transformer, which a tsconfig names');
  expect(output).toContain('or compile contracts in a bundler with @proviso/unplugin');
});

test('check and its tests can be installed beside it, and contracts are checked', async () => {
  for (const name of ['proviso', '@proviso/testing', '@proviso/compiler']) {
    const { peerDependencies } = JSON.parse(readFileSync(`${packageFolder(name)}/package.json`, 'utf8')) as { readonly peerDependencies: Readonly<Record<string, string>> };
    expect([name, peerDependencies['typescript']]).toEqual([name, '>=5.7']);
  }
  const folder = withTypeScript7(project('check-typescript-7', { ...shop, 'src/half.ts': '/** @ensures `result * 2 === n` */\nexport function half(n: 1 | 2): number {\n  return n >> 1;\n}\n' }));
  const { status, output } = await runIn(folder, [process.execPath, '../node_modules/proviso/dist/main.js', 'check', 'half']);
  expect(status).toBe(1);
  expect(output).toContain('half(1);');
});
