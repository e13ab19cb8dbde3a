/** Bundlers drop what is not used of a compiled module, as they would without contracts. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { rollup, type InputPluginOption } from 'rollup';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { listCases, compileCase } from './case.ts';
import { compile } from './compile.ts';
import { erase, printCase } from './text-case.ts';

const source = `import { decreases, requires } from '@proviso/runtime';

/** @requires \`n > 0\` */
export function used(n: number): string {
  return 'used ' + n;
}

/**
 * @requires \`n > 0\`
 * @ensures \`result !== 'x'\`
 * @decreases \`n\`
 */
export function dropped(n: number): string {
  requires(n !== 5);
  while (n > 9) {
    decreases(n);
    n--;
  }
  return 'dropped function' + n;
}

/** @throws {RangeError} if \`n > 0\` */
export const arrow = (n: number, f: /** @ensures \`result > 0\` */ () => number): string => 'dropped arrow' + n + f();

export class Plain {
  #n: number;
  /** @ensures \`this.size === n\` */
  constructor(n: number) {
    this.#n = n;
  }
  /** @ensures \`result !== 1\` */
  get size(): number {
    return 'dropped class'.length + this.#n;
  }
}
`;

/** The bundle of an entry that uses one function of the module. */
async function bundleOf(profile: string, entry = "import { used } from 'main'; console.log(used(1));"): Promise<string> {
  const main = compile({ 'main.ts': source }, { profile }).output.get('main.js') ?? '';
  const { outputFiles } = await build({
    stdin: { contents: entry }, bundle: true, format: 'esm', write: false, target: 'es2022', logLevel: 'silent',
    plugins: [{
      name: 'memory',
      setup(hooks) {
        hooks.onResolve({ filter: /^main$/ }, () => ({ path: 'main', namespace: 'memory' }));
        hooks.onResolve({ filter: /^@proviso/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
        hooks.onLoad({ filter: /./, namespace: 'memory' }, () => ({ contents: main, loader: 'js' }));
      },
    }],
  });
  return outputFiles[0]?.text ?? '';
}

describe.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('under %s', (profile) => {
  test('functions and classes that nobody uses are dropped, and with them their checks', async () => {
    const bundle = await bundleOf(profile);
    expect(bundle).toContain('used ');
    expect(bundle).not.toMatch(/dropped (?:function|arrow|class)/);
  });

  test('a module of which nothing is used leaves nothing behind', async () => {
    expect(await bundleOf(profile, "import 'main';")).not.toMatch(/dropped|used|p\$/);
  });
});

/** Modules in memory; the runtime is outside, and known to have no effect of its own. */
const modules = (files: ReadonlyMap<string, string>) => ({
  name: 'memory',
  resolveId: (name: string) => (name.startsWith('@proviso') ? { id: name, external: true, moduleSideEffects: false } : files.has(name) ? name : undefined),
  load: (name: string) => files.get(name),
});

interface Bundle {
  readonly generate: (options: { readonly format: 'es' }) => Promise<{ readonly output: readonly [{ readonly code: string }, ...unknown[]] }>;
}

const codeOf = async (bundle: Bundle): Promise<string> => (await bundle.generate({ format: 'es' })).output[0].code;

const withEsbuild = async (entry: string, main: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: entry }, bundle: true, format: 'esm', write: false, target: 'es2022', logLevel: 'silent', minifySyntax: true,
    plugins: [{
      name: 'memory',
      setup(hooks) {
        hooks.onResolve({ filter: /^main$/ }, () => ({ path: 'main', namespace: 'memory' }));
        hooks.onResolve({ filter: /^@proviso/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
        hooks.onLoad({ filter: /./, namespace: 'memory' }, () => ({ contents: main, loader: 'js' }));
      },
    }],
  });
  return outputFiles[0]?.text ?? '';
};

const bundlers: Readonly<Record<string, (entry: string, main: string) => Promise<string>>> = {
  esbuild: withEsbuild,
  rollup: async (entry, main) => codeOf(await rollup({ input: 'entry', logLevel: 'silent', plugins: [modules(new Map([['entry', entry], ['main', main]])) as InputPluginOption] })),
  rolldown: async (entry, main) => codeOf(await rolldown({ input: 'entry', logLevel: 'silent', plugins: [modules(new Map([['entry', entry], ['main', main]]))] })),
};

const fixture = listCases().find(({ name }) => name === 'tree-shaking');

/** The fixture as each printer writes it. */
const printers: Readonly<Record<string, (profile: string) => string>> = {
  nodes: (profile) => (fixture && compileCase(fixture, { profile }).output.get('input.js')) ?? '',
  text(profile) {
    const [file] = fixture ? printCase(fixture, profile) : [];
    return fixture && file ? erase(fixture, file)[1] : '';
  },
};

describe.each(Object.keys(bundlers))('classes with an invariant, bundled by %s', (bundler) => {
  const bundle = (entry: string, main: string): Promise<string> => bundlers[bundler]?.(entry, main) ?? Promise.reject(new Error(bundler));

  describe.each(Object.keys(printers))('from the printer of %s', (printer) => {
    test.each(['off', 'boundary', 'observe', 'enforce', 'audit'])('are dropped where they are not used, under %s', async (profile) => {
      const text = await bundle("import { used } from 'main'; console.log(used);", printers[printer]?.(profile) ?? '');
      expect(text).toContain('used');
      expect(text).not.toMatch(/class|[Dd]ropped|Unused|p\$/);
    });

    test('are checked where they are used', async () => {
      const text = await bundle("export { UnusedHeir } from 'main';", printers[printer]?.('enforce') ?? '');
      const { UnusedHeir } = await load(text);
      expect(new UnusedHeir(1).m).toBe(10);
      expect(() => new UnusedHeir(0)).toThrow('this.n > 0');
      expect(() => new UnusedHeir(20)).toThrow('this.m > this.n');
      expect(() => new UnusedHeir(1).lower(1)).toThrow('this.m > this.n');
    });
  });
});

interface Heir {
  readonly m: number;
  lower(m: number): void;
}

/** Loads a bundle where it finds the runtime. */
async function load(text: string): Promise<{ readonly UnusedHeir: new (n: number) => Heir }> {
  const parent = fileURLToPath(new URL('../.tmp', import.meta.url));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(`${parent}/shaken-`);
  try {
    writeFileSync(`${folder}/bundle.mjs`, text);
    return (await import(/* @vite-ignore */ pathToFileURL(`${folder}/bundle.mjs`).href)) as { readonly UnusedHeir: new (n: number) => Heir };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The limit: what TypeScript makes of a private static field for older targets. */
test.each(['rollup', 'esbuild'])('before ES2022 a class with an invariant leaves what one with a private static field leaves, bundled by %s', async (bundler) => {
  const entry = "import { used } from 'main'; console.log(used);";
  const plain = ts.transpileModule('export const used = 1; export class Plain { static #f = 0; has(o: object) { return #f in o; } }', { compilerOptions: { target: ts.ScriptTarget.ES2021, module: ts.ModuleKind.ESNext } }).outputText;
  const contracted = compile({ 'main.ts': 'export const used = 1;\n/** @invariant `this.n > 0` */\nexport class Plain { n = 1; }' }, { profile: 'enforce', options: { target: 'es2021' } }).output.get('main.js') ?? '';
  const isLeft = async (main: string): Promise<boolean> => /Plain/.test((await bundlers[bundler]?.(entry, main)) ?? '');
  expect(contracted).toContain('keep');
  expect(await isLeft(contracted)).toBe(await isLeft(plain));
});

/**
 * There a private static field is assigned outside of its class: a bundler may drop an assignment that nobody reads, and a pure call with it.
 */
describe('before ES2022 a class that is used keeps its invariant', () => {
  const main = compile({ 'main.ts': '/** @invariant `this.m > this.n` */\nexport class UnusedHeir { m = 10; constructor(public n: number) {} lower(m: number) { this.m = m; } }' }, { profile: 'enforce', options: { target: 'es2021' } }).output.get('main.js') ?? '';

  test.each(Object.keys(bundlers))('written by TypeScript and bundled by %s', async (bundler) => {
    const { UnusedHeir } = await load((await bundlers[bundler]?.("export { UnusedHeir } from 'main';", main)) ?? '');
    expect(new UnusedHeir(1).m).toBe(10);
    expect(() => new UnusedHeir(20)).toThrow('this.m > this.n');
    expect(() => new UnusedHeir(1).lower(1)).toThrow('this.m > this.n');
  });

  test.each(Object.keys(printers))('from the printer of %s, written and bundled by Rolldown', async (printer) => {
    const files = new Map([['entry', "export { UnusedHeir } from 'main';"], ['main', printers[printer]?.('enforce') ?? '']]);
    const code = await codeOf(await rolldown({ input: 'entry', logLevel: 'silent', external: /^@oxc-project/, transform: { target: 'es2021' }, plugins: [modules(files)] }));
    expect(code).not.toContain('#p$brand');
    expect(code).toMatch(/keep\(\(\) => _Unused,/);
    expect(code).toMatch(/keep\(\(\) => _UnusedHeir,/);
  });
});

describe('the runtime in a bundle', () => {
  const bundle = async (contents: string, platform: 'browser' | 'node'): Promise<string> => {
    const { outputFiles, warnings } = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, minify: true, format: 'esm', platform, write: false, logLevel: 'silent' });
    expect(warnings).toEqual([]);
    return outputFiles[0]?.text ?? '';
  };

  test.each(['@proviso/runtime', '@proviso/runtime/check'])('%s asks Node nothing where the bundle is for browsers', async (entry) => {
    const all = `export * from '${entry}';`;
    expect(await bundle(all, 'node')).toMatch(/getBuiltinModule/);
    expect(await bundle(all, 'browser')).not.toMatch(/getBuiltinModule|isProxy|process/);
  });

  test('what a file under `boundary` needs fits into 1,500 bytes', async () => {
    expect(gzipSync(await bundle("export { p$, p$s } from '@proviso/runtime/check';", 'browser'), { level: 9 }).length).toBeLessThanOrEqual(1500);
  });
});
