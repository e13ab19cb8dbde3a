/** A session: what it makes of files, what it remembers of them, and what it says. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { printProblem, printWithFrame } from '../src/problem.ts';
import { optedIn, project } from './project.ts';

const half = '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n';
const base = (clause: string): string => `export class Base {\n  /** ${clause} */\n  m(n: number): number {\n    return n;\n  }\n}\n`;
const heir = "import { Base } from './base.js';\n\nexport class Heir extends Base {\n  override m(n: number): number {\n    return n + 1;\n  }\n}\n";

describe('what is compiled', () => {
  test('a file with a contract, with a map', () => {
    const { file } = project({ 'src/half.ts': half }).session();
    const compiled = file('src/half.ts');
    expect(compiled?.code).toMatch(/from ['"]@proviso\/runtime\/check['"]/);
    expect(compiled?.map?.sources).toHaveLength(1);
    expect(compiled).toMatchObject({ errors: [], unsupported: [], counts: { enforced: 1 }, dependsOn: [] });
  });

  test('a file without one stays as it is, and so does one of a package that did not opt in', () => {
    const { file } = project({ 'src/plain.ts': 'export const n = 1;\n' }).session();
    expect(file('src/plain.ts')).toBeUndefined();
    const other = project({ 'package.json': { name: 'other' }, 'node_modules/dependency/package.json': { name: 'dependency' }, 'node_modules/dependency/half.ts': half });
    expect(other.session().file('node_modules/dependency/half.ts')).toMatchObject({ code: undefined, errors: [] });
  });

  test('a manifest without a name and dependencies makes no package within one', () => {
    const { file } = project({ 'src/package.json': { type: 'module' }, 'src/half.ts': half, 'lib/package.json': { name: 'lib' }, 'lib/half.ts': half }).session();
    expect(file('src/half.ts')?.counts.enforced).toBe(1);
    expect(file('lib/half.ts')).toMatchObject({ code: undefined, errors: [] });
    const installed = project({ 'node_modules/dependency/package.json': { type: 'module' }, 'node_modules/dependency/half.ts': half, 'node_modules/@a/b/package.json': {}, 'node_modules/@a/b/half.ts': half }).session();
    expect(['dependency', '@a/b'].map((name) => installed.file(`node_modules/${name}/half.ts`)?.code)).toEqual([undefined, undefined]);
  });

  test('what was compiled before stays as it is, and is counted', () => {
    const shop = project({ 'src/half.ts': half });
    const once = shop.session();
    shop.write('src/half.ts', once.file('src/half.ts')?.code ?? '');
    expect(once.file('src/half.ts'), 'asked twice for one file').toBeUndefined();
    expect(once.summary()).toBe('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported');
    const { file, summary } = shop.session();
    expect(file('src/half.ts')).toBeUndefined();
    expect(summary()).toBe('proviso enforce: 0 clauses enforced, 0 observed, 0 ignored, 0 not yet supported; 1 file with contracts came compiled, by tspc or by this plugin listed twice');
  });

  test('off leaves the text alone but for calls', () => {
    const call = "import { requires } from '@proviso/runtime';\n\nexport function f(n: number): number {\n  requires(n > 0);\n  return n;\n}\n";
    const { file, summary } = project({ 'src/half.ts': half, 'src/call.ts': call }).session('off');
    expect(file('src/half.ts')?.code).toBeUndefined();
    expect(file('src/call.ts')?.code?.replace(/\s+/g, ' ')).toBe(' export function f(n: number): number { return n; } ');
    expect(summary()).toBe('proviso off: 0 clauses enforced, 0 observed, 2 ignored, 0 not yet supported');
  });
});

describe('what is inherited', () => {
  test('comes from other files, which the result names', () => {
    const { file, root } = (() => {
      const shop = project({ 'src/base.ts': base('@requires `n > 0`'), 'src/heir.ts': heir });
      return { root: shop.root, ...shop.session() };
    })();
    expect(file('src/heir.ts')).toMatchObject({ counts: { enforced: 1 }, dependsOn: [`${root}/src/base.ts`] });
  });

  test('is what the base says now, once the session is told to look again', () => {
    const shop = project({ 'src/base.ts': base('@requires `n > 0`'), 'src/heir.ts': heir });
    const { file, refresh, heirsOf } = shop.session();
    expect(file('src/heir.ts')?.code).toContain('n > 0');
    shop.write('src/base.ts', base('@requires `n > 7`'));
    expect(heirsOf(`${shop.root}/src/base.ts`)).toEqual([`${shop.root}/src/heir.ts`]);
    expect(file('src/heir.ts')?.code).toContain('n > 0');
    refresh();
    expect(file('src/heir.ts')?.code).toContain('n > 7');
  });

  test('a base that gets its first contract has heirs, one that loses its last still has them, one that never had any has none', () => {
    const shop = project({ 'src/base.ts': base('Nothing.'), 'src/heir.ts': heir });
    const { file, refresh, heirsOf } = shop.session('enforce', { watches: true });
    expect(file('src/heir.ts')).toMatchObject({ code: undefined, dependsOn: [`${shop.root}/src/base.ts`] });
    shop.write('src/base.ts', base('Still nothing.'));
    expect(heirsOf(`${shop.root}/src/base.ts`)).toEqual([]);
    shop.write('src/base.ts', base('@requires `n > 0`'));
    expect(heirsOf(`${shop.root}/src/base.ts`)).toEqual([`${shop.root}/src/heir.ts`]);
    refresh();
    expect(file('src/heir.ts')?.counts.enforced).toBe(1);
    shop.write('src/base.ts', base('Nothing.'));
    expect(heirsOf(`${shop.root}/src/base.ts`)).toEqual([`${shop.root}/src/heir.ts`]);
  });

  test('names are found by the paths of the tsconfig, also of one that a solution refers to', () => {
    const files = { 'src/base.ts': base('@requires `n > 0`'), 'src/heir.ts': heir.replace('./base.js', '@/base') };
    const paths = { compilerOptions: { paths: { '@/*': ['./src/*'] } } };
    expect(project(files).session().file('src/heir.ts')?.counts.enforced).toBe(0);
    expect(project({ ...files, 'tsconfig.json': paths }).session().file('src/heir.ts')?.counts.enforced).toBe(1);
    const solution = { files: [], references: [{ path: './tsconfig.app.json' }] };
    expect(project({ ...files, 'tsconfig.json': solution, 'tsconfig.app.json': paths }).session().file('src/heir.ts')?.counts.enforced).toBe(1);
  });
});

describe('an import that leads nowhere', () => {
  const files = { 'src/base.ts': base('@requires `n > 0`'), 'src/heir.ts': heir.replace('./base.js', '@/base'), 'src/other.ts': heir.replace('./base.js', '@/base') };

  test('is asked of a host that can be asked, and said where it does not know', () => {
    const { root, session } = project(files);
    const { file, answer, refresh } = session('enforce', { answers: true });
    const asked = (path: string): readonly string[] => file(path)?.lost.map(({ specifier, from }) => `${specifier} in ${from.slice(root.length)}`) ?? [];
    expect(asked('src/heir.ts')).toEqual(['@/base in /src/heir.ts']);
    for (const lost of file('src/heir.ts')?.lost ?? []) answer(lost, `${root}/src/base.ts`);
    expect(file('src/heir.ts')).toMatchObject({ lost: [], unsupported: [], counts: { enforced: 1 }, dependsOn: [`${root}/src/base.ts`] });
    refresh();
    expect(asked('src/heir.ts'), 'again, once files may have changed').toHaveLength(1);
    for (const lost of file('src/heir.ts')?.lost ?? []) answer(lost, undefined);
    expect(file('src/heir.ts')?.unsupported).toHaveLength(1);
  });

  test('is said once where there is nobody to ask', () => {
    const { file } = project(files).session();
    const said = (path: string): readonly string[] => file(path)?.unsupported.map(printProblem) ?? [];
    const once = ['src/heir.ts:3:27 `@/base` leads nowhere, so what `Heir` inherits from `Base` is not checked. If it is an alias, say in `paths` of tsconfig.json what it stands for.'];
    expect([said('src/heir.ts'), said('src/other.ts'), said('src/heir.ts')]).toEqual([once, [], once]);
  });

  test('is said where a file between them hands on what is not there, or a type between them extends it', () => {
    const user = (from: string): string => `import type { Base } from '${from}';\n\nexport class Heir implements Base {}\n`;
    const { file } = project({
      'src/barrel.ts': "export type { Base } from './gone';\nexport * from './empty.js';\n",
      'src/renamed.ts': "import type { Other } from '@/gone';\n\nexport type { Other as Base };\n",
      'src/between.ts': "import type { Top } from './top';\n\nexport interface Base extends Top {}\n",
      'src/stars.ts': "export * from './nothing';\nexport * from './found.js';\n",
      'src/found.ts': 'export interface Base {}\n',
      'src/a.ts': user('./barrel.js'), 'src/b.ts': user('./renamed.js'), 'src/c.ts': user('./between.js'), 'src/d.ts': user('./stars.js'),
    }).session();
    const said = ['a', 'b', 'c', 'd'].flatMap((name) => file(`src/${name}.ts`)?.unsupported.map(({ path, text }) => `${path}: ${text.split(' is not checked')[0]}`) ?? []);
    expect(said).toEqual([
      'src/a.ts: `./gone` in src/barrel.ts leads nowhere, so what `Heir` inherits from `Base`',
      'src/b.ts: `@/gone` in src/renamed.ts leads nowhere, so what `Heir` inherits from `Base`',
      'src/c.ts: `./top` in src/between.ts leads nowhere, so what `Heir` inherits from `Base`',
    ]);
  });

  test('is told of each place by a relative path, of an alias by one file, and by another once that one has none', () => {
    const shop = project({ 'src/a/heir.ts': heir, 'src/b/heir.ts': heir, 'src/c.ts': heir.replace('./base.js', '@/base'), 'src/d.ts': heir.replace('./base.js', '@/base') });
    const { file, refresh } = shop.session();
    const told = (): readonly number[] => ['a/heir', 'b/heir', 'c', 'd'].map((name) => file(`src/${name}.ts`)?.unsupported.length ?? 0);
    expect(told()).toEqual([1, 1, 1, 0]);
    shop.write('src/c.ts', 'export class Heir {}\n');
    refresh();
    expect(told()).toEqual([1, 1, 0, 1]);
  });

  test('that the host has answered is none, whatever else leads nowhere', () => {
    const shop = project({ 'src/heir.ts': `import { Base } from 'virtual-base';\nimport { Other } from './gone.js';\nexport class A extends Base {}\nexport class B extends Other {}\n` });
    const { file, answer } = shop.session('enforce', { answers: true });
    for (const lost of file('src/heir.ts')?.lost ?? []) answer(lost, lost.specifier === 'virtual-base' ? '\0virtual:base' : undefined);
    expect(file('src/heir.ts')?.unsupported.map(({ text }) => text.split(' leads')[0])).toEqual(['`./gone.js`']);
  });

  test('by an alias waits for the tsconfig that would say where it leads', () => {
    const shop = project({ ...files, 'tsconfig.json': {} });
    const { file, refresh } = shop.session();
    expect(file('src/heir.ts')).toMatchObject({ wants: [], settings: [`${shop.root}/tsconfig.json`] });
    shop.write('tsconfig.json', { compilerOptions: { paths: { '@/*': ['./src/*'] } } });
    refresh();
    expect(file('src/heir.ts')?.counts.enforced).toBe(1);
  });

  test('names the files that it would lead to, and is followed once one of them is there', () => {
    const shop = project({ 'src/heir.ts': heir });
    const { file, refresh, heirsOf } = shop.session();
    const wanted = (path: string): readonly string[] => file(path)?.wants.map((each) => each.slice(shop.root.length + 1)) ?? [];
    expect(wanted('src/heir.ts')).toEqual(['src/base.ts', 'src/base.tsx', 'src/base.d.ts']);
    shop.write('src/base.ts', base('@requires `n > 0`'));
    expect(heirsOf(`${shop.root}/src/base.ts`)).toEqual([`${shop.root}/src/heir.ts`]);
    refresh();
    expect(file('src/heir.ts')).toMatchObject({ wants: [], counts: { enforced: 1 } });
  });

  test('by an alias names the file that it led to before', () => {
    const shop = project({ ...files, 'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } } });
    const { file, refresh } = shop.session();
    expect(file('src/heir.ts')).toMatchObject({ wants: [], counts: { enforced: 1 } });
    rmSync(`${shop.root}/src/base.ts`);
    refresh();
    expect(file('src/heir.ts')).toMatchObject({ wants: [`${shop.root}/src/base.ts`], counts: { enforced: 0 } });
  });

  test('is none where the platform provides the module, and nothing that is inherited', () => {
    const { file } = project({
      'src/a.ts': "import { EventEmitter } from 'node:events';\nimport { DurableObject } from 'cloudflare:workers';\nimport type { Other } from '@/other';\n\nexport class A extends EventEmitter {}\nexport class B extends DurableObject {}\nexport const o: Other[] = [];\n",
    }).session();
    expect(file('src/a.ts')?.unsupported ?? []).toEqual([]);
  });
});

describe('what says how a file is compiled', () => {
  test('is the manifest of a package whose contracts do not count, until it names the runtime', () => {
    const shop = project({ 'package.json': { name: 'shop' }, 'src/half.ts': half, 'src/base.ts': base('@requires `n > 0`'), 'src/heir.ts': heir });
    const { file, refresh, heirsOf } = shop.session();
    expect(file('src/half.ts')).toMatchObject({ settings: [`${shop.root}/package.json`], errors: [{ code: 'TS97027' }] });
    expect(file('src/heir.ts'), 'what may inherit some').toMatchObject({ settings: [`${shop.root}/package.json`], errors: [] });
    shop.write('package.json', optedIn);
    expect(heirsOf(`${shop.root}/package.json`)).toEqual([`${shop.root}/src/half.ts`, `${shop.root}/src/heir.ts`]);
    refresh();
    expect(file('src/half.ts')).toMatchObject({ settings: [], errors: [], counts: { enforced: 1 } });
    expect(file('src/heir.ts')?.counts.enforced).toBe(1);
  });

  test('is what a runtime that is not there would be', () => {
    const { file, root } = (() => {
      const shop = project({ 'src/half.ts': half }, {}, tmpdir());
      return { root: shop.root, ...shop.session() };
    })();
    expect(file('src/half.ts')).toMatchObject({ settings: [`${root}/package.json`], wants: expect.arrayContaining([root, tmpdir()].map((folder) => `${folder}/node_modules/@proviso/runtime/package.json`)) as string[] });
  });

  test('are the tsconfigs by which what it inherits was found', () => {
    const shop = project({
      'src/one/base.ts': base('@requires `n > 1`'), 'src/two/base.ts': base('@requires `n > 2`'), 'src/half.ts': half,
      'src/heir.ts': heir.replace('./base.js', '@/base'), 'tsconfig.json': { extends: './paths.json' }, 'paths.json': { compilerOptions: { paths: { '@/*': ['./src/one/*'] } } },
    });
    const { file, refresh, heirsOf } = shop.session();
    expect(file('src/heir.ts')).toMatchObject({ code: expect.stringContaining('n > 1') as string, settings: [`${shop.root}/tsconfig.json`, `${shop.root}/paths.json`] });
    expect(file('src/half.ts')?.settings).toEqual([]);
    shop.write('paths.json', { compilerOptions: { paths: { '@/*': ['./src/two/*'] } } });
    expect(heirsOf(`${shop.root}/paths.json`)).toEqual([`${shop.root}/src/heir.ts`]);
    refresh();
    expect(file('src/heir.ts')?.code).toContain('n > 2');
  });
});

describe('contracts on types', () => {
  const alias = '/** @invariant `value > 0` */\nexport type Positive = number;\n';
  const user = (from: string): string => `import type { Positive } from '${from}';\n\nexport function f(n: Positive): number {\n  return n;\n}\n`;

  test('of the same package', () => {
    expect(project({ 'src/alias.ts': alias, 'src/user.ts': user('./alias.js') }).session().file('src/user.ts')?.counts.enforced).toBe(1);
  });

  test('of a dependency, and of what it depends on', () => {
    const library = project({ 'package.json': { ...optedIn, name: 'library', types: './index.d.ts' }, 'index.d.ts': alias.replace('export type', 'export declare type') });
    const between = project({ 'package.json': { name: 'between', types: './index.d.ts', dependencies: { library: '*' } }, 'index.d.ts': "export type { Positive } from 'library';\n" }, { 'node_modules/library': library.root });
    const manifest = { ...optedIn, dependencies: { ...optedIn.dependencies, library: '*' } };
    expect(project({ 'package.json': manifest, 'src/user.ts': user('library') }, { 'node_modules/library': library.root }).session().file('src/user.ts')?.counts.enforced).toBe(1);
    expect(project({ 'package.json': { ...manifest, dependencies: { ...optedIn.dependencies, between: '*' } }, 'src/user.ts': user('between') }, { 'node_modules/between': between.root }).session().file('src/user.ts')?.counts.enforced).toBe(1);
  });

  test('of an interface that an object is said to have', () => {
    const shelf = (clause: string): string => `export interface Shelf {\n  /** ${clause} */\n  find(key: string): number;\n}\n`;
    const shop = project({ 'src/shelf.ts': shelf("@requires `key !== ''`"), 'src/user.ts': "import type { Shelf } from './shelf.js';\n\nexport const makeShelf = (): Shelf => ({ find: (name) => name.length });\n" });
    const { file, refresh, heirsOf } = shop.session();
    expect(file('src/user.ts')).toMatchObject({ code: expect.stringContaining("name === ''") as string, counts: { enforced: 1 } });
    shop.write('src/shelf.ts', shelf('@ensures `result < 9`'));
    expect(heirsOf(`${shop.root}/src/shelf.ts`)).toEqual([`${shop.root}/src/user.ts`]);
    refresh();
    expect(file('src/user.ts')?.code).toMatch(/p\$r < 9/);
  });

  test('the first one is found in a watch', () => {
    const shop = project({ 'src/alias.ts': 'export type Positive = number;\n', 'src/user.ts': user('./alias.js') });
    const { file, refresh, heirsOf } = shop.session('enforce', { watches: true });
    expect(file('src/user.ts')).toMatchObject({ code: undefined });
    shop.write('src/alias.ts', alias);
    expect(heirsOf(`${shop.root}/src/alias.ts`)).toEqual([`${shop.root}/src/user.ts`]);
    refresh();
    expect(file('src/user.ts')?.counts.enforced).toBe(1);
  });
});

describe('what is wrong', () => {
  test('a mistake is told with its place, its code and the line', () => {
    const [error] = project({ 'src/half.ts': half.replace('n > 0', 'n >') }).session().file('src/half.ts')?.errors ?? [];
    expect(error && printWithFrame(error)).toBe('src/half.ts:1:18 TS97001: The clause does not parse: Expression expected. If this is prose, remove the backticks.\n\n1 | /** @requires `n >` */\n  |                  ^\n');
  });

  test('a mistake in a file of types, which no bundler asks for, is told by one that it concerns', () => {
    const shape = 'export interface Shape {\n  /** @ensures `result >` */\n  area(): number;\n}\n';
    const user = (name: string): string => `import type { Shape } from './shape.js';\n\nexport class ${name} implements Shape {\n  area() {\n    return 1;\n  }\n}\n`;
    const shop = project({ 'src/shape.ts': shape, 'src/a.ts': user('A'), 'src/b.ts': user('B') });
    const { file, refresh } = shop.session();
    const told = (path: string): readonly string[] => file(path)?.errors.map(printProblem) ?? [];
    const mistake = [expect.stringMatching(/^src\/shape\.ts:2:24 TS97001: /)];
    expect([told('src/a.ts'), told('src/b.ts'), told('src/a.ts')], 'by one alone, always').toEqual([mistake, [], mistake]);
    shop.write('src/shape.ts', shape.replace('result >', 'result > 0'));
    refresh();
    expect([told('src/a.ts'), file('src/a.ts')?.counts.enforced]).toEqual([[], 1]);
    const asked = shop.session();
    shop.write('src/shape.ts', shape);
    expect(asked.file('src/shape.ts')?.errors).toHaveLength(1);
    expect(asked.file('src/a.ts')?.errors, 'told already').toEqual([]);
    expect(shop.session('off').file('src/a.ts')?.errors).toEqual([]);
  });

  test('what is not supported is told and does not stop the rest', () => {
    const source = '/** @borrow list */\nexport function f(list: readonly number[]): number {\n  return list.length;\n}\n';
    const compiled = project({ 'src/f.ts': source }).session().file('src/f.ts');
    expect(compiled).toMatchObject({ errors: [], counts: { unsupported: 1 } });
    expect(compiled?.unsupported.map(printProblem)).toEqual([expect.stringMatching(/^src\/f\.ts:1:5 TS97\d+: /)]);
  });

  test('a file that does not parse is left to who parses it, and its contracts are not forgotten in silence', () => {
    const compiled = project({ 'src/half.ts': `${half}\nexport const = 1;\n` }).session().file('src/half.ts');
    expect(compiled).toMatchObject({ code: undefined, errors: [], counts: { enforced: 0 } });
    expect(compiled?.unsupported.map(printProblem)).toEqual(['src/half.ts:6:14 The contracts of this file are not checked, since TypeScript does not parse it: Variable declaration expected.']);
  });

  test('a comment that ends in its clause is told as what breaks the file', () => {
    const compiled = project({ 'src/half.ts': half.replace('n > 0', 'n */ 2') }).session().file('src/half.ts');
    expect(compiled?.errors.map(printProblem)).toEqual([expect.stringContaining('TS97003')]);
  });

  test('a runtime that no package.json names is told once, where the contract cannot be prose', () => {
    const { file } = project({ 'package.json': { name: 'shop' }, 'src/half.ts': half, 'src/other.ts': half }).session();
    expect(file('src/half.ts')?.errors.map(printProblem)).toEqual([expect.stringMatching(/^src\/half\.ts:1:5 TS97027: .*`shop` does not depend on @proviso\/runtime.*Run: npm install @proviso\/runtime$/)]);
    expect(file('src/other.ts')?.errors).toEqual([]);
  });

  test('a runtime that is not installed is told once', () => {
    const { file } = project({ 'src/half.ts': half, 'src/other.ts': half }, {}, tmpdir()).session();
    expect(file('src/half.ts')?.errors.map(printProblem)).toEqual([expect.stringMatching(/^src\/half\.ts:1:1 TS97028: .*it is not installed.* Run: npm install$/)]);
    expect(file('src/other.ts')?.errors).toEqual([]);
  });

  test('a manifest that does not parse is told', () => {
    const { file } = project({ 'package.json': '{', 'src/half.ts': half }).session();
    expect(file('src/half.ts')?.errors.map(printProblem)).toEqual([expect.stringContaining('TS97029')]);
  });
});

describe('the summary', () => {
  test('counts what each file came to last', () => {
    const shop = project({ 'src/half.ts': half, 'src/twice.ts': half });
    const { file, summary } = shop.session();
    expect(summary()).toBeUndefined();
    for (const path of ['src/half.ts', 'src/twice.ts', 'src/twice.ts']) file(path);
    expect(summary()).toBe('proviso enforce: 2 clauses enforced, 0 observed, 0 ignored, 0 not yet supported');
    shop.write('src/twice.ts', 'export {};\n');
    file('src/twice.ts');
    expect(summary()).toBe('proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported');
  });
});

describe('JavaScript', () => {
  const source = '/**\n * @param {number} n\n * @requires `n > 0`\n */\n';
  const esm = `${source}export function half(n) {\n  return n / 2;\n}\n`;
  const commonJs = `${source}function half(n) {\n  return n / 2;\n}\nmodule.exports = { half };\n`;

  test('is compiled where it is named, as the module that it is', () => {
    const shop = project({ 'src/a.js': esm, 'src/b.cjs': commonJs });
    const session = shop.session('enforce', { include: ['src/**'] });
    const text = (path: string): string => session.file(path)?.code ?? '';
    expect([session.concerns(`${shop.root}/src/a.js`), shop.session().concerns(`${shop.root}/src/a.js`)]).toEqual([true, false]);
    expect(text('src/a.js')).toMatch(/^.*import .*['"]@proviso\/runtime\/check['"]/m);
    expect(text('src/b.cjs')).toMatch(/require\(['"]@proviso\/runtime\/check['"]\)/);
  });
});
