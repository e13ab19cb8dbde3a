/**
 * The configuration of the command line, with its types.
 *
 * @module
 */
import type { ProvisoConfig } from './config.ts';

export type { CheckConfig, CoverageConfig, ProvisoConfig } from './config.ts';
export type { CoverageDocument } from './coverage/covered.ts';
export type { CheckDocument } from './report/json.ts';

/**
 * Gives a configuration its types: `export default defineConfig({ … })` in `proviso.config.ts`.
 *
 * @ensures `result === config`
 */
export function defineConfig(config: ProvisoConfig): ProvisoConfig {
  return config;
}
