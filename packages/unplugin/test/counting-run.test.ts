/** A session of a run for coverage. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { project } from './project.ts';

const half = '/** @requires `n > 0` */\nexport function half(n: number): number {\n  return n / 2;\n}\n';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-run-'));
  vi.stubEnv('PROVISO_COVERAGE', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function written(): unknown[] {
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

test.each(['observe', 'enforce', 'audit'] as const)('%s counts, and leaves word of what it compiled', (profile) => {
  const { root, session } = project({ 'src/half.ts': half, 'src/plain.ts': 'export const n = 1;\n' });
  const { file, profile: own } = session(profile);
  expect(file('src/half.ts')?.code).toContain('count as p$count');
  expect(file('src/plain.ts')).toBeUndefined();
  expect(own, 'the profile that people know').not.toHaveProperty('counts');
  expect(written()).toEqual([{ session: { profile, root } }, { compiled: `${root}/src/half.ts` }]);
});

test.each(['boundary', 'off'] as const)('%s does not count, and says that it is there', (profile) => {
  const { root, session } = project({ 'src/half.ts': half });
  expect(session(profile).file('src/half.ts')?.code ?? '').not.toContain('count');
  expect(written()[0]).toEqual({ session: { profile, root } });
});

test('in every other run the code is what it was', () => {
  vi.stubEnv('PROVISO_COVERAGE', '');
  expect(project({ 'src/half.ts': half }).session().file('src/half.ts')?.code).not.toContain('count');
  expect(written()).toEqual([]);
});
