// Runs `proviso check` on one file of a project.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('main.js', import.meta.resolve('proviso')));

/** What check says of `file` in the project `folder`: every symbol with its verdict. Throws where it could not do its work. */
export async function runCheck(folder, file) {
  const { status, stdout, stderr } = await output([command, 'check', file, '--json', '--jobs=1', '--timeout=10'], folder);
  if (status !== 0 && status !== 1) throw new Error(`proviso check ${file} in ${folder} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout).results.map(({ symbol, verdict, details }) => ({ symbol, verdict, details }));
}

function output(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    child.on('error', reject).on('close', (status) => resolve({ status, ...said }));
  });
}
