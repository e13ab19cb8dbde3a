/** What the package.json of a file decides: whether its contracts count, and whether they could be checked at all. */
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDistantProject, createProject, errorsIn, tsconfig, type Finished } from './project.ts';

const source = '/** @requires `n > 0` */\nexport function f(n: number): number {\n  return n;\n}\n';
const options = { lib: ['es5'] };

describe('a package that does not depend on the runtime', () => {
  const says = 'This file has contracts, but its package `loose` does not depend on @proviso/runtime, so they would not be checked. Run: npm install @proviso/runtime';
  const project = createProject('packages/loose', {
    'package.json': { name: 'loose', type: 'module' },
    'tsconfig.json': tsconfig({ profile: 'enforce', options }),
    'tsconfig.off.json': tsconfig({ profile: 'off', options: { ...options, outDir: 'out-off' } }),
    'src/a.ts': source,
    'src/b.ts': source,
    'src/prose.ts': '/**\n * @requires `./head.vert`\n * @requires module:fs\n * @throws {TypeError} If `rule` is not an object\n */\nexport function g(): void {}\n',
  });

  test('is told once, under a profile that checks', () => {
    const { status, output } = project.tspc('-p', '.');
    expect(errorsIn(output)).toEqual([{ at: 'src/a.ts(1,5)', code: 97027, text: says }]);
    expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
  });

  test('is left alone under off', () => {
    expect(project.tspc('-p', 'tsconfig.off.json')).toEqual({ status: 0, output: '' });
  });
});

describe('manifests of every shape', () => {
  const manifests: Record<string, string> = {
    invalid: '{ "name": "invalid", "dependencies": { "@proviso/runtime": "*" ',
    array: '[1, 2]',
    nothing: 'null',
    strange: '{ "name": 7, "dependencies": "@proviso/runtime", "devDependencies": ["@proviso/runtime"] }',
    polluting: '{ "name": "polluting", "__proto__": { "dependencies": { "@proviso/runtime": "*" } }, "dependencies": { "__proto__": { "@proviso/runtime": "*" } } }',
    constructing: '{ "name": "constructing", "constructor": { "prototype": { "optedIn": true } }, "peerDependencies": { "constructor": { "@proviso/runtime": "*" } } }',
    dev: '{ "name": "dev", "devDependencies": { "@proviso/runtime": "*" } }',
    peer: '\uFEFF{ "name": "peer", "peerDependencies": { "@proviso/runtime": "*" } }',
    optional: '{ "name": "optional", "optionalDependencies": { "@proviso/runtime": "*" } }',
  };
  const optedIn = ['dev', 'peer', 'optional'];
  const folders = [...Object.keys(manifests), 'folder'];
  const project = createProject('packages/many', {
    'package.json': { name: 'many', type: 'module' },
    ...Object.fromEntries(folders.flatMap((name): [string, string | object][] => [[`${name}/tsconfig.json`, tsconfig({ profile: 'enforce', options })], [`${name}/src/a.ts`, source]])),
    ...Object.fromEntries(Object.entries(manifests).map(([name, manifest]) => [`${name}/package.json`, manifest])),
    'folder/package.json/not-a-file.txt': 'a folder where a file should be',
  });
  let finished: Finished;
  beforeAll(() => {
    finished = project.tspc('-b', ...folders);
  });
  const errorsOf = (name: string): { code: number; text: string }[] => errorsIn(finished.output).filter(({ at }) => at.startsWith(`${name}/`)).map(({ code, text }) => ({ code, text }));

  test.each(optedIn)('%s: a dependency of any kind opts in', (name) => {
    expect(project.read(`${name}/out/a.js`)).toContain('@proviso/runtime/check');
    expect(errorsOf(name)).toEqual([]);
  });

  test.each(['strange', 'polluting', 'constructing'])('%s: what names no runtime does not, and its contracts are not dropped in silence', (name) => {
    expect(errorsOf(name)).toMatchObject([{ code: 97027, text: expect.stringMatching(/^This file has contracts, but its package `.*` does not depend on @proviso\/runtime/) as string }]);
  });

  test.each(['invalid', 'nothing', 'array'])('%s: a manifest that says nothing is named as the cause', (name) => {
    expect(errorsOf(name)).toMatchObject([{ code: 97029, text: expect.stringContaining(`/${name}/package.json cannot be read or is not valid`) as string }]);
  });

  test('calls of what a file imports from the runtime count as contracts in the sources of any package, tags as documentation', () => {
    const mixed = createProject('packages/mixed', {
      'package.json': { name: 'mixed', type: 'module', dependencies: { '@proviso/runtime': '*' } },
      'tsconfig.json': tsconfig({ profile: 'enforce', options }),
      'src/tags/package.json': { name: 'tags', type: 'module' },
      'src/tags/a.ts': source,
      'src/calls/package.json': { name: 'calls', type: 'module' },
      'src/calls/b.ts': "import { requires } from '@proviso/runtime';\nexport function g(ready: boolean): void {\n  requires(ready);\n}\n",
    });
    expect(errorsIn(mixed.tspc('-p', '.').output)).toMatchObject([{ at: 'src/calls/b.ts(3,3)', code: 97027, text: expect.stringContaining('its package `calls` does not depend') as string }]);
  });

  test('the folder above decides where there is no manifest', () => {
    expect(errorsOf('folder')).toMatchObject([{ code: 97027, text: expect.stringContaining('its package `many` does not depend') as string }]);
  });

  test('no object got a member that it should not have', () => {
    expect(({} as Record<string, unknown>)['optedIn']).toBeUndefined();
  });
});

test('a runtime that is named but not installed is an error, said once', () => {
  const project = createDistantProject('not-installed', {
    'package.json': { name: 'distant', type: 'module', dependencies: { '@proviso/runtime': '*' } },
    'tsconfig.json': tsconfig({ profile: 'enforce', options }),
    'src/a.ts': source,
    'src/b.ts': source,
  });
  const { status, output } = project.tspc('-p', '.');
  expect(errorsIn(output).map(({ code, text }) => ({ code, text }))).toEqual([
    { code: 97028, text: 'The package `distant` names @proviso/runtime in its package.json, but it is not installed, so the compiled checks could not load. Run: npm install' },
  ]);
  expect(status).toBe(ts.ExitStatus.DiagnosticsPresent_OutputsGenerated);
});

describe('a file of another package', () => {
  const project = createProject('packages/dependency', {
    'tsconfig.json': tsconfig({ profile: 'enforce', options: { ...options, allowJs: true, maxNodeModuleJsDepth: 2 } }),
    'src/a.ts': `import { g } from 'foreign';\nexport const h = g(1);\n${source}`,
    'node_modules/foreign/package.json': { name: 'foreign', type: 'module', main: 'index.js' },
    'src/copied/package.json': { name: 'copied', type: 'module' },
    'src/copied/a.ts': '/** @requires `n > m > nonsense(` */\nexport function g(n: number): number { return n; }\n/** @requires `n > 0` */\nexport const h = g;\n',
    'node_modules/foreign/index.js': '/** @requires `n > m > nonsense(` */\nexport function g(n) { return n; }\n',
  });

  test('is documentation, installed or not', () => {
    expect(project.tspc('-p', '.')).toEqual({ status: 0, output: 'proviso enforce: 1 clause enforced, 0 observed, 0 ignored, 0 not yet supported\n' });
  });
});
