// Random programs with contracts that hold and that fail: the laws of the transformer's tests, on as many programs as wanted.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const what = 'random programs: no build throws, `off` is plain TypeScript, results are equal under every profile';

/** One result. */
export function run(_, { count = '20000', seed = '1' }) {
  const cwd = fileURLToPath(new URL('../packages/transformer', import.meta.url));
  const { status, stdout, stderr } = spawnSync('npx vitest run --config ../../vitest.shared.ts --reporter=dot laws', { cwd, shell: true, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, RUNS: count, SEED: seed, NO_COLOR: '1' } });
  return [{ what: `${count} programs, seed ${seed}`, problems: status === 0 ? [] : (stdout + stderr).split('\n').filter((line) => line.trim() !== '').slice(0, 80) }];
}
