/** What the projects of all other tests have installed. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
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

interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>> | string;
}

/** npm links the commands of all that stands beside each other, and of two with one name the first by the alphabet. */
test('no package that comes along has the commands of TypeScript under another name', () => {
  const { folder } = project('commands', { 'package.json': manifest });
  const installed = join(realpathSync(join(folder, '..')), 'node_modules');
  const manifests = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((path) => /(?:^|\/)(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path));
  const withTsc = manifests.filter((path) => {
    const { bin = {} } = JSON.parse(readFileSync(join(installed, path), 'utf8')) as Manifest;
    return typeof bin === 'object' && 'tsc' in bin;
  });
  expect(withTsc.length).toBeGreaterThan(0);
  expect(withTsc.filter((path) => !/(?:^|node_modules\/)typescript\/package\.json$/.test(path))).toEqual([]);
});
