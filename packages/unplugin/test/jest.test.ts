/** The transformer of Jest, with one inside that changes nothing. */
import { expect, test } from 'vitest';
import { createTransformer } from '../src/jest.ts';
import { mappedName } from '../src/jest/name-mapper.ts';
import { project } from './project.ts';

const base = 'export class Base {\n  /** @requires `n > 0` */\n  m(n: number): number {\n    return n;\n  }\n}\n';
const heir = "import { Base } from '@lib/base';\n\nexport class Heir extends Base {\n  override m(n: number): number {\n    return n + 1;\n  }\n}\n";

test('what is inherited is found by moduleNameMapper', () => {
  const { root } = project({ 'lib/base.ts': base, 'src/heir.ts': heir, 'inner.cjs': 'module.exports = { process: (code) => ({ code }) };\n' });
  const { process: transform } = createTransformer({ transformer: `${root}/inner.cjs` });
  const codeWith = (moduleNameMapper: object): string => transform?.(heir, `${root}/src/heir.ts`, { config: { rootDir: root, moduleNameMapper } }).code ?? '';
  expect(codeWith([['^@lib/(.*)$', [`${root}/gone/$1`, `${root}/lib/$1`]]])).toContain('n > 0');
});

test('of patterns the first that matches counts, of targets the first that is there', () => {
  const { root } = project({ 'lib/base.ts': base });
  expect(mappedName([['^#', '/other'], ['^@(\\w+)/(.*)$', [`${root}/gone/$2`, `${root}/$1/$2`]]], '@lib/base')).toBe(`${root}/lib/base`);
  expect(mappedName([['^@lib/(.*)$', '/gone/$1']], '@lib/base')).toBe('/gone/base');
  expect(mappedName([['^#', '/other']], '@lib/base')).toBeUndefined();
});
