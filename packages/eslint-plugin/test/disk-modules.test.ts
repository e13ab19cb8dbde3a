/** What is inherited from other files is known without a program too: files are read from the disk, and again when they have changed. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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
  const config = { files: ['**/*.ts'], plugins: { '@proviso': plugin as never }, languageOptions: { parser }, rules } satisfies Linter.Config;
  return new Linter({ configType: 'flat', cwd: folder }).verify(text, [config], { filename: join(folder, fileName) }).map(({ message }) => message);
}

const alias = '/** @invariant `value > 0` */\nexport type Positive = number;\n';
const takes = (type: string): string => `export const take = ({ n }: ${type}): unknown => n;\n`;
const destructured = '/** @invariant `value.n > 0` */\nexport type Positive = { n: number };\n';
const unavailable = expect.stringContaining('the parameter is destructured') as unknown;
const refused = [unavailable];

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
  ['a class of another file', { 'base.ts': 'export class Base {\n  /** @requires `n > 0` */\n  take(n: number): void {}\n}\n' }, "import { Base } from './base';\nexport class Heir extends Base {\n  /** @requires `n > 1` */\n  override take(n: number): void {}\n}\n", [expect.stringContaining('@requiresElse')]],
] satisfies [string, Record<string, string>, string, unknown[]][])('%s', (what, others, text, expected) => {
  const inner = what.replace(/\W/g, '-');
  for (const [name, content] of Object.entries(others)) save(`${inner}/${name}`, content);
  expect(lint(text, `${inner}/sample.ts`)).toEqual(expected);
});

test('a file that changes is read again', () => {
  const text = `import type { Positive } from './changing';\n${takes('Positive')}`;
  save('changing.ts', destructured);
  expect(lint(text)).toEqual(refused);
  save('changing.ts', 'export type Positive = { n: number };\n');
  const later = performance.now() + 2000;
  vi.spyOn(performance, 'now').mockReturnValue(later);
  expect(lint(text)).toEqual([]);
  vi.restoreAllMocks();
});
