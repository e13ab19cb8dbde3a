// The lint of every package, by the real tool: clean as it is, and exact reports on a copy with mistakes.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('..', import.meta.url));

function lint(folder: string): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${here}node_modules/eslint/bin/eslint.js`, '.'], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { status, output: `${stdout}${stderr}`.replaceAll(`${folder}/`, '').trim() };
}

describe('the packages', () => {
  it.each(['amounts', 'stock', 'orders'])('%s is clean', (name) => {
    expect(lint(`${here}packages/${name}`)).toEqual({ status: 0, output: '' });
  });
});

describe('mistakes in a copy', () => {
  // Outside of the workspace, whose tools would find the packages twice; the configuration that all extend goes along.
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'proviso-monorepo-'));
  const copy = join(root, 'examples/monorepo');
  const file = `${copy}/packages/orders/src/index.ts`;

  beforeAll(() => {
    cpSync(`${here}../../tsconfig.base.json`, join(root, 'tsconfig.base.json'));
    cpSync(here, copy, { recursive: true, filter: (path) => !/[\\/](?:.turbo|reports|test)$/.test(path) });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The reports after one change: `line:column rule message`. */
  function reports(before: string, after: string): string[] {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(before);
    writeFileSync(file, text.replace(before, after));
    try {
      const { output } = lint(`${copy}/packages/orders`);
      return output.split('\n').flatMap((line) => /^ +(\d+:\d+) +error +(.*?) +@proviso\/([\w-]+)$/.exec(line)?.slice(1).join(' | ') ?? []);
    } finally {
      writeFileSync(file, text);
    }
  }

  it('an export without a contract', () => {
    expect(reports('export function describe(', 'export const double = (n: number): number => n * 2;\n\nexport function describe(')).toEqual([
      '45:14 | `double` is exported but has no contract. Above it, say what callers must guarantee (@requires `expr`), what it promises (@ensures `expr`) or what it writes (@modifies). If nothing is worth saying: @noContract <reason>. Do not restate types or add clauses that are always true | require-contract',
    ]);
  });

  it('a function of the baseline whose signature changed', () => {
    expect(reports('separator: string): string', 'separator: string, end: string): string')).toEqual([expect.stringMatching(/^\d+:17 \| `describe` is exported but has no contract\..* \| require-contract$/)]);
  });

  it('a misspelt name in a clause', () => {
    expect(reports('`rate >= 0 && rate < 1`', '`rat >= 0 && rate < 1`')).toEqual(["23:15 | Cannot find name 'rat'. Did you mean 'rate'? If this is prose, remove the backticks | valid-contract"]);
  });

  it('an implementation that demands more than an interface of another package', () => {
    expect(reports('  deliver(_item', '  /** @requires `count < 100` */\n  deliver(_item')).toEqual([
      '13:7 | `Warehouse.deliver` overrides `Supplier.deliver`, and callers who rely on the contract of that know nothing of this clause. Remove it to inherit the contract, or accept more calls with @requiresElse | compatible-override',
    ]);
  });

  it('a call that another package refuses', () => {
    expect(reports('  return withTax(', '  withTax(100, 20);\n  return withTax(')).toEqual([expect.stringMatching(/^27:16 \| .*`rate >= 0 && rate < 1`.* \| no-violated-precondition$/)]);
  });
});
