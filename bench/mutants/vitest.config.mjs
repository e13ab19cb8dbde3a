// How the tests of the mutants run: each file in a process of its own, with limits of time and memory, under the profile of the run.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import proviso from '@proviso/unplugin/vitest';

const { MUTANT_PROFILE: profile, MUTANT_REPORT: report } = process.env;

export default {
  plugins: [proviso({ profile })],
  test: {
    include: ['*/test/*.test.ts'],
    pool: 'forks',
    maxWorkers: availableParallelism(),
    execArgv: ['--max-old-space-size=256'],
    setupFiles: [fileURLToPath(new URL('watchdog.mjs', import.meta.url))],
    reporters: ['json'],
    outputFile: report,
  },
};
