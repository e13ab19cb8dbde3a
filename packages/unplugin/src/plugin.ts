/** The plugin that unplugin makes a plugin of each bundler from. */
import type { SourceMap } from '@proviso/compiler';
import type { SourceMapCompact, UnpluginBuildContext, UnpluginContext, UnpluginContextMeta, UnpluginFactory, UnpluginOptions } from 'unplugin';
import { prepareBuild, slashed, type Build } from './build.ts';
import { errorMessages, hosts } from './hosts.ts';
import { readOptions, type ProvisoOptions } from './options.ts';
import { fileOf } from './source-filter.ts';
import { summaryWhenQuiet, viteHooks } from './vite-hooks.ts';
import { learnFromWebpack } from './webpack-hooks.ts';

const name = '@proviso/unplugin';

/** Any script; which of them may have contracts is for the session to say. */
const scripts = /\.[cm]?[jt]sx?(?:$|\?)/;

/** The loaders of esbuild by ending, where its own options name no other. */
const loaders = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx', '.jsx': 'jsx' } as const;

/** Where a bundler of the kind of Rollup keeps what all plugins of a build share. */
interface RollupBuild {
  readonly meta?: { readonly watchMode?: boolean };
}

/**
 * Makes the plugin for one entry of a configuration.
 *
 * @throws {Error} on an option that does not exist.
 * @ensures `result.name === name && result.enforce === 'pre'`
 */
export const factory: UnpluginFactory<ProvisoOptions | undefined, false> = (options = {}, meta) => {
  const build = prepareBuild(readOptions(options), meta);
  const { facts } = build;
  const summarise = summaryWhenQuiet(build);
  const transform = {
    // Rollup and its kin know no `enforce`: types have to be there still.
    order: 'pre' as const,
    filter: { id: scripts },
    handler(this: UnpluginBuildContext & UnpluginContext, code: string, id: string) {
      const compiled = compileModule(build, { context: this, framework: meta.framework }, { id, code });
      if (meta.framework === 'vite' && facts.watches) summarise();
      return compiled;
    },
  };
  return {
    name,
    enforce: 'pre',
    buildStart() {
      if (!build.isIdle()) build.session().refresh();
    },
    watchChange() {
      if (!build.isIdle()) build.session().refresh();
    },
    transform,
    buildEnd: build.printSummary,
    vite: viteHooks(build),
    rollup: rollupHooks(build),
    rolldown: rollupHooks(build),
    webpack: (compiler) => learnFromWebpack(build, compiler),
    rspack: (compiler) => learnFromWebpack(build, compiler),
    esbuild: esbuildHooks(build),
    farm: farmHooks(build),
  };
};

/** What Farm says of its build, as far as it matters here. */
interface FarmConfig {
  readonly root?: string;
  readonly compilation?: { readonly mode?: string };
}

interface Caller {
  readonly context: UnpluginBuildContext & UnpluginContext;
  readonly framework: UnpluginContextMeta['framework'];
}

function compileModule(build: Build, { context, framework }: Caller, { id, code }: { id: string; code: string }): { code: string; map: SourceMapCompact } | undefined {
  const fileName = fileOf(id);
  const session = build.isIdle() ? undefined : build.session();
  if (session?.concerns(fileName) !== true) return undefined;
  const compiled = session.compile({ fileName, text: code, ...moduleKind(fileName) });
  if (!compiled) return undefined;
  // In a server of Vite that would make heirs of all importers; `hotUpdate` knows better.
  if (framework !== 'vite' || !build.facts.watches) for (const file of compiled.dependsOn) context.addWatchFile(file);
  const host = hosts[framework];
  for (const problem of compiled.unsupported) context.warn(host.message(problem));
  for (const message of errorMessages(host, compiled.errors)) context.error(message);
  const { code: text, map } = compiled;
  return text === undefined || !map || compiled.errors.length > 0 ? undefined : { code: text, map: mutable(map) };
}

/** Bundlers write into what they get. */
function mutable({ names, sources, sourcesContent, ...map }: SourceMap): SourceMapCompact {
  return { ...map, names: [...names], sources: [...sources], sourcesContent: [...sourcesContent] };
}

/** Bundlers take every TypeScript source for a module, but not every JavaScript. */
function moduleKind(fileName: string): { readonly isModule?: true } {
  return /\.(?:tsx?|m[jt]s)$/.test(fileName) ? { isModule: true } : {};
}

function rollupHooks(build: Build): { buildStart(options: object): void } {
  return {
    buildStart(options: object) {
      build.facts.watches = (this as RollupBuild).meta?.watchMode === true;
      build.claim(options);
      if (!build.isIdle()) build.session().refresh();
    },
  };
}

function farmHooks(build: Build): NonNullable<UnpluginOptions['farm']> {
  return {
    configResolved(config: FarmConfig) {
      build.facts.isProduction = config.compilation?.mode === 'production';
      if (config.root !== undefined) build.facts.root = slashed(config.root);
      build.claim(config);
    },
  };
}

function esbuildHooks(build: Build): NonNullable<UnpluginOptions['esbuild']> {
  let own: Readonly<Record<string, string | undefined>> = {};
  return {
    onLoadFilter: /\.[cm]?[jt]sx?$/,
    config(options) {
      own = options.loader ?? {};
      if (options.absWorkingDir !== undefined) build.facts.root = slashed(options.absWorkingDir);
      if (options.define?.['process.env.NODE_ENV'] !== undefined) build.facts.isProduction = options.define['process.env.NODE_ENV'] === '"production"';
      build.claim(options);
    },
    loader: (_code, id) => {
      const ending = /\.\w+$/.exec(id)?.[0] ?? '';
      return (own[ending] ?? loaders[ending as keyof typeof loaders] ?? 'js') as 'ts' | 'tsx' | 'jsx' | 'js';
    },
  };
}
