/** Runs the output of a case in a thread of its own: its globals and its modules are nobody else's, and it starts sooner than a process. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { fixturesRoot, type Case } from './case.ts';

/** Writes the output where it can load the runtime, and gives what its run prints. */
export async function runCase(each: Case, name: string, output: ReadonlyMap<string, string>): Promise<string> {
  const folder = `${fixturesRoot}/.run/${each.name}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  for (const [file, content] of output) {
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true });
    writeFileSync(`${folder}/${file}`, content);
  }
  return run([folder, `${each.folder}/run.mjs`]);
}

async function run(argv: readonly string[]): Promise<string> {
  const worker = new Worker(`${fixturesRoot}/run-case.mjs`, { argv: [...argv], execArgv: [], stdout: true, stderr: true });
  const timer = setTimeout(() => void worker.terminate(), 20_000);
  const ended = new Promise<number>((resolve, reject) => {
    worker.once('error', reject).once('exit', resolve);
  });
  const [code, printed, complaints] = await Promise.all([ended, text(worker.stdout), text(worker.stderr)]).finally(() => {
    clearTimeout(timer);
  });
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}\n${printed}${complaints}`);
  return printed;
}
