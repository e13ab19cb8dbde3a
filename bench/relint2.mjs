// A process that lints one file again and again, as an editor does: node relint.mjs <config> <file> <count>
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

const [, , config, file, count] = process.argv;
const text = readFileSync(file, 'utf8');
const eslint = new ESLint({ overrideConfigFile: config });

/** Milliseconds of one lint of the file with another edit in it. */
async function lint(edit) {
  const start = performance.now();
  await eslint.lintText(`${text}\n// edit ${edit}\n`, { filePath: file });
  return performance.now() - start;
}

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

for (let warm = 0; warm < 20; warm++) await lint(warm);
const { Session } = await import('node:inspector/promises');
const session = process.env.PROF ? new Session() : undefined;
if (session) { session.connect(); await session.post('Profiler.enable'); await session.post('Profiler.setSamplingInterval', { interval: 200 }); await session.post('Profiler.start'); }
const before = heap();
const times = [];
for (let edit = 0; edit < Number(count); edit++) times.push(await lint(edit));
if (session) { const { profile } = await session.post('Profiler.stop'); (await import('node:fs')).writeFileSync(process.env.PROF, JSON.stringify(profile)); }
const after = heap();
const sorted = times.sort((a, b) => a - b);
console.log(process.env.PROF ?? '', JSON.stringify({ med: sorted[Math.floor(0.5*sorted.length)], p95: sorted[Math.floor(0.95 * (sorted.length - 1))], growth: after / before }));
