// Hands files to child processes and watches them, so that a file that crashes or hangs is named and the others go on.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** Files share a program, which is most of the work where there are types. */
const batchSize = 40;

/** Whatever is not about one file may take so many times as long as a file. */
const patience = 10;

/** A file that takes too long is looked at once more, alone and for so many times as long: the machine may have been busy. */
const secondChance = 3;

/** Runs all checks on all files and says what fails. Gives how often something did, and what was counted. */
export async function supervise(files, { settings, seconds, jobs, say }) {
  const batches = [];
  for (let at = 0; at < files.length; at += batchSize) batches.push(files.slice(at, at + batchSize));
  const outcome = { failed: 0, counts: {} };
  const fail = (failure) => {
    outcome.failed++;
    say(failure);
  };
  const work = async () => {
    let child;
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      for (let [rest, isAgain] = [batch, false]; rest.length > 0; ) {
        child ??= await start(settings, seconds);
        const [now, later] = isAgain ? [rest.slice(0, 1), rest.slice(1)] : [rest, []];
        const { left, isAlive, isSlow } = await runBatch(child, now, { seconds: isAgain ? seconds * secondChance : seconds, isAgain, outcome, fail });
        [rest, isAgain] = [[...left, ...later], isSlow];
        if (!isAlive) child = undefined;
      }
    }
    child?.process.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, batches.length) }, work));
  return outcome;
}

/** Starts a process and waits until it has loaded what it needs. */
function start(settings, seconds) {
  return new Promise((settle, refuse) => {
    const execArgv = ['--max-old-space-size=3072'];
    const child = { process: fork(worker, [JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv }), errors: '' };
    const timer = setTimeout(() => child.process.kill('SIGKILL'), seconds * patience * 1000);
    child.process.stderr.on('data', (data) => (child.errors = (child.errors + data).slice(-4000)));
    child.process.once('close', (code, signal) => refuse(new Error(`a process ended with ${signal ?? code} before it began: ${child.errors.trim() || 'it said nothing'}`)));
    child.process.once('message', () => {
      clearTimeout(timer);
      settle(child);
    });
  });
}

/** Runs a batch in a process. Gives the files that are left, whether the process can go on, and whether the first file was slow. */
function runBatch(child, files, { seconds, isAgain, outcome, fail }) {
  return new Promise((settle) => {
    let [at, check, isHanging, timer] = [0, 'reading the batch', false, undefined];
    const watch = (limit) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isHanging = true;
        child.process.kill('SIGKILL');
      }, limit * 1000);
    };
    const end = (left, isAlive, isSlow = false) => {
      clearTimeout(timer);
      child.process.removeAllListeners('message').removeAllListeners('close');
      settle({ left, isAlive, isSlow });
    };
    child.process.on('message', ({ started, done }) => {
      check = started ?? check;
      watch(seconds);
      if (!done) return;
      for (const failure of done.failures) fail({ ...failure, file: files[at] });
      for (const [name, count] of Object.entries(done.counts)) outcome.counts[name] = (outcome.counts[name] ?? 0) + count;
      if (++at === files.length) end([], true);
    });
    child.process.on('close', (code, signal) => {
      if (isHanging && !isAgain) return end(files.slice(at), false, true);
      const message = isHanging ? `took more than ${seconds} s` : `the process ended with ${signal ?? code}: ${lastWords(child.errors)}`;
      fail({ kind: isHanging ? 'hang' : 'crash', file: files[at], check, message });
      end(files.slice(at + 1), false);
    });
    watch(seconds * patience);
    child.process.send(files);
  });
}

function lastWords(errors) {
  return errors.trim().split('\n').filter((line) => /error|fatal/i.test(line)).slice(-2).join(' ') || 'it said nothing';
}
