/** The same program through every bundler, by the set-up that its page shows: built in a process of its own, and run. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildWith, bundlers, projectWith, runIn } from './bundlers.ts';
import { packageFolder } from './project.ts';
import { contractFreeShop, enforced, shop, summary, unchecked, withoutColumns, withoutFrames } from './shop.ts';

describe.concurrent.each(Object.entries(bundlers))('%s', (bundler, { output, onlyProduction, mapsLines }) => {
  test('in development every clause is enforced, and frames lead to clauses', async () => {
    const built = await buildWith(bundler, { name: 'development', files: shop, options: onlyProduction === true ? "{ profile: 'enforce' }" : '' });
    expect(built, built.said).toMatchObject({ status: 0 });
    expect(built.said.split('\n').filter((line) => line.includes('proviso enforce')).map((line) => line.slice(line.indexOf('proviso enforce')))).toEqual([summary]);
    const printed = await built.run();
    if (mapsLines === true) expect(withoutColumns(printed)).toBe(withoutColumns(enforced));
    else expect(printed).toBe(enforced);
  });

  test('in production preconditions of exported functions are, once, also if the plugin is listed twice', async () => {
    const built = await buildWith(bundler, { name: 'production', files: shop, mode: 'production', options: '), proviso(' });
    expect(built.said).toContain('proviso: @proviso/unplugin is listed twice in this build; the second entry does nothing. Remove it.');
    expect(built, built.said).toMatchObject({ status: 0 });
    expect(built.said).toContain('proviso boundary: 2 clauses enforced, 0 observed, 5 ignored, 0 not yet supported');
    expect(await built.run()).toMatch(/^4\nContractViolationError: .*\n[^]*\n400\nContractViolationError: [^]*\n12\n5\n-1$/);
  });

  test('off is, byte for byte, the build of the source without contracts, and without the plugin', async () => {
    const off = await buildWith(bundler, { name: 'off', files: shop, options: "{ profile: 'off' }" });
    expect(await off.run()).toBe(unchecked);
    const free = await buildWith(bundler, { name: 'off', files: contractFreeShop, edit: (text) => text.replace(/proviso\(\)(?:, )?/, '') });
    expect(off.written).toEqual(free.written);
    expect(Object.keys(free.written)).toContain(basename(output));
  });
});

test('Rollup knows no order of plugins but its list, in which this one may come last', async () => {
  const built = await buildWith('rollup', { name: 'order', files: shop, edit: (text) => text.replace("[proviso(), esbuild({ target: 'es2022' })]", "[esbuild({ target: 'es2022' }), proviso()]") });
  expect(built.project.read('rollup.config.js')).toContain('proviso()]');
  expect(await built.run()).toBe(enforced);
});

test.each(['linked', 'inline'])('Bun keeps what else is in its %s maps, and shows the sources as they were written', async (kind) => {
  const built = await buildWith('bun', { name: `map-${kind}`, files: shop, edit: (text) => text.replace("'linked'", `'${kind}'`) });
  expect(await built.run()).toBe(enforced);
  const inline = /sourceMappingURL=data:.*base64,(\S+)/.exec(built.written['main.js'] ?? '')?.[1];
  const map = JSON.parse(inline === undefined ? built.project.read('dist/main.js.map') : Buffer.from(inline, 'base64').toString()) as { readonly debugId: string; readonly sources: string[]; readonly sourcesContent: string[] };
  expect(map.debugId).toMatch(/^[\dA-F]{32}$/);
  expect(map.sourcesContent[map.sources.indexOf('../src/main.ts')]).toBe(shop['src/main.ts']);
  expect(map.sourcesContent[map.sources.findIndex((source) => source.endsWith('runtime/dist/fail.js'))]).toContain('export function fail');
});

test('Farm says where an alias of its own leads', async () => {
  const files = { ...shop, 'src/box.ts': shop['src/box.ts'].replace('./counted.js', '@src/counted').replace('./stock.js', '@src/stock') };
  const built = await buildWith('farm', { name: 'alias', files, options: "{ profile: 'enforce' }", edit: (text) => text.replace('sourcemap: true,', "sourcemap: true,\n    resolve: { alias: { '@src': `${process.cwd()}/src` } },") });
  expect(built, built.said).toMatchObject({ status: 0, said: expect.stringContaining(summary) as string });
  expect(withoutFrames(await built.run())).toBe(withoutFrames(enforced));
});

/** People who compile with `tspc` may list the plugin for the bundler besides. */
test.each(['esbuild', 'webpack'])('%s: what tspc has compiled is checked once, and that it came compiled is said', async (bundler) => {
  const compilerOptions = { ...shop['tsconfig.json'].compilerOptions, rootDir: 'src', outDir: 'compiled' };
  const { folder } = projectWith(bundler, { name: 'compiled', files: { ...shop, 'tsconfig.json': { extends: '@proviso/transformer/enforce.json', compilerOptions, include: ['src'] } }, options: "{ include: '**/*.js' }", edit: (text) => text.replace('src/main.ts', 'compiled/main.js') });
  const compiled = await runIn(folder, [process.execPath, `${packageFolder('ts-patch')}/bin/tspc.js`, '-p', '.']);
  expect(compiled).toMatchObject({ status: 0 });
  const { status, output } = await runIn(folder, bundlers[bundler]?.command('development') ?? []);
  expect(status, output).toBe(0);
  expect(output).toContain('came compiled, by tspc or by this plugin listed twice');
  const ran = await runIn(folder, [process.execPath, bundlers[bundler]?.output ?? '']);
  const messages = (text: string): readonly string[] => text.split('\n').filter((line) => /^(?:ContractViolationError|-?\d)/.test(line));
  expect(messages(ran.output)).toEqual(messages(enforced));
});
