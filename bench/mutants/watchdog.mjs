// Set-up of the mutants' tests: what is not done in time ends, with its process. A thread looks at the time, since an endless loop keeps all else waiting.
import { Worker } from 'node:worker_threads';

const milliseconds = Number(process.env.MUTANT_TIME_LIMIT);

new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${milliseconds})`, { eval: true }).unref();
