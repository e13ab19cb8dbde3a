/** What the projects of all other tests have installed. */
import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifest, project } from './project.ts';

test('projects find copies of what would be published, and no link leads out of their folder', () => {
  const { folder } = project('packed', { 'package.json': manifest });
  const home = realpathSync(join(folder, '..'));
  const installed = join(home, 'node_modules');
  expect(readdirSync(join(installed, '@proviso'))).toEqual(['compiler', 'eslint-plugin', 'runtime', 'testing', 'transformer', 'unplugin']);
  expect(readdirSync(join(installed, '@proviso/unplugin')), 'no sources').toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  expect(readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isSymbolicLink())).toEqual([]);
});
