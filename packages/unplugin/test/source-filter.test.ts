/** Which files have contracts, by their names. */
import { describe, expect, test } from 'vitest';
import { fileOf, isOfOtherKind, sourceFilter, type SourceFilter } from '../src/source-filter.ts';

const taken = (files: readonly string[], filter: Partial<SourceFilter> = {}): readonly string[] => files.filter(sourceFilter({ root: '/app', ...filter }));

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

  test('goes up from the root, and down into it again', () => {
    const root = '/mono/packages/app [1]';
    const all = [`${root}/src/a.ts`, '/mono/packages/other/a.ts', '/mono/a.ts', '/elsewhere/a.ts'];
    for (const include of ['../..', '../../', '../../**', '../../**/*.ts']) expect(taken(all, { root, include }), include).toEqual(all.slice(0, 3));
    expect(taken(all, { root, include: '../../packages/*/src/**' })).toEqual([all[0]]);
    expect(taken(all, { root, exclude: '../../**/a.ts' })).toEqual([all[3]]);
  });

  test('is the only way to JavaScript, and no way to anything else', () => {
    expect(taken([...sources, ...others], { include: '**/*' })).toEqual([...sources, '/app/src/a.js', '/app/src/a.jsx', '/app/src/a.mjs']);
  });

  test('takes a folder for the files in it, as tsconfig.json does, but no pattern', () => {
    const deep = [...sources, '/app/src/deep/a.ts', '/app/source/a.ts'];
    for (const include of ['src', 'src/', './src', '/app/src']) expect(taken(deep, { include }), include).toEqual([...sources.slice(0, 4), '/app/src/deep/a.ts']);
    expect(taken(deep, { include: 'src/*' })).toEqual(sources.slice(0, 4));
  });

  test('any folder is also one of another package of a monorepo', () => {
    const tests = ['/app/a.test.ts', '/packages/other/a.test.ts'];
    expect(taken([...sources, ...tests], { exclude: '**/*.test.ts' })).toEqual(sources);
    expect(taken([...sources, ...tests], { include: '**/*.test.ts' })).toEqual(tests);
    expect(taken(['/build/app/src/a.ts', '/build/app/build/a.ts'], { root: '/build/app', exclude: '**/build/**' }), 'but not one that the root is in').toEqual(['/build/app/src/a.ts']);
  });

  test('takes whole paths as Windows writes them', () => {
    expect(taken(['C:/app/src/a.ts', 'C:/app/a.ts'], { include: 'C:\\app\\src\\**' })).toEqual(['C:/app/src/a.ts']);
  });
});

test('the text or the address of a file has no contracts', () => {
  expect(['/a.ts?raw', '/a.ts?v=1&url', '/a.ts?raw=1'].filter(isOfOtherKind)).toHaveLength(3);
  expect(['/a.ts', '/a.ts?v=1', '/a.ts?rawish', '/a.ts?import&t=2', '/raw/url.ts'].filter(isOfOtherKind)).toEqual([]);
});

test('exclude comes last', () => {
  expect(taken(sources, { include: 'src/*.ts', exclude: ['src/a.ts'] })).toEqual([]);
  expect(taken(sources, { exclude: /\/src\//g })).toEqual(['/packages/other/a.ts']);
});

test('a module is the file that it comes from', () => {
  expect(fileOf('C:\\app\\a.ts?v=1')).toBe('C:/app/a.ts');
  expect(fileOf('/app/a.ts')).toBe('/app/a.ts');
});
