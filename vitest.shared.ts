import { defineConfig } from 'vitest/config';

/** The folder of another TypeScript than the repository's own, which the tests then compile with. */
const typescript = process.env['PROVISO_TYPESCRIPT'];

export default defineConfig({
  resolve: { alias: typescript === undefined ? {} : { typescript: `${typescript}/lib/typescript.js` } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: typescript === undefined ? 'reports/vitest.json' : '.tmp/other-typescript.json' },
  },
});
