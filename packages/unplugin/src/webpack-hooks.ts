/** What webpack and Rspack are asked and told beyond other bundlers. */
import { createRequire } from 'node:module';
import { slashed, type Build } from './build.ts';

/** What both have of a compiler, as far as it matters here. */
export interface WebpackCompiler {
  readonly context: string;
  readonly options: { readonly mode?: string | undefined; readonly watch?: boolean | undefined; cache?: unknown };
  readonly watchMode?: boolean;
  readonly hooks: { readonly watchRun: { tap(name: string, action: () => void): void } };
  getInfrastructureLogger(name: string): { info(line: string): void };
}

/**
 * Takes over what a compiler says of its build.
 *
 * @noContract it is about the state of others
 */
export function learnFromWebpack(build: Build, compiler: WebpackCompiler): void {
  const { facts } = build;
  const { options } = compiler;
  const logger = compiler.getInfrastructureLogger('proviso');
  facts.root = slashed(compiler.context);
  // Both take a missing mode for production.
  facts.isProduction = (options.mode ?? 'production') === 'production';
  facts.watches = options.watch === true;
  facts.print = (line) => logger.info(line);
  compiler.hooks.watchRun.tap('@proviso/unplugin', () => {
    facts.watches = true;
  });
  build.claim(compiler);
  saltCache(options, build.profile().name);
}

/** What one profile or version has compiled is nothing for another to find. */
function saltCache({ cache }: WebpackCompiler['options'], salt: string): void {
  if (typeof cache !== 'object' || cache === null || !('type' in cache) || cache.type === 'memory') return;
  const kept = cache as { version?: string };
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  kept.version = `${kept.version ?? ''}|@proviso/unplugin ${version} ${salt}`;
}
