import proviso from '@proviso/unplugin/vitest';
import { defineConfig } from 'vitest/config';

/** The contracts of the functions are enforced while their tests run: that none is violated is what the figures of the mutants stand on. */
export default defineConfig({
  plugins: [proviso()],
  test: { include: ['test/*.test.ts'], reporters: ['default', 'json'], outputFile: { json: 'reports/vitest.json' } },
});
