import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { count as Count } from '../src/count.ts';

const parts = ['/shop/main.ts', '0h3k5m7p', 'enforce'];
const site = JSON.stringify(parts);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-count-'));
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** The function of a fresh copy, which looks at the environment anew, and the state beside it. */
async function fresh(where?: string): Promise<{ readonly count: typeof Count; readonly state: { off: number } }> {
  vi.stubEnv('PROVISO_COVERAGE', where);
  const [{ count }, { state }] = [await import('../src/count.ts'), await import('../src/state.ts')];
  return { count, state };
}

function written(): unknown[] {
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

it('gives the value and does nothing where nobody collects', async () => {
  const { count } = await fresh();
  expect(count(site, 'k3j2h1g0', 5)).toBe(5);
  await Promise.resolve();
  expect(written()).toEqual([]);
});

it('writes what was counted once synchronous work is done, and then only what is new', async () => {
  const { count } = await fresh(folder);
  expect([count(site, 'k3j2h1g0', true), count(site, 'k3j2h1g0', 0), count(site, '@1:1', undefined)]).toEqual([true, 0, undefined]);
  expect(written()).toEqual([]);
  await Promise.resolve();
  expect(written()).toEqual([{ site: parts, counts: { k3j2h1g0: [2, 1], '@1:1': [1, 0] } }]);
  count(site, 'k3j2h1g0', true);
  await Promise.resolve();
  expect(written()[1]).toEqual({ site: parts, counts: { k3j2h1g0: [1, 1] } });
});

it('while checks are off counts the clause alone that turned them off', async () => {
  const { count, state } = await fresh(folder);
  state.off = 1;
  count(site, 'k3j2h1g0', true);
  count(site, 'wjg7yb2q', true, true);
  state.off = 0;
  await Promise.resolve();
  expect(written()).toEqual([{ site: parts, counts: { wjg7yb2q: [1, 1] } }]);
});

it('says once that it cannot write, and the program goes on', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { count } = await fresh(join(folder, 'none'));
  for (let turn = 0; turn < 2; turn++) {
    expect(count(site, 'k3j2h1g0', true)).toBe(true);
    await Promise.resolve();
  }
  expect(warn.mock.calls.map(([text]) => String(text))).toEqual([expect.stringMatching(/^Proviso: what was counted cannot be written, so that coverage is not known: Error: ENOENT/)]);
  warn.mockRestore();
});

it('loses nothing where the process is ended in the middle of its work, by either copy of the package', () => {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const program = `import { createRequire } from 'node:module'; import { count } from '${dist}/check.js'; const { count: other } = createRequire('${dist}/')('./cjs/check.js'); count(${JSON.stringify(site)}, 'k3j2h1g0', true); other(${JSON.stringify(site)}, 'k3j2h1g0', false); process.exit(0);`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, PROVISO_COVERAGE: folder } });
  expect(written()).toEqual(expect.arrayContaining([{ site: parts, counts: { k3j2h1g0: [1, 1] } }, { site: parts, counts: { k3j2h1g0: [1, 0] } }]));
});
