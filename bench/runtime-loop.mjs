// A process that calls one function of one module: node runtime-loop.mjs <module> <function> time|allocation [calls a turn]
import { pathToFileURL } from 'node:url';

const [, , path, name, what, callsPerTurn = '1'] = process.argv;
const { [name]: call } = await import(pathToFileURL(path));
const account = { balance: 0, history: [1, 2, 3, 5, 8, 13, 21, 34] };

/**
 * The loop, with that many calls written out in its body. A call takes a nanosecond, and where its machine code happens to lie is worth
 * more than any check in it: each number of calls lays it out anew.
 */
const turn = 'account.balance = 1000; sum = (sum + call(account, n++ & 255)) | 0;';
const loop = new Function('call', 'account', `return function loop(count) { let sum = 0; for (let n = 0; n < count; ) { ${turn.repeat(Number(callsPerTurn))} } return sum; }`)(call, account);

/** Nanoseconds of CPU a call, the least of 20 batches. */
function time() {
  const count = 5_000_000;
  const batches = Array.from({ length: 20 }, () => {
    const before = process.cpuUsage();
    loop(count);
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / count;
  });
  return Math.min(...batches);
}

/** Bytes of heap a call; the process is started with a nursery so large that nothing is collected meanwhile. */
function allocation() {
  const count = 1_000_000;
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  loop(count);
  return (process.memoryUsage().heapUsed - before) / count;
}

for (let warm = 0; warm < 10; warm++) loop(300_000);
console.log(what === 'time' ? time() : allocation());
