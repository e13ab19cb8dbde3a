/** Checks that TypeScript prints as text: only where none of its transforms, and nobody else's, has anything to do in them. */
import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { compile } from './compile.ts';
import { createProject, tsconfig } from './project.ts';

const require = createRequire(import.meta.url);
const esm = { module: 'esnext', moduleResolution: 'bundler' };
/** Somebody else's transformer beside ours. */
const others = { plugins: [{ transform: '@proviso/transformer', transformProgram: true }, { transform: './another.js' }] };

function output(files: Readonly<Record<string, string>>, options: Record<string, unknown> = {}): string {
  const { output: found, diagnostics } = compile(files, { profile: 'enforce', options: { ...esm, ...options } });
  expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  return found.get('main.js') ?? found.get('main.jsx') ?? expect.fail('nothing was written');
}

/** What calls of the exported `f` give. */
function run(code: string, given: readonly unknown[]): unknown[] {
  const load = (name: string): unknown => (name === './least' ? { least: 1 } : require(name));
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.CommonJS } });
  const exports: { f?: (value: unknown) => unknown } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the output is run
  (new Function('exports', 'require', outputText) as (...given: unknown[]) => void)(exports, load);
  return given.map((value) => {
    try {
      return exports.f?.(value);
    } catch (error) {
      return (error as Error).message.split('\n')[0];
    }
  });
}

const doc = (...tags: readonly string[]): string => `/**\n${tags.map((tag) => ` * ${tag}\n`).join('')} */\n`;
const positive = `${doc("@requires `typeof n==='number'&&n>0`")}export function f(n: number): number { return n; }\n`;

describe('a clause is printed', () => {
  test('as it is written, in an ES module', () => {
    expect(output({ 'main.ts': positive })).toContain("if (!(typeof n==='number'&&n>0)) ");
  });

  test('with its call on a line of its own, where a source map leads to the clause', () => {
    const source = `${doc("@ensures `result!=='no'`")}export function f(n: string): string { return n; }\n`;
    expect(output({ 'main.ts': source }, { sourceMap: true })).toMatch(/ if \(p\$r === 'no'\) \[\n +p\$f\(0, p\$f, p\$r\)\n +\];\n/);
  });

  test('with calls of checks inside of it on lines of their own', () => {
    const source = 'import { requires, assert } from "@proviso/runtime";\nexport function f(n: number): number { requires([n].every((each) => { assert(each !== 0); return true; })); return n; }\n';
    expect(output({ 'main.ts': source }, { sourceMap: true })).toMatch(/ if \(each === 0\) \[\n +p\$f\(\d, p\$f, each\)\n +\];/);
  });

  test('with calls of checks of a function in it that is an expression on lines of their own', () => {
    const source = 'import { requires } from "@proviso/runtime";\nexport function f(n: number): number { requires([n].every(/** @ensures `result !== false` */ (each) => each !== 0)); return n; }\n';
    expect(output({ 'main.ts': source }, { sourceMap: true })).toMatch(/ if \(p\$r === false\) \[\n +p\$f\(\d, p\$f, p\$r\)\n +\];/);
  });

  test.each([
    ['in CommonJS', { module: 'commonjs', moduleResolution: 'bundler' }],
    ['for an older target', { target: 'es2021' }],
    ['where fields are assigned', { useDefineForClassFields: false }],
    ['beside other transformers', others],
  ])('as TypeScript prints code %s', (_, options) => {
    expect(output({ 'main.ts': positive }, options)).toContain('if (!(typeof n === "number" && n > 0)) ');
  });

  test.each([
    ['a namespace', 'export namespace Limits { export const most = 9; }\n'],
    ['a decorator', 'const same = (value: unknown, context: unknown): void => void context;\n@same\nexport class C {}\n'],
  ])('as TypeScript prints code, in a file with %s', (_, more) => {
    expect(output({ 'main.ts': more + positive })).toContain('if (!(typeof n === "number" && n > 0)) ');
  });
});

type Case = readonly [name: string, files: Readonly<Record<string, string>>, options?: Record<string, unknown>];

/** Each takes a number; 1 is allowed, and 0 is not. */
const cases: readonly Case[] = [
  ['a type assertion', { 'main.ts': `${doc('@requires `(n as unknown as { valueOf(): number }).valueOf() > 0`')}export function f(n: number): number { return n; }` }],
  ['`!` and `satisfies`', { 'main.ts': `${doc('@requires `(n! satisfies number) > 0`')}export function f(n: number): number { return n; }` }],
  ['a function with types', { 'main.ts': `${doc('@requires `[n].every((each: number): boolean => each > 0)`')}export function f(n: number): number { return n; }` }],
  ['a member of a const enum', { 'main.ts': `const enum Least { one = 1 }\n${doc('@requires `n >= Least.one`')}export function f(n: number): number { return n; }` }],
  ['a member of a const enum of another file', { 'main.ts': `import { Least } from './least';\n${doc("@requires `n >= Least['one']`")}export function f(n: number): number { return n; }`, 'least.ts': 'export const enum Least { one = 1 }' }],
  ['a member of a const enum with a comment in its head', { 'main.ts': `const /* why */ enum Least { one = 1 }\n${doc('@requires `n >= Least.one`')}export function f(n: number): number { return n; }` }],
  ['a member of the enum around it', { 'main.ts': "import { assert } from '@proviso/runtime';\nexport function f(n: number): number { enum Of { least = 'a'.length, all = (function all() { assert(n >= least); return 1; })() } return Of.all; }" }],
  ['names of checks that are global', { 'main.ts': `const isMore = (n: number): boolean => n > 0;\n${doc('@requires `isMore(n)`')}export function f(n: number): number { return n; }`, 'globals.ts': 'declare var p$f: 1, p$s: 1, p$fail: 1;' }],
  ['names of checks that are written with escapes', { 'main.ts': `const p\\u0024f = 0, \\u{70}$s = 1, isMore = (n: number): boolean => n > p\\u{24}f && p\\u0024s === 1;\n${doc('@requires `isMore(n)`')}export function f(n: number): number { return n; }` }],
  ['an import that nothing else uses', { 'main.ts': `import { least } from './least';\nimport * as all from './least';\n${doc('@requires `n >= least && n >= all.least`')}export function f(n: number): number { return n; }`, 'least.ts': 'export const least = 1;' }],
  ['a line break', { 'main.ts': `${doc('@requires `n > 0 &&', '  n < 9`')}export function f(n: number): number { return n; }` }],
  ['a comment', { 'main.ts': 'import { requires } from "@proviso/runtime";\nexport function f(n: number): number { requires(n /* a number */ > 0); return n; }' }],
  ['a call behind a case', { 'main.ts': 'import { assert } from "@proviso/runtime";\nexport function f(n: number): number { switch (n) { default: assert(n > 0); return n; } }' }],
  ['a contract of JavaScript', { 'main.js': `${doc('@param {any} n', '@returns {number}', '@requires `n > 0`')}export function f(n) { return n; }` }, { allowJs: true, checkJs: true }],
  ['a private member', { 'main.ts': `class C { #least = 1;\n${doc('@requires `n >= this.#least`')}take(n: number): number { return n; } }\nexport const f = (n: number): number => new C().take(n);` }],
  ['`this` in a static field', { 'main.ts': `class C { static least = 1;\n${doc('@requires `n >= this.least`')}static take = (n: number): number => n + this.least - 1; }\nexport const f = C.take;` }],
  ['a result and its entry value', { 'main.ts': `${doc('@ensures `result === old(n) && result > 0`')}export function f(n: number): number { const m = n; n = 5; return m; }` }],
  ['JSX around it', { 'main.tsx': `const h = (tag: string): string => tag;\ndeclare global { namespace JSX { interface IntrinsicElements { a: object } } }\nexport const made = (): unknown => <a />;\n${doc('@requires `n > 0`')}export function f(n: number): number { return n; }` }, { jsx: 'react', jsxFactory: 'h' }],
  ['a `using` declaration around it', { 'main.ts': `${doc('@requires `n > 0`', '@ensures `result > 0`')}export function f(n: number): number { using held = { [Symbol.dispose]() {} }; void held; return n; }` }, { lib: ['esnext'] }],
];

describe('a clause means the same by either way', () => {
  test.each(cases.map(([name, files, options = {}]) => ({ name, files, options })))('with $name', ({ files, options }) => {
    for (const way of [{}, others, { ...esm, module: 'commonjs' }]) {
      const code = output(files, { ...options, ...way });
      const [allowed, refused] = run(code, [1, 0]);
      expect(allowed, code).toBe(1);
      expect(refused, code).toMatch(/^\S+ (?:requires|ensures|asserts?) /);
    }
  });

  test('under NODE_ENV=development, where TypeScript asserts that nodes are in their places', () => {
    const code = 'import { assert } from "@proviso/runtime";\nexport function f(n: number): number { const m = n; assert(m > 0); return m; }\n';
    const project = createProject('asserted-nodes', { 'tsconfig.json': tsconfig({ profile: 'enforce' }), 'src/main.ts': code });
    vi.stubEnv('NODE_ENV', 'development');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(project.tspc('-p', '.')).toMatchObject({ status: 0 });
    const [allowed, refused] = run(project.read('out/main.js'), [1, 0]);
    expect(allowed).toBe(1);
    expect(refused).toContain('asserts `m > 0`');
  });

  test('without a comment that is to be removed', () => {
    const files = { 'main.ts': 'import { requires } from "@proviso/runtime";\nexport function f(n: number): number { requires(n /* why */ > 0); return n; }' };
    expect(output(files, { removeComments: true })).toContain('if (!(n > 0)) ');
  });
});
