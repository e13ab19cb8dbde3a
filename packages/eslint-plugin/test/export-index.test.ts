/** Every shape in which a function can be exported, beside its nearest neighbour that is not. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { lookAlike } from '../src/export-index/outline.ts';
import { exportedFunctions, type ExportScope } from '../src/export-index/exported-functions.ts';

const root = '/pkg';

interface Sample {
  readonly files: Readonly<Record<string, string>>;
  readonly scope?: ExportScope;
  readonly options?: ts.CompilerOptions;
}

const libs = new Map<string, ts.SourceFile | undefined>();

/** A program of files that are on no disk, in the package `/pkg`. */
function programOf({ files, options = {} }: Sample): ts.Program {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: '6.0', strict: true, types: [], jsx: ts.JsxEmit.Preserve, allowJs: true, ...options };
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${root}/${name}`, text]));
  const host = ts.createCompilerHost(compilerOptions, true);
  const disk = { ...host };
  host.fileExists = (name) => texts.has(name);
  host.directoryExists = (name) => [...texts.keys()].some((each) => each.startsWith(`${name}/`));
  host.readFile = (name) => texts.get(name) ?? disk.readFile(name);
  host.getSourceFile = (name, version) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    if (!libs.has(name)) libs.set(name, disk.getSourceFile(name, version));
    return libs.get(name);
  };
  return ts.createProgram([...texts.keys()].filter((name) => !name.endsWith('.json')), compilerOptions, host);
}

/** What the index says of the first file by types. */
function typed(text: string, others: Readonly<Record<string, string>> = {}, scope: ExportScope = 'exported'): string[] {
  const program = programOf({ files: { 'a.ts': text, ...others } });
  const sourceFile = program.getSourceFile(`${root}/a.ts`);
  if (!sourceFile) throw new Error('no file');
  return exportedFunctions({ ts, program, sourceFile, pkg: undefined }, scope).map(({ name }) => name);
}

/** What the index says of a file without types. */
function untyped(text: string, scope: ExportScope = 'exported'): string[] {
  const sourceFile = ts.createSourceFile('/a.tsx', text, ts.ScriptTarget.Latest, true);
  return exportedFunctions({ ts, program: undefined, sourceFile, pkg: undefined }, scope).map(({ name }) => name);
}

const memo = 'function memo<A, R>(f: (a: A) => R): (a: A) => R { return f; }\n';

interface Shape {
  readonly shape: string;
  readonly text: string;
  readonly names: readonly string[];
  /** What is seen without types, where that differs. */
  readonly bySyntax?: readonly string[];
}

const shapes: readonly Shape[] = [
  { shape: 'a declaration', text: 'export function f(n: number) { return n; }\nfunction g(n: number) { return n; }', names: ['f'] },
  { shape: 'overloads, once', text: 'export function f(n: number): number;\nexport function f(n: string): string;\nexport function f(n: never) { return n; }', names: ['f'] },
  { shape: 'an arrow function', text: 'export const f = (n: number) => n;\nconst g = (n: number) => n;', names: ['f'] },
  { shape: 'a variable that is given its value later', text: 'let f: (n: number) => number;\nlet g: (n: number) => number;\nf = (n) => n;\ng = (n) => n;\nexport { f };', names: ['f'] },
  { shape: 'an exported variable that is given its value later', text: 'export let f: (n: number) => number;\nf = function (n) { return n; };\nlet g: (n: number) => number;\ng = (n) => n;', names: ['f'] },
  { shape: 'an export list', text: 'function f(n: number) { return n; }\nfunction g(n: number) { return n; }\nexport { f };', names: ['f'] },
  { shape: 'a rename', text: 'function f(n: number) { return n; }\nfunction g(n: number) { return n; }\nexport { f as h };', names: ['h'] },
  { shape: 'a rename to default', text: 'function f(n: number) { return n; }\nexport { f as default };', names: ['f'] },
  { shape: 'a default function with a name', text: 'export default function f(n: number) { return n; }', names: ['f'] },
  { shape: 'a default function without a name', text: 'export default function (n: number) { return n; }', names: ['default'] },
  { shape: 'a default arrow function', text: 'const g = (n: number) => n;\nexport default (n: number) => g(n);', names: ['default'] },
  { shape: 'a default name', text: 'function f(n: number) { return n; }\nfunction g(n: number) { return n; }\nexport default f;', names: ['f'] },
  { shape: 'a default object', text: 'function g(n: number) { return n; }\nfunction h(n: number) { return n; }\nexport default { f(n: number) { return n; }, g };', names: ['g', 'default.f'] },
  { shape: 'a default class', text: 'export default class { get(n: number) { return n; } private hide(n: number) { return n; } }', names: ['default.get'] },
  { shape: 'export =', text: 'function f(n: number) { return n; }\nfunction g(n: number) { return n; }\nexport = f;', names: ['f'] },
  { shape: 'export = of an object', text: 'function g(n: number) { return n; }\nexport = { f: (n: number) => n };', names: ['f'] },
  { shape: 'a namespace', text: 'export namespace a { export function f(n: number) { return n; } function g(n: number) { return n; } export namespace b { export const h = (n: number) => n; } }', names: ['a.f', 'a.b.h'] },
  { shape: 'export import', text: 'namespace a { export function f(n: number) { return n; } export function g(n: number) { return n; } }\nexport import h = a.f;', names: ['h'], bySyntax: [] },
  { shape: 'a destructured export', text: 'const make = () => ({ f(n: number) { return n; }, g(n: number) { return n; } });\nexport const { f } = make();', names: ['f'], bySyntax: [] },
  { shape: 'a destructured literal', text: 'export const { f } = { f(n: number) { return n; }, g(n: number) { return n; } };', names: ['f'] },
  { shape: 'a wrapped function', text: `${memo}export const f = memo((n: number) => n);\nexport const n = memo((n: number) => n)(1);`, names: ['f'] },
  { shape: 'a wrapped name', text: `${memo}function inner(n: number) { return n; }\nfunction other(n: number) { return n; }\nexport const f = memo(inner);`, names: ['inner'] },
  { shape: 'a wrapper that keeps the type', text: 'declare function keep<F>(f: F): F;\nexport const f = keep((n: number) => n);\nconst g = keep((n: number) => n);', names: ['f'] },
  { shape: 'a callback that gets something else than callers give', text: 'interface Store { add(n: number): void }\ndeclare function create<T>(): (init: (set: (part: Partial<T>) => void, get: () => T) => T) => { (): T; <U>(select: (store: T) => U): U };\nexport const useStore = create<Store>()((set, get) => ({ add: (n: number) => set(n > 1 ? get() : {}) }));', names: [] },
  { shape: 'a wrapper that adds to what callers give', text: 'interface User { name: string }\ndeclare function withUser(f: (user: User, n: number) => number): (n: number) => number;\nexport const f = withUser((user, n) => user.name.length + n);', names: ['f'] },
  { shape: 'a wrapper of any parameters', text: 'declare function later<A extends unknown[], R>(f: (...all: A) => R): { (...all: A): Promise<R>; cancel(): void };\nexport const f = later((n: number) => n);', names: ['f'] },
  { shape: 'a callback in a chain', text: 'interface App { (request: object): void; use(f: (request: object, next: () => void) => void): App }\ndeclare const make: () => App;\nexport const app = make().use((request, next) => next());', names: ['App', 'App.use'], bySyntax: [] },
  { shape: 'a callback of a value', text: 'export const sums = [1].map((n) => n + 1);\nexport const f = (n: number) => n;', names: ['f'] },
  { shape: 'satisfies and as', text: 'export const f = ((n: number) => n) satisfies (n: number) => number;\nexport const g = ((n: number) => n) as (n: number) => number;\nconst h = ((n: number) => n) as unknown;', names: ['f', 'g'] },
  { shape: 'Object.freeze', text: 'const b = (n: number) => n;\nconst c = (n: number) => n;\nexport const api = Object.freeze({ a: (n: number) => n, b });', names: ['b', 'api.a'] },
  { shape: 'an object of functions', text: 'export const api = { f(n: number) { return n; }, g: (n: number) => n, deep: { h: function (n: number) { return n; } }, n: 1 };\nconst other = { f(n: number) { return n; } };', names: ['api.f', 'api.g', 'api.deep.h'] },
  { shape: 'a spread object', text: 'const base = { f(n: number) { return n; } };\nconst other = { g(n: number) { return n; } };\nexport const api = { ...base };', names: ['base.f'] },
  { shape: 'an array of functions', text: 'const g = (n: number) => n;\nexport const list = [(n: number) => n, g];', names: ['g', 'list[0]'] },
  { shape: 'a choice of functions', text: 'export const f = Math.random() > 1 ? (n: number) => n : (n: number) => -n;', names: ['f', 'f'] },
  { shape: 'methods', text: 'export class C { f(n: number) { return n; } protected g(n: number) { return n; } private h(n: number) { return n; } #i(n: number) { return n; } }\nclass D { f(n: number) { return n; } }', names: ['C.f', 'C.g'] },
  { shape: 'a constructor', text: 'export class C { constructor(readonly n: number) {} }\nexport class D { private constructor(readonly n: number) {} }', names: ['new C'] },
  { shape: 'a class of which only the type is exported', text: 'class A { constructor(n: number) {} f(n: number) { return n; } static s(n: number) { return n; } }\nfunction g(n: number) { return n; }\nexport type { A, g };', names: ['A.f'] },
  { shape: 'a specifier for the type alone', text: 'class A { f(n: number) { return n; } static s(n: number) { return n; } }\nclass B { static s(n: number) { return n; } }\nexport { type A, B };', names: ['A.f', 'B.s'] },
  { shape: 'a class whose type and value are exported', text: 'class A { f(n: number) { return n; } static s(n: number) { return n; } }\nexport type { A as Type };\nexport { A };', names: ['A.f', 'A.s'] },
  { shape: 'accessors, once', text: 'export class C { get n() { return 1; } set n(n: number) {} private get m() { return 1; } }', names: ['C.n'] },
  { shape: 'arrow fields and statics', text: 'export class C { f = (n: number) => n; static g(n: number) { return n; } static h = (n: number) => n; private i = (n: number) => n; n = 1; }', names: ['C.f', 'C.g', 'C.h'] },
  { shape: 'accessors of an object, once', text: 'export const o = { get n() { return 1; }, set n(n: number) {} };\nconst p = { get n() { return 1; } };', names: ['o.n'] },
  { shape: 'an abstract method', text: 'export abstract class C { abstract f(n: number): number; private g(n: number) { return n; } }', names: ['C.f'] },
  { shape: 'a class expression', text: 'export const C = class { f(n: number) { return n; } };\nconst D = class { f(n: number) { return n; } };', names: ['C.f'] },
  { shape: 'a base that is not exported', text: 'class A { constructor(n: number) {} f(n: number) { return n; } }\nclass B { f(n: number) { return n; } }\nexport class C extends A {}', names: ['new A', 'A.f'] },
  { shape: 'a class that is returned', text: 'class A { constructor(readonly n: number) {} f(n: number) { return n; } static s(n: number) { return n; } }\nclass B { f(n: number) { return n; } }\nexport function make(n: number): A { return new A(n); }', names: ['A.f', 'make'] },
  { shape: 'a class that is returned by inference', text: 'class A { f(n: number) { return n; } }\nclass B { f(n: number) { return n; } }\nexport const make = (n: number) => new A();', names: ['A.f', 'make'] },
  { shape: 'a class that is promised', text: 'class A { f(n: number) { return n; } }\nclass B { f(n: number) { return n; } }\nexport async function make(n: number): Promise<A[]> { return []; }', names: ['A.f', 'make'] },
  { shape: 'an object of a class', text: 'class A { f(n: number) { return n; } static g(n: number) { return n; } }\nexport const a = new A();', names: ['A.f'] },
  { shape: 'a function with members', text: 'export function f(n: number) { return n; }\nf.g = (n: number) => n;\nfunction h(n: number) { return n; }\nh.i = (n: number) => n;', names: ['f', 'f.g'], bySyntax: ['f'] },
  { shape: 'an interface member', text: 'interface Api { f(n: number): number }\ndeclare function make(): Api;\nexport const api = make();\nexport interface Other { f(n: number): number }', names: ['Api.f'], bySyntax: [] },
  { shape: 'signatures of an interface', text: 'interface Make { (n: number): number; new (n: number): object }\ndeclare const other: unknown;\nexport const make = other as Make;\nexport interface Other { (n: number): number }', names: ['Make', 'new Make'], bySyntax: [] },
  { shape: 'nothing but types', text: 'export type F = (n: number) => number;\nexport interface I { f(n: number): number }\nexport declare const n: number;', names: [] },
  { shape: 'a callable type from elsewhere', text: 'export const parse = JSON.parse;\nexport const now = Date.now;\nexport const map = new Map([[1, 2]]);', names: [] },
];

describe('shapes', () => {
  test.each(shapes)('$shape, by types', ({ text, names }) => {
    expect(typed(text)).toEqual(names);
  });
  test.each(shapes)('$shape, by syntax', ({ text, names, bySyntax = names }) => {
    expect(untyped(text)).toEqual(bySyntax);
  });
});

describe('between files', () => {
  const b = 'export function f(n: number) { return n; }\nexport function g(n: number) { return n; }\nexport default (n: number) => n;';
  const namesIn = (index: string, file = 'b.ts'): string[] => {
    const program = programOf({ files: { 'package.json': '{"main":"./dist/a.js"}', 'src/a.ts': index, [`src/${file}`]: b }, options: { rootDir: `${root}/src`, outDir: `${root}/dist` } });
    return inPackage(program, `src/${file}`);
  };
  test.each([
    ['a list', "export { f } from './b';", ['f']],
    ['a rename', "export { f as h } from './b';", ['f']],
    ['a star', "export * from './b';", ['f', 'g']],
    ['a type', "export type { f } from './b';\nimport type { g } from './b';\nexport { g };", []],
    ['a namespace', "export * as ns from './b';", ['f', 'g', 'default']],
    ['an imported namespace', "import * as ns from './b';\nexport { ns };", ['f', 'g', 'default']],
    ['a default', "export { default as h } from './b';", ['default']],
    ['an object of imports', "import { f } from './b';\nexport const api = { f };", ['f']],
    ['an object with a namespace', "import * as ns from './b';\nexport const api = { ns };", ['f', 'g', 'default']],
    ['nothing', "import { f } from './b';\nexport const n = f(1);", []],
  ])('%s', (_, index, names) => {
    expect(namesIn(index)).toEqual(names);
  });
  test('a class of another file that a function returns', () => {
    const files = { 'package.json': '{"main":"./dist/a.js"}', 'src/a.ts': "import { A } from './b';\nexport const make = () => new A();", 'src/b.ts': 'export class A { f(n: number) {} static g(n: number) {} }\nexport class B { f(n: number) {} }' };
    expect(inPackage(programOf({ files, options: { rootDir: `${root}/src`, outDir: `${root}/dist` } }), 'src/b.ts', files['package.json'])).toEqual(['A.f']);
  });
});

/** The names that a file offers through the entries of its package, whose manifest is on no disk either. */
function inPackage(program: ts.Program, file: string, manifest = '{"main":"./dist/a.js"}'): string[] {
  const sourceFile = program.getSourceFile(`${root}/${file}`);
  if (!sourceFile) throw new Error(`no ${file}`);
  const sys = { ...ts.sys, readFile: (name: string) => (name === `${root}/package.json` ? manifest : undefined) };
  const pkg = { name: 'pkg', root, optedIn: true };
  return exportedFunctions({ ts: { ...ts, sys }, program, sourceFile, pkg }, 'entry').map(({ name }) => name);
}

describe('entries', () => {
  const entry = 'export function f(n: number) { return n; }';
  const cases: readonly { name: string; manifest: object; files: readonly string[]; reached: readonly string[]; options?: ts.CompilerOptions }[] = [
    { name: 'main', manifest: { main: './dist/index.js' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'main of a folder', manifest: { main: 'lib' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'module', manifest: { module: './lib/index.mjs' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'types', manifest: { types: './build/types/index.d.ts' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'bin, as a string', manifest: { bin: './dist/cli.js' }, files: ['src/cli.ts', 'src/other.ts'], reached: ['src/cli.ts'] },
    { name: 'bin, as an object', manifest: { bin: { a: 'dist/cli.js' } }, files: ['src/cli.ts', 'src/other.ts'], reached: ['src/cli.ts'] },
    { name: 'exports, as a string', manifest: { exports: './dist/index.js' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'exports, all conditions', manifest: { exports: { '.': { browser: './dist/browser.js', node: { import: './dist/esm/node.mjs', require: ['./dist/cjs/node.cjs'] } } } }, files: ['src/browser.ts', 'src/node.ts', 'src/other.ts'], reached: ['src/browser.ts', 'src/node.ts'] },
    { name: 'exports, subpaths', manifest: { exports: { '.': './dist/index.js', './sub': './dist/sub/index.js' } }, files: ['src/index.ts', 'src/sub/index.ts', 'src/sub/other.ts'], reached: ['src/index.ts', 'src/sub/index.ts'] },
    { name: 'exports, a pattern', manifest: { exports: { './*': './dist/public/*.js', './internal/*': null } }, files: ['src/public/a.ts', 'src/public/b/c.ts', 'src/public/internal/d.ts', 'src/other.ts'], reached: ['src/public/a.ts', 'src/public/b/c.ts'] },
    { name: 'sources as entries', manifest: { exports: './src/index.ts' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts'] },
    { name: 'rootDir and outDir', manifest: { main: './generated/code/index.js' }, files: ['source/code/index.ts', 'source/other.ts'], reached: ['source/code/index.ts'], options: { rootDir: `${root}/source`, outDir: `${root}/generated` } },
    { name: 'outDir alone', manifest: { main: './generated/index.js' }, files: ['code/index.ts', 'code/other.ts'], reached: ['code/index.ts'], options: { outDir: `${root}/generated` } },
    { name: 'a format before the extension', manifest: { main: 'dist/index.cjs.js', bin: 'dist/cli.min.js' }, files: ['src/index.ts', 'src/cli.ts', 'src/cjs.ts'], reached: ['src/index.ts', 'src/cli.ts'] },
    { name: 'an index that is bundled under the name of the package', manifest: { name: '@acme/shop', module: './dist/shop.js', main: './dist/shop.umd.cjs', bin: './dist/cli.js' }, files: ['src/index.ts', 'src/cli.ts', 'src/other.ts'], reached: ['src/index.ts', 'src/cli.ts'] },
    { name: 'a source that is called like the package', manifest: { name: 'shop', main: './dist/shop.js' }, files: ['src/index.ts', 'src/shop.ts'], reached: ['src/shop.ts'] },
    { name: 'a source that is called like a format', manifest: { main: 'dist/index.node.js' }, files: ['src/index.ts', 'src/index.node.ts'], reached: ['src/index.node.ts'] },
    { name: 'a folder of the build that is published itself', manifest: { main: 'index.js', exports: { './sub': './sub/index.js' } }, files: ['src/index.ts', 'src/sub/index.ts', 'src/other.ts'], reached: ['src/index.ts', 'src/sub/index.ts'] },
    { name: 'no entries', manifest: {}, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts', 'src/other.ts'] },
    { name: 'entries that are nowhere', manifest: { main: './dist/bundle.js' }, files: ['src/index.ts', 'src/other.ts'], reached: ['src/index.ts', 'src/other.ts'] },
    { name: 'only data as an entry', manifest: { exports: { './package.json': './package.json' } }, files: ['src/index.ts'], reached: ['src/index.ts'] },
  ];
  test.each(cases)('$name', ({ manifest, files, reached, options = {} }) => {
    const program = programOf({ files: Object.fromEntries(files.map((file) => [file, entry])), options });
    expect(files.filter((file) => inPackage(program, file, JSON.stringify(manifest)).length > 0)).toEqual(reached);
  });
  test('a package.json that is broken', () => {
    expect(inPackage(programOf({ files: { 'src/index.ts': entry } }), 'src/index.ts', '{ "main": ')).toEqual(['f']);
  });
  test('without types it is what the file exports', () => {
    expect(untyped(entry, 'entry')).toEqual(['f']);
  });
});

describe('all', () => {
  const text = 'export function f(n: number) { function inner(m: number) { return m; } return inner(n); }\nconst g = (n: number) => n;\nclass C { #h(n: number) { return n; } }\n[1].map((n) => n);';
  test.each([['by types', typed(text, {}, 'all')], ['by syntax', untyped(text, 'all')]])('every function with a name, %s', (_, names) => {
    expect(names).toEqual(['f', 'inner', 'g', 'C.#h']);
  });
});

describe('entries from one program to the next', () => {
  const index = "export { f } from './b';\nexport { Box } from './box';\nexport { make } from './make';";
  const b = 'function hidden(n: number) { return n; }\nexport function f(n: number): number { return hidden(n); }\nexport const g = (n: number) => n;';
  const box = 'export class Box {\n  constructor(readonly n: number) {}\n  get(n: number): number { return n; }\n  map = (n: number): number => n;\n}';
  const make = 'class A { f(n: number): void {} }\nclass B { g(n: number): void {} }\nexport function make(n: number) { return new A(); }\nexport type Make = typeof make;';
  const files = { 'src/index.ts': index, 'src/b.ts': b, 'src/box.ts': box, 'src/make.ts': make };
  const options = { rootDir: `${root}/src`, outDir: `${root}/dist` };

  /** What a file offers before and after a change, each as `name at marked text`, and whether the second answer needed types. */
  function change(changed: Readonly<Partial<typeof files>>, { file = 'src/b.ts', manifests = ['{"main":"./dist/index.js"}'] }: { file?: string; manifests?: readonly string[] } = {}): { before: string[]; after: string[]; walked: boolean } {
    const [first, second] = [files, { ...files, ...changed }].map((each) => programOf({ files: each, options }));
    if (!first || !second) throw new Error('no program');
    const settings = first.getCompilerOptions();
    let asked = 0;
    const offered = (program: ts.Program, manifest: string): string[] => {
      const sourceFile = program.getSourceFile(`${root}/${file}`);
      if (!sourceFile) throw new Error(`no ${file}`);
      const counted: ts.Program = { ...program, getCompilerOptions: () => settings, getTypeChecker: () => (asked++, program.getTypeChecker()) };
      const sys = { ...ts.sys, readFile: () => manifest };
      const found = exportedFunctions({ ts: { ...ts, sys }, program: counted, sourceFile, pkg: { name: 'pkg', root, optedIn: true } }, 'entry');
      expect(found.flatMap(({ node, declarations, nameNode }) => [node, ...declarations, nameNode]).every((node) => node.getSourceFile() === sourceFile)).toBe(true);
      return found.map(({ name, nameNode }) => `${name} at ${nameNode.getText()}`);
    };
    const before = offered(first, manifests[0] ?? '');
    asked = 0;
    const after = offered(second, manifests[1] ?? manifests[0] ?? '');
    return { before, after, walked: asked > 0 };
  }

  const boxed = ['new Box at constructor', 'Box.get at get', 'Box.map at map'];
  test.each([
    ['a comment', { 'src/b.ts': `/** @requires \`n > 0\` */\n${b}` }, 'src/b.ts', ['f at f']],
    ['a body whose result is annotated', { 'src/b.ts': b.replace('return hidden(n);', 'const m = hidden(n); if (m > 1) { return m; } return n;') }, 'src/b.ts', ['f at f']],
    ['a body in a class', { 'src/box.ts': box.replace('{ return n; }', '{ return n + 1; }').replace('=> n', '=> n + 1') }, 'src/box.ts', boxed],
    ['a body in another file', { 'src/b.ts': b.replace('return hidden(n);', 'return n;') }, 'src/box.ts', boxed],
  ])('%s is changed: the walk is not made again', (_, changed, file, expected) => {
    expect(change(changed, { file })).toEqual({ before: expected, after: expected, walked: false });
  });

  test.each([
    ['an export is added to a list', { 'src/index.ts': index.replace('{ f }', '{ f, g }') }, 'src/b.ts', ['f at f'], ['f at f', 'g at g']],
    ['an export is taken away', { 'src/index.ts': index.replace("export { f } from './b';", '') }, 'src/b.ts', ['f at f'], []],
    ['a function is renamed', { 'src/b.ts': b.replace('function f', 'function f2'), 'src/index.ts': index.replace('{ f }', '{ f2 }') }, 'src/b.ts', ['f at f'], ['f2 at f2']],
    ['a member becomes private', { 'src/box.ts': box.replace('get(', 'private get(') }, 'src/box.ts', boxed, boxed.filter((each) => !each.includes('get'))],
    ['an inferred result changes', { 'src/make.ts': make.replace('new A()', 'new B()') }, 'src/make.ts', ['A.f at f', 'make at make'], ['B.g at g', 'make at make']],
  ])('%s: it is seen', (_, changed, file, before, after) => {
    expect(change(changed, { file })).toEqual({ before, after, walked: true });
  });

  test('the manifest names another entry: it is seen', () => {
    const manifests = ['{"main":"./dist/index.js"}', '{"main":"./dist/b.js"}'];
    expect(change({}, { manifests })).toEqual({ before: ['f at f'], after: ['f at f', 'g at g'], walked: true });
  });

  test('comments in JavaScript are types: a change is walked', () => {
    const texts = ['a', 'b'].map((comment) => ts.createSourceFile('/a.js', `/** ${comment} */\nexport const f = 1;`, ts.ScriptTarget.Latest, true));
    const [one, other] = texts;
    expect(one && other && lookAlike(ts, one, other)).toBe(false);
  });
});

describe('calls by syntax', () => {
  test.each([
    ['a timer', 'export const t = setTimeout((n: number) => n, 1);', []],
    ['a schema', "export const s = z.string().refine((v: string) => v !== '');\nexport const u = z.custom((v: unknown) => v !== 1);", []],
    ['a store', 'export const useStore = create((set: unknown) => ({ f(n: number) { return n; } }));', []],
    ['an operator', 'export const double = map((n: number) => n * 2);', []],
    ['a listener', "export const stop = app.on('x', (n: number) => n);\nexport const off = events.subscribe((n: number) => n);", []],
    ['several functions', 'export const s = select((n: number) => n, (n: number) => -n);', []],
    ['options', 'export const s = slice({ reducers: { f(n: number) { return n; } } });', []],
    ['what is taken out of a result', 'export const { f } = bind((n: number) => n);\nexport const { g } = Object.freeze({ g(n: number) { return n; } });', ['g.g']],
    ['an object by name', 'const options = { f(n: number) { return n; } };\nexport const s = wrap(options);', []],
    ['a function behind other arguments', "export const f = action('name', (n: number) => n);", []],
    ['a wrapper', 'export const f = traced((n: number) => n);\nexport const g = debounced((n: number) => n, 10);', ['f', 'g']],
    ['a known member', 'export const f = React.memo((n: number) => n);\nexport const g = _.debounce((n: number) => n, 10);', ['f', 'g']],
    ['wrappers in wrappers', 'export const f = memo(forwardRef((n: number) => n));', ['f']],
    ['a configured wrapper', 'export const f = wrapper({ a: 1 })((n: number) => n);', ['f']],
    ['Object.assign', 'export const f = Object.assign((n: number) => n, { g(n: number) { return n; } });', ['f', 'f.g']],
    ['a class expression', 'export const C = observed(class { f(n: number) { return n; } });', ['C.f']],
  ])('%s', (_, text, names) => {
    expect(untyped(text)).toEqual(names);
  });
});

describe('CommonJS', () => {
  const inJs = (text: string): string[] => {
    const program = programOf({ files: { 'a.cjs': text } });
    const sourceFile = program.getSourceFile(`${root}/a.cjs`);
    if (!sourceFile) throw new Error('no file');
    return exportedFunctions({ ts, program, sourceFile, pkg: undefined }, 'exported').map(({ name }) => name);
  };
  test.each([
    ['module.exports of a function', 'function f(n) { return n; }\nfunction g(n) { return n; }\nmodule.exports = f;', ['f']],
    ['module.exports of an object', 'function f(n) { return n; }\nfunction g(n) { return n; }\nmodule.exports = { f, h: (n) => n };', ['f', 'h']],
    ['module.exports of a class', 'class A { f(n) { return n; } }\nclass B { f(n) { return n; } }\nmodule.exports = A;', ['A.f']],
    ['exports.x', 'exports.f = function (n) { return n; };\nconst other = {};\nother.g = (n) => n;', ['f']],
    ['members of the prototype of module.exports', 'function A(n) { this.n = n; }\nA.prototype.f = function (n) { return n; };\nfunction B() {}\nB.prototype.g = function (n) { return n; };\nmodule.exports = A;', ['A', 'A.f']],
    ['module.exports.x', 'module.exports.f = (n) => n;\nconst other = {};\nother.g = (n) => n;', ['f']],
    ['a member of module.exports behind it', 'function f(n) { return n; }\nfunction g(n) { return n; }\nmodule.exports = f;\nmodule.exports.h = (n) => n;\nother.i = (n) => n;', ['f', 'h']],
    ['a member of an object of exports', 'module.exports = { f(n) { return n; } };\nmodule.exports.h = (n) => n;\nmodule.exports.i = function (n) { return n; };', ['f', 'h', 'i']],
    ['a member of a class of exports', 'class A { f(n) { return n; } }\nmodule.exports = A;\nmodule.exports.h = (n) => n;', ['A.f', 'h']],
    ['exports behind module.exports', 'module.exports = exports = (n) => n;\nexports.h = (n) => n;', ['module.exports', 'h']],
    ['members before module.exports', 'exports.f = (n) => n;\nmodule.exports.g = (n) => n;\nmodule.exports = (n) => n;', ['f', 'g', 'module.exports']],
    ['a chain', 'exports.f = exports.g = (n) => n;', ['f']],
  ])('%s', (_, text, names) => {
    expect(untyped(text)).toEqual(names);
    expect(inJs(text).map((name) => name.replace('export =', 'module.exports'))).toEqual(names);
  });
});

test('keys are unique in a file', () => {
  const text = 'export class C { f(n: number) {} static f(n: number) {} }';
  const sourceFile = ts.createSourceFile('/a.ts', text, ts.ScriptTarget.Latest, true);
  expect(exportedFunctions({ ts, program: undefined, sourceFile, pkg: undefined }, 'exported').map(({ key }) => key)).toEqual(['C.f', 'C.f~2']);
});

test.each([
  ['export function f(n: number) {}', 'f'],
  ['export const f = (n: number) => n;', 'f'],
  ['export default (n: number) => n;', '=>'],
  ['export default function (n: number) {}', 'export'],
  ['export class C { constructor(n: number) {} }', 'constructor'],
  ['export const api = { g: (n: number) => n };', 'g'],
  ['export const [f] = [(n: number) => n];', 'f'],
  ["export const f = Object.assign((n: number) => n, {});", 'f'],
])('%s is reported at its name', (text, at) => {
  const sourceFile = ts.createSourceFile('/a.ts', text, ts.ScriptTarget.Latest, true);
  expect(exportedFunctions({ ts, program: undefined, sourceFile, pkg: undefined }, 'exported').map(({ nameNode }) => nameNode.getText())).toEqual([at]);
});
