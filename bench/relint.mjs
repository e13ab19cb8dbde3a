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

// A minute of typing: until then V8 still compiles, and keeps what it learns about the code.
for (let warm = 0; warm < 100; warm++) await lint(warm);
const before = heap();
const times = [];
for (let edit = 0; edit < Number(count); edit++) times.push(await lint(edit));
const after = heap();
const sorted = times.sort((a, b) => a - b);
console.log(JSON.stringify({ p95: sorted[Math.floor(0.95 * (sorted.length - 1))], growth: after / before }));
