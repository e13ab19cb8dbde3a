/** What Vite is asked and told beyond other bundlers: its mode, and who inherits from a file that changed. */
import { runtimeModule } from '@proviso/compiler';
import type { UnpluginOptions } from 'unplugin';
import type { EnvironmentModuleGraph, ResolvedConfig, ViteDevServer } from 'vite';
import { slashed, type Build } from './build.ts';
import { prebundledWithContracts } from './vite/prebundled.ts';
import { vitestHooks, type VitestHooks } from './vitest/test-run.ts';

/** Milliseconds without a new file after which a dev server says what was made of the clauses so far. */
const quiet = 500;

type ViteHooks = NonNullable<UnpluginOptions['vite']> & VitestHooks;

/**
 * The hooks of a build that only Vite knows.
 *
 * @param forWorkers makes the plugin for the builds of workers.
 * @noContract what it gives are functions; that says what they do
 */
export function viteHooks(build: Build, forWorkers: () => object): ViteHooks {
  const { facts } = build;
  return {
    ...vitestHooks(build),
    // Compiled code imports it, which Vite's search for dependencies does not see: found later, it would reload the page.
    // Workers are built with plugins of their own.
    config: () => ({ optimizeDeps: { exclude: [runtimeModule] }, worker: { plugins: () => [forWorkers() as never] } }),
    configResolved(config) {
      facts.root = slashed(config.root);
      facts.isProduction = config.isProduction;
      facts.watches = config.command === 'serve' || Boolean(config.build.watch);
      facts.print = (line) => config.logger.info(config.isWorker ? `${line} (in a worker)` : line);
      if (config.command === 'serve') facts.whenAsked = summaryWhenQuiet(build);
      build.restart();
      build.claim(config);
    },
    configureServer(server) {
      const { watcher } = server;
      warnOfPrebundled(build, server.config).catch(() => undefined); // a server without the warning is one all the same
      // A server would take all importers of such a file for its heirs. What lies below its root it watches anyway.
      facts.watchFiles = (files) => watcher.add(files.filter((file) => !file.startsWith(`${facts.root}/`)));
      if (server.config.server.hmr === false) for (const event of ['add', 'change', 'unlink']) watcher.on(event, (file: string) => forgetHeirs(build, server, file));
    },
    hotUpdate({ file, modules }) {
      const { moduleGraph } = this.environment;
      const heirs = heirsOf(build, file).flatMap((heir) => [...(moduleGraph.getModulesByFile(heir) ?? [])]).filter((heir) => !modules.includes(heir));
      // Vite itself would only run an importer again, with what it was compiled to before; what is named here it compiles.
      return heirs.length === 0 ? undefined : [...modules, ...heirs];
    },
  };
}

/** Says which sources come bundled, without their contracts. */
async function warnOfPrebundled(build: Build, config: ResolvedConfig): Promise<void> {
  const { root, optimizeDeps: { include = [] }, logger } = config;
  if (build.isIdle() || include.length === 0 || !build.profile().checksTypes) return;
  const resolve = config.createResolver();
  for (const name of await prebundledWithContracts(include, (each) => resolve(each, `${root}/index.html`), build.concerns)) {
    logger.warn(`proviso: the contracts of ${name} are not checked: \`optimizeDeps.include\` has Vite bundle it before plugins see its sources. Take it out of there.`);
  }
}

/** The files that inherit from one that has changed. */
function heirsOf(build: Build, file: string): readonly string[] {
  if (build.isIdle()) return [];
  const session = build.session();
  build.begin();
  return session.heirsOf(slashed(file));
}

/** Has the heirs of a file compiled again where Vite updates nothing by itself, as in tests: it would keep what importers were compiled to. */
function forgetHeirs(build: Build, { environments, moduleGraph }: ViteDevServer, file: string): void {
  const heirs = heirsOf(build, file);
  if (heirs.length === 0) return;
  // Vite 5 has no environments.
  const graphs = (environments as typeof environments | undefined) ? Object.values(environments).map((each) => each.moduleGraph) : [moduleGraph as unknown as EnvironmentModuleGraph];
  for (const heir of heirs) {
    for (const graph of graphs) for (const module of graph.getModulesByFile(heir) ?? []) graph.invalidateModule(module);
  }
}

/** Prints the summary line of a server, which has no end, whenever it had nothing to compile for a moment. */
function summaryWhenQuiet(build: Build): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(build.printSummary, quiet);
    timer.unref();
  };
}
