import proviso from '@proviso/unplugin/vitest';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The folder of another TypeScript than the repository's own, which the tests then compile with. */
const typescript = process.env['PROVISO_TYPESCRIPT'];

const folder = process.cwd();

/** The examples compile their contracts as their readers do. */
const isPackage = dirname(folder) === fileURLToPath(new URL('packages', import.meta.url));

/** Their tests violate contracts in this process and look at what comes of it. */
const violating = ['runtime', 'transformer', 'unplugin'];

/** Their tests leave nothing behind in their process, so the files of a package share one: it loads and parses the libraries once. */
const sharing = ['compiler', 'eslint-plugin', 'testing', 'transformer'];

/** Their tests start processes and wait for them: one worker would leave a core idle where no other package is tested any more. */
const waiting = ['cli'];

export default defineConfig({
  // Our own contracts are enforced while our tests run.
  plugins: isPackage ? [proviso({ swallowed: violating.includes(basename(folder)) ? 'ignore' : 'fail' })] : [],
  resolve: { alias: typescript === undefined ? {} : { typescript: `${typescript}/lib/typescript.js` } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: !isPackage || !sharing.includes(basename(folder)),
    ...(isPackage && waiting.includes(basename(folder)) ? { maxWorkers: 2 } : {}),
    include: ['test/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: typescript === undefined ? 'reports/vitest.json' : '.tmp/other-typescript.json' },
  },
});
