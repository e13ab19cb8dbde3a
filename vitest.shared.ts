import proviso from '@proviso/unplugin/vitest';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The folder of another TypeScript than the repository's own, which the tests then compile with. */
const typescript = process.env['PROVISO_TYPESCRIPT'];

/** Their tests violate contracts in this process and look at what comes of it. */
const violating = ['runtime', 'transformer', 'unplugin'];

export default defineConfig({
  // Our own contracts are enforced while our tests run.
  plugins: [proviso({ swallowed: violating.includes(basename(process.cwd())) ? 'ignore' : 'fail' })],
  resolve: { alias: typescript === undefined ? {} : { typescript: `${typescript}/lib/typescript.js` } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: typescript === undefined ? 'reports/vitest.json' : '.tmp/other-typescript.json' },
  },
});
