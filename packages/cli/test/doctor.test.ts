/** `proviso doctor`: each check, right and wrong. */
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { Check, Finding } from '../src/doctor/check.ts';
import { equalVersions } from '../src/doctor/equal-versions.ts';
import { folderAt } from '../src/doctor/folder.ts';
import { compilesContracts } from '../src/doctor/hosts.ts';
import { linter } from '../src/doctor/linter.ts';
import { nodeVersion } from '../src/doctor/node-version.ts';
import { recordFresh } from '../src/doctor/record.ts';
import { oneRuntime, runtimeInstalled } from '../src/doctor/runtime.ts';
import { tsconfigFound } from '../src/doctor/tsconfig.ts';
import { oneTypescript, typescriptUsable } from '../src/doctor/typescript.ts';
import { manifest, packageFolder, project, tsconfig } from './project.ts';

type Files = Readonly<Record<string, string | object>>;

const toggle = '/** @ensures `result !== on` */\nexport function toggle(on: boolean): boolean { return !on; }\n';
const files = { 'package.json': manifest, 'tsconfig.json': tsconfig, 'src/shop.ts': toggle };
const withTransformer = { links: { 'node_modules/@proviso/transformer': packageFolder('transformer'), 'node_modules/ts-patch': `${packageFolder('transformer')}/node_modules/ts-patch` } };
const plugin = { transform: '@proviso/transformer', transformProgram: true, profile: 'enforce' };

/** A package that does nothing. */
function fake(path: string, name: string, content: object): Files {
  return { [`${path}/node_modules/${name}/package.json`.replace(/^\//, '')]: { name, version: '1.0.0', ...content } };
}

function look(check: Check, own: Files, links: Readonly<Record<string, string>> = {}): Finding {
  return check.look(folderAt(project(own, links).folder));
}

test('node: the range is that of the manifest', () => {
  const { versions } = process;
  const found = (node: string): string => {
    Object.defineProperty(process, 'versions', { value: { ...versions, node }, configurable: true });
    return nodeVersion.look({} as never).state;
  };
  try {
    expect(['18.20.0', '20.18.9', '20.19.0', '21.7.0', '22.12.0', '22.13.0', '23.0.0', '24.0.0', '26.1.0'].map((each) => [each, found(each)])).toEqual([
      ['18.20.0', 'wrong'], ['20.18.9', 'wrong'], ['20.19.0', 'right'], ['21.7.0', 'wrong'], ['22.12.0', 'wrong'], ['22.13.0', 'right'], ['23.0.0', 'wrong'], ['24.0.0', 'right'], ['26.1.0', 'right'],
    ]);
  } finally {
    Object.defineProperty(process, 'versions', { value: versions, configurable: true });
  }
});

test('runtime: in package.json, and installed', () => {
  expect(look(runtimeInstalled, files)).toEqual({ state: 'right', found: '@proviso/runtime 0.0.0' });
  expect(look(runtimeInstalled, { ...files, 'package.json': { name: 'shop' } })).toMatchObject({ state: 'wrong', todo: 'npm install @proviso/runtime' });
  expect(look(runtimeInstalled, { ...files, 'package.json': '{' })).toMatchObject({ state: 'wrong', found: 'there is no package.json that can be read' });
});

test('one runtime: also beside what libraries bring', () => {
  expect(look(oneRuntime, files)).toEqual({ state: 'right', found: 'one copy' });
  const library = { ...files, 'package.json': { ...manifest, dependencies: { ...manifest.dependencies, bank: '*' } }, ...fake('', 'bank', { dependencies: { '@proviso/runtime': '*' } }) };
  expect(look(oneRuntime, library)).toMatchObject({ state: 'right' });
  const second = { ...library, ...fake('node_modules/bank', '@proviso/runtime', {}) };
  expect(look(oneRuntime, second)).toMatchObject({ state: 'wrong', found: expect.stringMatching(/^2 copies: 0\.0\.0 in .+, 1\.0\.0 in .+\/node_modules\/bank\/node_modules\/@proviso\/runtime$/) as string });
});

const typescript = (version: string, source = ''): Files => ({ ...fake('', 'typescript', { version, main: 'index.js' }), 'node_modules/typescript/index.js': `exports.version = '${version}';${source}` });

test('typescript: one that can be asked, and that the transformer runs in', () => {
  const configured = { 'tsconfig.enforce.json': { extends: './tsconfig.json', compilerOptions: { plugins: [plugin] } } };
  expect(look(typescriptUsable, { ...files, ...configured })).toMatchObject({ state: 'right', found: expect.stringMatching(/^TypeScript 6\./) as string });
  expect(look(typescriptUsable, { ...files, ...typescript('7.0.2') })).toMatchObject({ state: 'note', found: expect.stringMatching(/^TypeScript 7\.0\.2 cannot be asked; contracts are parsed by the TypeScript [56]\./) as string, todo: 'To have types of clauses checked: run tspc with a TypeScript 6 in a folder of its own: docs/hosts/typescript-7.md' });
  const beside = { ...fake('clauses', 'typescript', { version: '6.0.3' }), 'clauses/tsconfig.json': { compilerOptions: { plugins: [plugin] } } };
  expect(look(typescriptUsable, { ...files, ...typescript('7.0.2'), ...beside })).toMatchObject({ state: 'right', found: expect.stringMatching(/; types of clauses are checked in clauses$/) as string });
  expect(look(typescriptUsable, { ...files, ...typescript('7.0.2'), ...configured })).toMatchObject({ state: 'wrong', found: 'TypeScript 7.0.2 does not run @proviso/transformer, which a tsconfig names' });
  expect(look(typescriptUsable, { ...files, ...typescript('5.6.3', 'exports.createSourceFile = () => {};'), ...configured })).toMatchObject({ state: 'wrong' });
});

test('one typescript: what has to share it does', () => {
  expect(look(oneTypescript, files)).toEqual({ state: 'right', found: 'one copy' });
  expect(look(oneTypescript, files, withTransformer.links)).toEqual({ state: 'right', found: 'one copy' });
  const other = { ...files, ...fake('', 'ts-patch', {}), ...fake('node_modules/ts-patch', 'typescript', { version: '5.8.0' }) };
  expect(look(oneTypescript, other)).toMatchObject({ state: 'wrong', found: expect.stringMatching(/^the project has 6\..+; ts-patch has 5\.8\.0 in /) as string });
});

test('tsconfig: there, and of use', () => {
  expect(look(tsconfigFound, files)).toEqual({ state: 'right', found: 'it names 1 file' });
  expect(look(tsconfigFound, { 'package.json': manifest })).toMatchObject({ state: 'wrong', found: expect.stringContaining('there is no tsconfig.json') as string });
});

test('compiler: beside TypeScript 7 no transformer is advised', () => {
  const advice = (version: string): string => (look(compilesContracts, { ...files, ...typescript(version) }) as { readonly todo?: string }).todo ?? '';
  expect(advice('6.0.3')).toBe('Take @proviso/unplugin for a bundler, Node, Vitest or Jest, or @proviso/transformer for tspc: docs/hosts');
  expect(advice('7.0.2')).toBe('Take @proviso/unplugin for a bundler, Node, Vitest or Jest: docs/hosts');
});

test('compiler: the transformer with its options, or a plugin', () => {
  const configured = (entry: object): Files => ({ ...files, 'tsconfig.build.json': { extends: './tsconfig.json', compilerOptions: { plugins: [entry] } } });
  expect(look(compilesContracts, files)).toMatchObject({ state: 'wrong', found: 'nothing compiles the contracts, so they are only comments in what you run' });
  expect(look(compilesContracts, configured(plugin), withTransformer.links)).toEqual({ state: 'right', found: 'tspc -p tsconfig.build.json (enforce)' });
  expect(look(compilesContracts, { ...files, 'tsconfig.build.json': { extends: ['./tsconfig.json', '@proviso/transformer/audit.json'] } }, withTransformer.links)).toEqual({ state: 'right', found: 'tspc -p tsconfig.build.json (audit)' });
  expect(look(compilesContracts, configured({ ...plugin, transformProgram: false }), withTransformer.links)).toMatchObject({ state: 'wrong', found: 'tsconfig.build.json names @proviso/transformer without "transformProgram": true' });
  expect(look(compilesContracts, configured({ transform: plugin.transform, transformProgram: true }), withTransformer.links)).toMatchObject({ state: 'wrong', found: 'tsconfig.build.json names @proviso/transformer without a profile' });
  expect(look(compilesContracts, configured(plugin))).toMatchObject({ state: 'wrong', found: 'tsconfig.build.json needs @proviso/transformer, which is not installed' });
  expect(look(compilesContracts, { ...files, 'vite.config.js': "import proviso from '@proviso/unplugin/vite';" })).toEqual({ state: 'right', found: '@proviso/unplugin/vite in vite.config.js' });
  expect(look(compilesContracts, { ...files, 'package.json': { ...manifest, scripts: { start: 'node --import @proviso/unplugin/node src/shop.ts' } } })).toEqual({ state: 'right', found: '@proviso/unplugin/node in package.json' });
  expect(look(compilesContracts, { ...files, 'package.json': { ...manifest, devDependencies: { '@proviso/unplugin': '*' } } })).toMatchObject({ state: 'wrong' });
});

test('eslint: the plugin is used, and installed', () => {
  const used = { ...files, 'eslint.config.js': "import proviso from '@proviso/eslint-plugin';" };
  expect(look(linter, used, { 'node_modules/@proviso/eslint-plugin': packageFolder('eslint-plugin') })).toEqual({ state: 'right', found: '@proviso/eslint-plugin 0.0.0' });
  expect(look(linter, { ...files, 'eslint.config.mjs': 'export default [];' })).toMatchObject({ state: 'note', found: 'eslint.config.mjs does not use @proviso/eslint-plugin' });
  expect(look(linter, { ...files, ...typescript('7.0.2'), '.git/HEAD': '' })).toMatchObject({ state: 'note', todo: 'lint in a folder with a TypeScript 6 of its own: typescript-eslint does not run with TypeScript 7.0.2' });
  expect(look(linter, { ...files, '.git/HEAD': '' })).toMatchObject({ state: 'note', found: 'there is no eslint.config.*: mistakes in contracts show in builds alone' });
  expect(linter.look(folderAt(project(used, {}, tmpdir()).folder))).toEqual({ state: 'wrong', found: 'eslint.config.js uses @proviso/eslint-plugin, which is not installed', todo: 'npm install --save-dev @proviso/eslint-plugin' });
});

test('contracts.json: it has the contracts of the sources', () => {
  const configured = { ...files, 'tsconfig.build.json': { extends: './tsconfig.json', compilerOptions: { plugins: [plugin] } } };
  expect(look(recordFresh, files)).toEqual({ state: 'skipped', found: 'only tspc writes it' });
  expect(look(recordFresh, configured)).toEqual({ state: 'note', found: 'nothing is built yet', todo: 'npx tspc -p tsconfig.build.json' });
  const shop = project(configured);
  const { results } = JSON.parse(shop.proviso(['check', '--json']).stdout) as { results: { clauses: { id: string }[] }[] };
  const record = (id: string | undefined): Files => ({ ...configured, 'dist/contracts.json': { version: 1, packages: { shop: { 'src/shop.ts': [{ owner: 'toggle', clauses: [{ id }] }] } } } });
  expect(look(recordFresh, record(results[0]?.clauses[0]?.id))).toEqual({ state: 'right', found: 'dist/contracts.json' });
  expect(look(recordFresh, record('00000000'))).toEqual({ state: 'wrong', found: 'dist/contracts.json is older than the contracts of the sources', todo: 'npx tspc -p tsconfig.build.json' });
});

test('versions: all packages are of one', () => {
  expect(look(equalVersions, files)).toEqual({ state: 'right', found: '1 package of 0.0.0' });
  const older = { ...files, 'package.json': { ...manifest, devDependencies: { '@proviso/compiler': '*' } }, ...fake('', '@proviso/compiler', {}) };
  expect(look(equalVersions, older)).toMatchObject({ state: 'wrong', found: '0.0.0: @proviso/runtime; 1.0.0: @proviso/compiler' });
  expect(look(equalVersions, { 'package.json': { name: 'shop' } })).toMatchObject({ state: 'skipped' });
});

test('the command shows a row for each check, and ends with 1 where something is wrong', () => {
  const shop = project({ ...files, '.git/HEAD': '' });
  const { status, stdout, stderr } = shop.proviso(['doctor']);
  expect([status, stderr]).toEqual([1, '']);
  expect(stdout.replace(/Node [\d.]+/, 'Node 24.0.0').replace(/TypeScript [\d.]+/, 'TypeScript 6.0.0')).toMatchSnapshot();
  const { checks } = JSON.parse(shop.proviso(['doctor', '--json']).stdout) as { checks: { name: string; state: string }[] };
  expect(checks.filter(({ state }) => state === 'wrong').map(({ name }) => name)).toEqual(['compiler']);
  shop.write('vitest.config.js', "import proviso from '@proviso/unplugin/vitest';");
  expect(shop.proviso(['doctor']).status).toBe(0);
});
