// A folder of files of any kind, also wrong ones: whatever plain TypeScript emits is emitted, with and without contracts. No crash, no hang.
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const what = 'a folder of files, right or wrong: what plain TypeScript emits is emitted, with contracts and without; no crash, no hang';
export const needs = 'Name a folder with TypeScript or JavaScript files, such as the conformance tests of TypeScript or the fixtures of a parser. Each file is compiled alone.';

const isSource = /\.[cm]?[jt]sx?$/;
const seconds = 20;

/** One result for the folder; a file that takes longer than `seconds` is named as a hang. */
export async function run(folder, { count }) {
  const root = resolve(folder);
  const all = readdirSync(root, { recursive: true }).filter((name) => isSource.test(name) && !/\.d\.[cm]?ts$/.test(name) && !/(^|[\\/])node_modules[\\/]/.test(name)).sort();
  const step = count === undefined ? 1 : Math.max(1, Math.floor(all.length / Number(count)));
  const queue = all.filter((_, index) => index % step === 0).map((name) => join(root, name));
  const problems = [];
  let done = 0;
  while (done < queue.length) {
    const reached = await work(queue.slice(done), problems);
    done += reached;
  }
  return [{ what: `${queue.length} of ${all.length} files`, problems }];
}

/** Compiles files in a process of its own until one hangs or ends it; gives how many are dealt with. */
function work(files, problems) {
  return new Promise((finish) => {
    const child = fork(fileURLToPath(new URL('corpus-worker.mjs', import.meta.url)));
    let index = 0;
    let timer;
    const end = (problem) => {
      clearTimeout(timer);
      if (problem !== undefined) problems.push(`${files[index++]}: ${problem}`);
      child.removeAllListeners();
      child.kill('SIGKILL');
      finish(index);
    };
    const next = () => {
      clearTimeout(timer);
      if (index === files.length) return end();
      timer = setTimeout(() => end(`hangs: not done after ${seconds} s`), seconds * 1000);
      child.send(files[index]);
    };
    child.on('message', (found) => {
      problems.push(...found.map((each) => `${files[index]}: ${each}`));
      index++;
      next();
    });
    child.on('exit', (code, signal) => end(`ends the process (${signal ?? code})`));
    next();
  });
}
