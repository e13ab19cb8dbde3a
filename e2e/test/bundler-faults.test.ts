/** Bad input through every bundler: each says what is wrong in its own way, with the place. */
import { describe, expect, test } from 'vitest';
import { buildWith, bundlers } from './bundlers.ts';
import { shop } from './shop.ts';

const box = shop['src/box.ts'];
const mistaken = { ...shop, 'src/stock.ts': shop['src/stock.ts'].replace('result >= 0', 'result >='), 'src/counted.ts': shop['src/counted.ts'].replace('by > 0', 'by >'), 'src/box.ts': box.replace('this.size < 10', 'this.size <').replace("'not five');", "'not five');\n    assert();") };
const unparsable = { ...shop, 'src/box.ts': `${box}\nexport const = 1;\n` };

/** Places are counted from 0 by some. */
const place = (line: number, column: number): RegExp => new RegExp(`box\\.ts[ (:]*${line}:(?:${column}|${column - 1})\\b`);

describe.concurrent.each(Object.keys(bundlers))('%s', (bundler) => {
  test('mistakes in contracts are errors of the build, each with its place, the first with its line', async () => {
    const { status, said } = await buildWith(bundler, { name: 'mistake', files: mistaken, options: "{ profile: 'enforce' }" });
    expect(status).toBe(1);
    expect(said).toMatch(place(5, 27));
    expect(said).toContain('TS97001: The clause does not parse: Expression expected.');
    expect(said).toMatch(/ \/\*\* @invariant `this\.size <`: it is small \*\/\n.* {27}\^/);
    expect(said).toMatch(place(12, 5));
    expect(said).toContain('TS97030: `assert` takes a condition');
    expect(said, 'in a type, whose file no bundler meets').toMatch(/counted\.ts[ (:]*2:2[01]\b/);
    // Farm lets each file fail by itself; what esbuild throws at the end sums up what it printed.
    if (bundler !== 'farm') expect(said.split('Build failed with').at(bundler === 'esbuild' ? 0 : -1)?.match(/stock\.ts[ (:]*2:2[45]\b/g), 'told by an heir, and not again by the file itself').toHaveLength(1);
    expect(said, 'what was not built is not counted').not.toContain('proviso enforce:');
  });

  test('a file that does not parse is reported by the bundler, and its contracts are not forgotten in silence', async () => {
    const { status, said } = await buildWith(bundler, { name: 'syntax', files: unparsable });
    expect(status).toBe(1);
    expect(said).toContain('The contracts of this file are not checked, since TypeScript does not parse it: Variable declaration expected.');
    expect(said).toMatch(/Unexpected token|Expected identifier|is not allowed/);
  });
});

/** Two that read their configuration and their files in ways of their own. */
describe.concurrent.each(['vite', 'esbuild'])('%s', (bundler) => {
  const build = async (name: string, options: string, files: Record<string, string | object> = shop): Promise<string> => {
    const { status, said } = await buildWith(bundler, { name, files, options });
    expect(status).toBe(1);
    return said;
  };

  test('an option that does not exist', async () => {
    expect(await build('option', "{ profiles: 'off' }")).toContain('`profiles` is not an option of @proviso/unplugin. Its options are `profile`, `include` and `exclude`.');
  });

  test('a profile that does not exist', async () => {
    expect(await build('profile', "{ profile: 'strict' }")).toContain('"strict" is not a profile of Proviso. The profiles are `off`, `boundary`, `observe`, `enforce` and `audit`.');
  });

  test('two profiles at once', async () => {
    expect(await build('profiles', "{ profile: 'off' }), proviso({ profile: 'audit' }")).toContain('Two profiles at once: @proviso/unplugin is listed for `off` and for `audit` in one build. Keep one.');
  });

  test('a runtime that package.json does not name', async () => {
    const said = await build('runtime', '', { ...shop, 'package.json': { name: 'shop', type: 'module' } });
    expect(said).toContain('TS97027: This file has contracts, but its package `shop` does not depend on @proviso/runtime, so they would not be checked. Run: npm install @proviso/runtime');
  });
});
