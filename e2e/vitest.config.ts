import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../vitest.shared.ts';

export default mergeConfig(shared, defineConfig({
  test: {
    globalSetup: ['test/packed.ts'],
    // Most of the work is done by processes that tests start and wait for: a test that goes on alone would leave a core idle.
    maxWorkers: 2,
    maxConcurrency: 2,
    // A tool may have to share the machine; whether it comes to an end is the question, not when.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
}));
