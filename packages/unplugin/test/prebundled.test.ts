/** Packages that Vite's dev server bundles before plugins see them. */
import { expect, test } from 'vitest';
import { prebundledWithContracts } from '../src/vite/prebundled.ts';
import ts from 'typescript';
import { optedIn, project } from './project.ts';

test('are linked ones that name the runtime, however they are written', () => {
  const core = project({ 'package.json': { ...optedIn, name: '@shop/core' } });
  const plain = project({ 'package.json': { name: 'plain' } });
  const app = project({ 'node_modules/installed/package.json': { ...optedIn, name: 'installed' } }, { 'node_modules/@shop/core': core.root, 'node_modules/plain': plain.root });
  const found = (...include: string[]): readonly string[] => prebundledWithContracts(ts, app.root, include);
  expect(found('@shop/core', 'plain', 'installed', 'absent')).toEqual(['@shop/core']);
  expect(found('plain > @shop/core/deep')).toEqual(['@shop/core']);
  expect(found('plain', 'installed')).toEqual([]);
});
