/** Bundlers drop what is not used of a compiled module, as they would without contracts. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';

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
    expect(gzipSync(await bundle("export { p$id, p$s } from '@proviso/runtime/check';", 'browser'), { level: 9 }).length).toBeLessThanOrEqual(1500);
  });
});
