/** A project whose `typescript` is the native compiler: bundlers parse with one that has functions to call. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
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
