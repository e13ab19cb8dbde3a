/** What is inherited from other files is known without a program too: files are read from the disk, and again when they have changed. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import plugin from '../src/index.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-disk-'));
  save('package.json', JSON.stringify({ name: 'sample', dependencies: { '@proviso/runtime': '*' } }));
});

afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The messages for a text that is linted without types. */
function lint(text: string, fileName = 'sample.ts'): string[] {
  const rules = { '@proviso/valid-contract': ['error', { types: false }], '@proviso/compatible-override': 'error' } satisfies Linter.RulesRecord;
  const config = { files: ['**/*.ts'], plugins: { '@proviso': plugin }, languageOptions: { parser }, rules } satisfies Linter.Config;
  return new Linter({ configType: 'flat', cwd: folder }).verify(text, [config], { filename: join(folder, fileName) }).map(({ message }) => message);
}

const alias = '/** @invariant `value > 0` */\nexport type Positive = number;\n';
const takes = (type: string): string => `export const take = ({ n }: ${type}): unknown => n;\n`;
const destructured = '/** @invariant `value.n > 0` */\nexport type Positive = { n: number };\n';
const unavailable = expect.stringContaining('the parameter is destructured') as unknown;
const refused = [unavailable];
const declared = 'export declare class Base {\n  /** @requires `n > 0` */\n  take(n: number): void;\n}\n';
const heir = 'export class Heir extends Base {\n  /** @requires `n > 1` */\n  override take(n: number): void {}\n}\n';
const narrowed = [expect.stringContaining('@requiresElse')];

function optedIn(name: string): string {
  return JSON.stringify({ name, types: 'index.d.ts', dependencies: { '@proviso/runtime': '*' } });
}

test.each([
  ['an import', { 'aliases.ts': destructured }, `import type { Positive } from './aliases';\n${takes('Positive')}`, refused],
  ['an import under another name', { 'aliases.ts': destructured }, `import { type Positive as P } from './aliases.js';\n${takes('P')}`, refused],
  ['a namespace', { 'aliases.ts': destructured }, `import * as all from './aliases';\n${takes('all.Positive')}`, refused],
  ['an import type', { 'aliases.ts': destructured }, takes("import('./aliases').Positive"), refused],
  ['a re-export', { 'aliases.ts': destructured, 'index.ts': "export * from './aliases';\n" }, `import type { Positive } from './index';\n${takes('Positive')}`, refused],
  ['a folder', { 'aliases.ts': destructured, 'inner/index.ts': "export { Positive } from '../aliases';\n" }, `import type { Positive } from './inner';\n${takes('Positive')}`, refused],
  ['an alias of an alias', { 'aliases.ts': destructured, 'more.ts': "import type { Positive } from './aliases';\nexport type More = Positive;\n" }, `import type { More } from './more';\n${takes('More')}`, refused],
  ['a namespace in a module', { 'aliases.ts': `export namespace Inner {\n${destructured}}\n` }, `import { Inner } from './aliases';\n${takes('Inner.Positive')}`, refused],
  ['an alias without an invariant', { 'aliases.ts': 'export type Positive = { n: number };\n' }, `import type { Positive } from './aliases';\n${takes('Positive')}`, []],
  ['a place that has a name', { 'aliases.ts': alias }, "import type { Positive } from './aliases';\nexport function take(n: Positive): unknown {\n  return n;\n}\n", []],
  ['a class of another file', { 'base.ts': 'export class Base {\n  /** @requires `n > 0` */\n  take(n: number): void {}\n}\n' }, `import { Base } from './base';\n${heir}`, narrowed],
  ['a comment between the words of an import', { 'aliases.ts': destructured }, `import type { Positive } from /* 'here' */ './aliases';\n${takes('Positive')}`, refused],
  ['files that import each other', { 'aliases.ts': `import type {} from './more';\n${destructured}`, 'more.ts': "import type {} from './aliases';\nexport type { Positive } from './aliases';\n" }, `import type { Positive } from './more';\n${takes('Positive')}`, refused],
  ['a package', { 'node_modules/kept/package.json': optedIn('kept'), 'node_modules/kept/index.d.ts': declared }, `import { Base } from 'kept';\n${heir}`, narrowed],
  ['a package that passes on what is of another', { 'node_modules/outer/package.json': JSON.stringify({ name: 'outer', types: 'index.d.ts', dependencies: { kept: '*' } }), 'node_modules/outer/index.d.ts': "export * from 'kept';\n", 'node_modules/kept/package.json': optedIn('kept'), 'node_modules/kept/index.d.ts': declared }, `import { Base } from 'outer';\n${heir}`, narrowed],
  ['a name with its ending', { 'aliases.ts': destructured }, `import type { Positive } from './aliases.ts';\n${takes('Positive')}`, refused],
  ['a folder of modules without a manifest', { 'node_modules/bare/index.ts': destructured }, `import type { Positive } from 'bare';\n${takes('Positive')}`, refused],
  ['the package itself', { 'package.json': JSON.stringify({ name: 'itself', exports: './index.ts', dependencies: { '@proviso/runtime': '*' } }), 'index.ts': destructured }, `import type { Positive } from 'itself';\n${takes('Positive')}`, refused],
  ['imports of the package', { 'package.json': JSON.stringify({ name: 'mapped', imports: { '#aliases': './aliases.ts' }, dependencies: { '@proviso/runtime': '*' } }), 'aliases.ts': destructured }, `import type { Positive } from '#aliases';\n${takes('Positive')}`, refused],
  ['types of a package in a scope', { 'node_modules/@types/inner__plain/package.json': optedIn('@types/inner__plain'), 'node_modules/@types/inner__plain/index.d.ts': declared }, `import { Base } from '@inner/plain';\n${heir}`, narrowed],
  ['a package that is not there, and a comment like an import', {}, `/* taken from 'a place', from "none", from 'now()' */\nimport { Base } from 'absent';\n${heir}`, []],
  ['a package whose contracts do not count', { 'node_modules/plain/package.json': JSON.stringify({ name: 'plain', types: 'index.d.ts' }), 'node_modules/plain/index.d.ts': declared }, `import { Base } from 'plain';\n${heir}`, []],
] satisfies [string, Record<string, string>, string, unknown[]][])('%s', (what, others, text, expected) => {
  const inner = what.replace(/\W/g, '-');
  for (const [name, content] of Object.entries(others)) save(`${inner}/${name}`, content);
  expect(lint(text, `${inner}/sample.ts`)).toEqual(expected);
});

test('another text of the same file is looked at anew', () => {
  save('aliases.ts', destructured);
  expect(lint(`import type { Positive } from './none';\n${takes('Positive')}`)).toEqual([]);
  expect(lint(`import type { Positive } from './aliases';\n${takes('Positive')}`)).toEqual(refused);
});

afterEach(() => vi.restoreAllMocks());

test('a file that changes is read again', () => {
  const text = `import type { Positive } from './changing';\n${takes('Positive')}`;
  save('changing.ts', destructured);
  expect(lint(text)).toEqual(refused);
  save('changing.ts', 'export type Positive = { n: number };\n');
  const later = performance.now() + 2000;
  vi.spyOn(performance, 'now').mockReturnValue(later);
  expect(lint(text)).toEqual([]);
});
