// Random programs with contracts that hold and that fail: the laws of the transformer's tests, on as many programs as wanted.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

export const what = 'random programs: no build throws, `off` is plain TypeScript, results are equal under every profile';

const transformer = fileURLToPath(new URL('../packages/transformer', import.meta.url));

/** A process keeps what it knows of its programs, and ends in minutes even where others are at work. */
const most = 1_000;

/** One result for each batch of programs; batches have seeds of their own and share the processors. */
export async function run(_, { count = '20000', seed = '1' }) {
  const total = Number(count);
  const batches = Array.from({ length: Math.ceil(total / most) }, (_each, index) => ({ runs: Math.min(most, total - index * most), seed: Number(seed) + index }));
  const results = [];
  const waiting = [...batches];
  const work = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      results.push(await laws(batch));
      const failed = results.filter(({ problems }) => problems.length > 0).length;
      process.stderr.write(`${results.length} of ${batches.length} batches, ${failed} failed\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** The laws, on some programs. */
function laws({ runs, seed }) {
  return new Promise((finish) => {
    const child = spawn('npx vitest run --config ../../vitest.shared.ts --reporter=dot laws', { cwd: transformer, shell: true, env: { ...process.env, RUNS: String(runs), SEED: String(seed), NO_COLOR: '1' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => finish({ what: `${runs} programs, seed ${seed}`, problems: status === 0 ? [] : output.split('\n').filter((line) => line.trim() !== '').slice(0, 80) }));
  });
}
