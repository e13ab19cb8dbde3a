/** Which TypeScript is asked: the project's, if it can be. */
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { findTypeScript } from '../src/typescript.ts';
import { project } from './project.ts';

const fake = (name: string, version: string, main = `exports.version = '${version}'; exports.createSourceFile = () => ({});`): Record<string, string | object> => ({
  [`node_modules/${name}/package.json`]: { name, version, main: 'index.cjs' },
  [`node_modules/${name}/index.cjs`]: main,
});
const native = fake('typescript', '7.0.2', "exports.version = '7.0.2';");

const found = (files: Record<string, string | object>): string => findTypeScript(project(files, {}, tmpdir()).root).version;

test('that of the project', () => {
  expect(found(fake('typescript', '5.9.3'))).toBe('5.9.3');
});

test('beside TypeScript 7 that of @typescript/typescript6 in the project, or our own', () => {
  expect(found({ ...native, ...fake('@typescript/typescript6', '6.0.99') })).toBe('6.0.99');
  expect(found(native)).toMatch(/^6\.0\.\d+$/);
});

test('our own, where the project has none or one that is too old', () => {
  expect(found({})).toMatch(/^6\.0\.\d+$/);
  expect(found(fake('typescript', '5.6.3'))).toMatch(/^6\.0\.\d+$/);
});

test('one that breaks while it is loaded is not passed over', () => {
  expect(() => found(fake('typescript', '6.0.0', "throw new Error('broken')"))).toThrow('broken');
});
