/** What the linter says of its own set-up: once, at a place, and only where there are contracts. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { jsdocCompat } from '../src/configs.ts';
import plugin from '../src/index.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function packageWith(manifest: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-'));
  folders.push(folder);
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), manifest);
  return folder;
}

interface Setting {
  readonly types?: boolean;
  readonly parser?: Linter.Parser;
  readonly cwd?: string;
  readonly settings?: Linter.Config['settings'];
  /** Those of `contracts-required` that set-up is about, in place of `valid-contract` alone. */
  readonly required?: boolean;
}

function lint(path: string, text: string, { types = false, parser: by = parser, cwd = '/', settings = {}, required = false }: Setting = {}): string[] {
  const config = {
    settings,
    files: ['**/*.{ts,vue,svelte,js}'],
    plugins: { '@proviso': plugin },
    languageOptions: { parser: by },
    rules: { '@proviso/valid-contract': ['error', { types }], ...(required ? { '@proviso/require-contract': ['error', { scope: 'exported' }] } : {}) },
  } satisfies Linter.Config;
  return new Linter({ configType: 'flat', cwd }).verify(text, [config], { filename: path }).map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const contract = '/** @requires `n > 0` */\nexport function f(n) {\n  return n;\n}\n';
const optedIn = '{ "name": "shop", "dependencies": { "@proviso/runtime": "*" } }';

describe('a package that does not depend on the runtime', () => {
  const missing = '1:5 This file has contracts, but its package `shop` does not depend on @proviso/runtime, so they would not be checked. Run: npm install @proviso/runtime';

  test('is told once, in its first file, again when that file is linted again', () => {
    const folder = packageWith('{ "name": "shop" }');
    expect(lint(`${folder}/src/a.ts`, contract)).toEqual([missing]);
    expect(lint(`${folder}/src/b.ts`, contract)).toEqual([]);
    expect(lint(`${folder}/src/a.ts`, contract)).toEqual([missing]);
  });

  test('is told of other problems when that one is mended', () => {
    const folder = packageWith('{ "name": "shop", "devDependencies": { "eslint-plugin-jsdoc": "*" } }');
    expect(lint(`${folder}/src/a.ts`, contract, { cwd: folder, types: true })).toEqual([missing]);
  });

  test('has its contracts linted all the same', () => {
    const folder = packageWith('{ "name": "shop" }');
    expect(lint(`${folder}/src/a.ts`, `${contract}\n/** @ensures \`result >\` */\nexport const g = (n) => n;\n`)).toEqual([missing, '6:22 The clause does not parse: Expression expected. If this is prose, remove the backticks.']);
  });

  test('is left alone where its tags are documentation', () => {
    const folder = packageWith('{ "name": "shop" }');
    expect(lint(`${folder}/src/a.ts`, '/** @requires module:fs\n * @requires `fs`\n * @throws {Error} if `n` is odd */\nexport function f(n) {}\n')).toEqual([]);
  });

  const asked = { required: true };
  const told = (at: string): string => missing.replace('1:5', at);
  test.each([
    ['@pure', '/** @pure */', told('1:5')],
    ['@modifies', '/** Adds.\n * @modifies nothing */', told('2:4')],
    ['the draft that the linter gives', '/** @throws {RangeError} iff `n < 0` */', told('1:5')],
  ])('is told where contracts are demanded and it has some that may be documentation: %s', (_, comment, expected) => {
    const folder = packageWith('{ "name": "shop" }');
    const text = `${comment}\nexport function f(n) {\n  return n + 1;\n}\n`;
    expect(lint(`${folder}/src/a.ts`, text, asked)).toEqual([expected]);
    expect(lint(`${folder}/src/b.ts`, text, asked)).toEqual([]);
    expect(lint(`${packageWith('{ "name": "shop" }')}/src/a.ts`, text)).toEqual([]);
    expect(lint(`${packageWith(optedIn)}/src/a.ts`, text, asked)).toEqual([]);
  });

  test('is told once, not by two rules', () => {
    const folder = packageWith('{ "name": "shop" }');
    expect(lint(`${folder}/src/a.ts`, `${contract}/** @pure */\nexport function g(n) {\n  return n + 1;\n}\n`, asked)).toEqual([missing]);
  });

  test('is not told of reasons for having no contract: there is nothing to check', () => {
    const folder = packageWith('{ "name": "shop" }');
    expect(lint(`${folder}/src/a.ts`, '/** @noContract every number is fine */\nexport function f(n) {\n  return n + 1;\n}\n', asked)).toEqual([]);
  });

  test('whose manifest is broken is told that', () => {
    const folder = packageWith('{ "name": ');
    expect(lint(`${folder}/src/a.ts`, contract)).toEqual([`1:5 This file has contracts, but ${folder}/package.json cannot be read or is not valid JSON, so whether they count is unknown and none is checked. Mend the file.`]);
  });
});

describe('missing types', () => {
  test('are said once for all files, and only where there are contracts', () => {
    const folder = packageWith(optedIn);
    expect(lint(`${folder}/src/none.ts`, 'export const n = 1;\n', { types: true })).toEqual([]);
    expect(lint(`${folder}/src/a.ts`, contract, { types: true })).toEqual([expect.stringMatching(/^1:5 The types of clauses are not checked here, because the parser gives no type information\./)]);
    expect(lint(`${folder}/src/b.ts`, contract, { types: true })).toEqual([]);
  });

  test('are no problem where the config says so', () => {
    expect(lint(`${packageWith(optedIn)}/src/c.ts`, contract)).toEqual([]);
  });
});

describe('types that are unknown', () => {
  const typed = (config: string, text: string): string[] => {
    const folder = packageWith(optedIn);
    writeFileSync(join(folder, 'tsconfig.json'), config);
    writeFileSync(join(folder, 'src/a.ts'), text);
    const withTypes = { ...parser, parseForESLint: (code: string, options: object) => parser.parseForESLint(code, { ...options, projectService: true, tsconfigRootDir: folder }) };
    return lint(`${folder}/src/a.ts`, text, { types: true, parser: withTypes as unknown as Linter.Parser, cwd: folder }).map((each) => each.replaceAll(folder, ''));
  };
  const whole = '{ "compilerOptions": { "types": [] }, "include": ["src"] }';
  const typedContract = '/** @requires `n > 0` */\nexport function f(n: number): void {}\n';

  test('because the configuration is broken', () => {
    expect(typed('{ "compilerOptions": { "strict": ', typedContract)).toEqual(['1:5 The types of clauses may be wrong here, because TypeScript cannot read its configuration. /tsconfig.json: Expression expected.']);
    expect(typed(whole, typedContract)).toEqual([]);
  });

  test('because a module is not there, where a clause names it', () => {
    const text = `import { isOk, other } from 'not-built';\n/** @requires \`isOk(n)\` */\nexport function f(n: number): void {}\n/** @ensures \`isOk(n)\` */\nexport function g(n: number): void {}\n`;
    expect(typed(whole, text)).toEqual(["2:5 Types of this clause are unknown, because the module 'not-built' cannot be found. If it is a package of this repository, build it first; else install it or mend the import."]);
    const own = (module: string): string => `import { existsSync } from '${module}';\n/** @requires \`existsSync(s)\` */\nexport function h(s: string): void {}\n`;
    for (const module of ['node:fs', 'fs']) {
      expect(typed(whole, own(module))).toEqual([`2:5 Types of this clause are unknown, because the module '${module}' cannot be found. It is Node's own: install @types/node, and put 'node' into \`types\` of tsconfig.json, which TypeScript 6 leaves empty by default.`]);
    }
    expect(typed(whole, `import { other } from 'not-built';\n${typedContract}`)).toEqual([]);
  });
});

test('a parser with another TypeScript is said, and clauses are read all the same', () => {
  const foreign = { parseForESLint: (text: string, options: object) => {
    const result = parser.parseForESLint(text, options as never);
    return { ...result, services: { ...result.services, esTreeNodeToTSNodeMap: { get: () => ({ kind: -1 }) } } };
  } };
  const reports = lint(`${packageWith(optedIn)}/src/d.ts`, '/** @requires `n >` */\nexport function f(n) {}\n\n/** @requires `n > 0` */\nexport function g(n) {}\n', { types: true, parser: foreign as unknown as Linter.Parser });
  expect(reports).toEqual(['1:18 The clause does not parse: Expression expected. If this is prose, remove the backticks.', expect.stringMatching(/^4:5 The types of clauses are not checked here, because the parser was loaded with another TypeScript/)]);
});

describe('eslint-plugin-jsdoc without the compat config', () => {
  const warning = /^1:5 eslint-plugin-jsdoc may be at work here, .* Put configs\['jsdoc-compat'\] of @proviso\/eslint-plugin behind .* set `settings: \{ '@proviso\/jsdoc': 'compatible' \}`\.$/;
  const withJsdoc = (field: string): string => `{ "name": "shop", "dependencies": { "@proviso/runtime": "*" }, "${field}": { "eslint-plugin-jsdoc": "*", "@proviso/runtime": "*" } }`;

  test.each(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'])('is said where a manifest names it in %s', (field) => {
    const cwd = packageWith(withJsdoc(field));
    expect(lint(`${cwd}/src/a.ts`, contract, { cwd })).toEqual([expect.stringMatching(warning)]);
  });

  test('is said once a run, again in the same file, and is short enough for a terminal', () => {
    const cwd = packageWith(withJsdoc('devDependencies'));
    const said = lint(`${cwd}/src/a.ts`, contract, { cwd });
    expect(said).toHaveLength(1);
    expect((said[0] ?? '').length).toBeLessThan(400);
    expect(lint(`${cwd}/src/b.ts`, contract, { cwd })).toEqual([]);
    expect(lint(`${cwd}/src/a.ts`, contract, { cwd })).toEqual(said);
  });

  test('is said of a package below the one that names it, but of nothing above the working directory', () => {
    const root = packageWith(withJsdoc('devDependencies'));
    mkdirSync(join(root, 'packages/a'), { recursive: true });
    writeFileSync(join(root, 'packages/a/package.json'), optedIn);
    expect(lint(`${root}/packages/a/b.ts`, contract, { cwd: join(root, 'packages/a') })).toEqual([]);
    expect(lint(`${root}/packages/a/b.ts`, contract, { cwd: root })).toEqual([expect.stringMatching(warning)]);
  });

  test('is said where its shared settings are there', () => {
    const cwd = packageWith(optedIn);
    expect(lint(`${cwd}/src/a.ts`, contract, { cwd, settings: { jsdoc: { mode: 'typescript' } } })).toEqual([expect.stringMatching(warning)]);
  });

  test.each([
    ['with the compat config', withJsdoc('devDependencies'), contract, jsdocCompat().settings],
    ['with the setting by hand', withJsdoc('devDependencies'), contract, { '@proviso/jsdoc': 'compatible' }],
    ['without formal tags', withJsdoc('devDependencies'), "import { requires } from '@proviso/runtime';\n/** @requires a number */\nexport function f(n) {\n  requires(n > 0);\n}\n", {}],
    ['without eslint-plugin-jsdoc', optedIn, contract, {}],
    ['where only another field holds its name', '{ "name": "shop", "dependencies": { "@proviso/runtime": "*" }, "keywords": ["eslint-plugin-jsdoc"] }', contract, {}],
  ])('is no matter %s', (_, manifest, text, settings = {}) => {
    const cwd = packageWith(manifest);
    expect(lint(`${cwd}/src/a.ts`, text, { cwd, settings })).toEqual([]);
  });
});

describe('files of component languages', () => {
  test.each(['vue', 'svelte'])('%s: not supported, said once, where there is a contract', (extension) => {
    const folder = packageWith(optedIn);
    expect(lint(`${folder}/src/none.${extension}`, '/** Prose. */\nexport const n = 1;\n')).toEqual([]);
    expect(lint(`${folder}/src/a.${extension}`, contract)).toEqual([`1:5 Contracts in .${extension} files are not supported: they are neither linted nor compiled. Move the function to a .ts file and import it.`]);
    expect(lint(`${folder}/src/b.${extension}`, contract)).toEqual([]);
  });
});
