/** What webpack and Rspack are asked and told beyond other bundlers. */
import { createRequire } from 'node:module';
import { slashed, type Build } from './build.ts';

/** What both have of a compiler, as far as it matters here. */
export interface WebpackCompiler {
  readonly context: string;
  readonly options: { readonly mode?: string | undefined; readonly watch?: boolean | undefined; readonly cache?: unknown; readonly experiments?: object | undefined };
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
  const kept = keptCaches(options);
  facts.outlivesRun = kept.length > 0;
  build.claim(compiler);
  for (const cache of kept) saltCache(cache, build.profile().name);
}

interface KeptCache {
  version?: string;
}

/** Caches that a later run finds; of Rspack 1 it is an experiment. */
function keptCaches({ cache, experiments }: WebpackCompiler['options']): readonly KeptCache[] {
  const caches: readonly unknown[] = [cache, experiments && 'cache' in experiments ? experiments.cache : undefined];
  return caches.filter((each): each is KeptCache => typeof each === 'object' && each !== null && 'type' in each && each.type !== 'memory');
}

/** What one profile or version has compiled is nothing for another to find. */
function saltCache(kept: KeptCache, salt: string): void {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  kept.version = `${kept.version ?? ''}|@proviso/unplugin ${version} ${salt}`;
}

/**
 * The options, and no compiler: that is what a function in a list of plugins is called with.
 *
 * @throws {Error} on a compiler, with what to write.
 * @ensures `result === options`
 */
export function withoutCompiler<Options extends object>(options: Options | undefined): Options | undefined {
  if (options && 'hooks' in options) throw new Error('@proviso/unplugin is listed without being called, and would do nothing. Write `plugins: [proviso()]`.');
  return options;
}
