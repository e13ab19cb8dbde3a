// Contracts hold across packages: one that forgets a check of its own is told by the other, as the caller at fault.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeAll, expect, it } from 'vitest';

import { account, journal, token } from './bank.ts';
import { violationOf } from './build.ts';

const folder = new URL('../reports/careless/', import.meta.url);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(new URL('../src/', import.meta.url), new URL('src/', folder), { recursive: true });
  const file = new URL('src/transfer.ts', folder);
  const source = readFileSync(file, 'utf8');
  const careless = source.replace('  checkFunds(from, amount);\n', '');
  expect(careless).not.toBe(source);
  writeFileSync(file, careless);
  const config = {
    extends: ['../../tsconfig.json', '@proviso/transformer/enforce.json'],
    compilerOptions: { rootDir: 'src', outDir: 'out', composite: false, customConditions: ['development'] },
    include: ['src'],
  };
  writeFileSync(new URL('tsconfig.json', folder), JSON.stringify(config));
  const tspc = fileURLToPath(new URL('../node_modules/ts-patch/bin/tspc.js', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tspc, '-p', fileURLToPath(folder)], { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
});

it('a transfer that does not check the funds is stopped by the account', async () => {
  const { transfer } = (await import(new URL('out/index.js', folder).href)) as typeof import('../src/index.ts');
  const [from, to, book] = [account('A', 1000), account('B', 0), journal()];
  const violation = await violationOf(() => transfer({ from, to, amount: 1250 }, book, token));
  expect(violation).toMatchObject({
    subject: 'Account.withdraw',
    clause: { source: 'amount <= this.available', message: 'the account must cover it' },
    blame: { party: 'caller' },
  });
  expect(violation.clause.location).toMatch(/^src\/account\.ts:/);
  expect(violation.stack!.split('\n    at ')[1]).toMatch(/^transfer .*\/transfers\//);
  expect([from.balance, to.balance, book.entries.length]).toEqual([1000, 0, 0]);
});
