/** Which files have contracts, by their names. */
import { describe, expect, test } from 'vitest';
import { fileOf, sourceFilter, type SourceFilter } from '../src/source-filter.ts';

const taken = (files: readonly string[], filter: Omit<SourceFilter, 'root'> = {}): readonly string[] => files.filter(sourceFilter({ root: '/app', ...filter }));

const sources = ['/app/src/a.ts', '/app/src/a.tsx', '/app/src/a.mts', '/app/src/a.cts', '/packages/other/a.ts'];
const others = ['/app/src/a.js', '/app/src/a.jsx', '/app/src/a.mjs', '/app/a.css', '/app/a.d.ts', '/app/a.d.mts', '/app/a.d.css.ts', '/app/node_modules/b/a.ts', '\0virtual.ts', '/app/a.vue', '/app/ts'];

test('all TypeScript sources, and nothing else', () => {
  expect(taken([...sources, ...others])).toEqual(sources);
});

describe('include', () => {
  test('is relative to the root', () => {
    expect(taken([...sources, '/app/deep/src/a.ts'], { include: 'src/*.ts' })).toEqual(['/app/src/a.ts']);
    expect(taken(sources, { include: './src/**' })).toEqual(sources.slice(0, 4));
  });

  test('names other files of a monorepo by whole paths', () => {
    expect(taken(sources, { include: ['/packages/**', /\.cts$/] })).toEqual(['/app/src/a.cts', '/packages/other/a.ts']);
    expect(taken(sources, { include: '../packages/**' })).toEqual(['/packages/other/a.ts']);
  });

  test('is the only way to JavaScript, and no way to anything else', () => {
    expect(taken([...sources, ...others], { include: '**/*' })).toEqual([...sources.slice(0, 4), '/app/src/a.js', '/app/src/a.jsx', '/app/src/a.mjs']);
  });
});

test('exclude comes last', () => {
  expect(taken(sources, { include: '**/*.ts', exclude: ['src/a.ts'] })).toEqual([]);
  expect(taken(sources, { exclude: /\/src\//g })).toEqual(['/packages/other/a.ts']);
});

test('a module is the file that it comes from', () => {
  expect(fileOf('C:\\app\\a.ts?v=1')).toBe('C:/app/a.ts');
  expect(fileOf('/app/a.ts')).toBe('/app/a.ts');
});
