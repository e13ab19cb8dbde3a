// A sample of test262: a test that passes as it is passes with contracts in every function.
import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const what = 'a sample of test262: every test that passes without contracts passes with one on every function, under enforce';
export const needs = 'Name a folder with a copy of github.com/tc39/test262 (its folders `test` and `harness`). --count=1000 and --seed=1 choose the sample.';

const seconds = 20;
const exceptions = new Set(JSON.parse(readFileSync(new URL('test262-exceptions.json', import.meta.url), 'utf8')));

/** One result; tests that plain TypeScript's output fails already are left out. */
export async function run(folder, { count = '1000', seed = '1' }) {
  const root = resolve(folder);
  if (!existsSync(join(root, 'harness/assert.js'))) throw new Error(`${root} has no harness/assert.js. ${needs}`);
  const all = readdirSync(join(root, 'test'), { recursive: true }).filter((name) => name.endsWith('.js') && !name.includes('_FIXTURE')).sort();
  const tests = sampleOf(all, { count: Number(count), seed: Number(seed) });
  const problems = [];
  const tally = { passed: 0, failed: 0, 'left out': 0 };
  for (let at = 0; at < tests.length; ) at += await work({ root, tests: tests.slice(at) }, (name, { outcome, text }) => {
    tally[outcome]++;
    if (outcome === 'failed' && !exceptions.has(name)) problems.push(`${name}: ${text}`);
  });
  return [{ what: `${tests.length} of ${all.length} tests: ${Object.entries(tally).map(([outcome, number]) => `${number} ${outcome}`).join(', ')}`, problems }];
}

/** The same seed gives the same tests. */
function sampleOf(all, { count, seed }) {
  let state = seed >>> 0;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const left = [...all];
  const size = Math.min(count, left.length);
  return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0]).sort();
}

/** Runs tests in a process of its own until one hangs or ends it; gives how many are dealt with. */
function work({ root, tests }, report) {
  return new Promise((finish) => {
    const child = fork(fileURLToPath(new URL('test262-worker.mjs', import.meta.url)), [root], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let index = 0;
    let timer;
    let isPlain = true;
    const end = (outcome) => {
      clearTimeout(timer);
      if (outcome !== undefined) report(tests[index++], outcome);
      child.removeAllListeners();
      child.kill('SIGKILL');
      finish(index);
    };
    // What ends the process without contracts says nothing of contracts.
    const lost = (text) => end({ outcome: isPlain ? 'left out' : 'failed', text });
    const next = () => {
      clearTimeout(timer);
      if (index === tests.length) return end();
      isPlain = true;
      timer = setTimeout(() => lost(`not done after ${seconds} s`), seconds * 1000);
      child.send(tests[index]);
    };
    child.on('message', (message) => {
      if (message === 'plain is done') return void (isPlain = false);
      report(tests[index++], message);
      next();
    });
    child.on('exit', (code, signal) => lost(`ends the process (${signal ?? code})`));
    next();
  });
}
