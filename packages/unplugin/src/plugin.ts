/** The plugin that unplugin makes a plugin of each bundler from. */
import type { SourceMap } from '@proviso/compiler';
import { createUnplugin, type SourceMapCompact, type UnpluginBuildContext, type UnpluginContext, type UnpluginContextMeta, type UnpluginFactory, type UnpluginOptions } from 'unplugin';
import { compileFile, prepareBuild, slashed, type Build } from './build.ts';
import type { CompiledFile } from './compile-session.ts';
import { isComponent } from './component-files.ts';
import { esbuildHooks } from './esbuild-hooks.ts';
import { hosts } from './hosts.ts';
import { filesOf, noLeads } from './leads.ts';
import { givesWay, readOptions, type ProvisoOptions } from './options.ts';
import type { Problem } from './problem.ts';
import { behindLinks, fileOf, isOfOtherKind } from './source-filter.ts';
import { viteHooks } from './vite-hooks.ts';
import { learnFromWebpack, type WebpackCompiler } from './webpack-hooks.ts';

const name = '@proviso/unplugin';

/** Any script, and files of components; which of them may have contracts is for the session to say. */
const scripts = /\.(?:[cm]?[jt]sx?(?:$|\?)|(?:vue|svelte|astro)$)/;

/** Where a bundler of the kind of Rollup says whether it watches. */
interface RollupBuild {
  readonly meta?: { readonly watchMode?: boolean };
}

/** What Bun hands to the plugins of one build. */
interface BunBuild {
  readonly config: object;
}

/** What Farm says of its build, as far as it matters here. */
interface FarmConfig {
  readonly root?: string;
  readonly compilation?: { readonly mode?: string };
}

/**
 * Makes the plugin for one entry of a configuration.
 *
 * @throws {Error} on an option that does not exist.
 * @ensures `result.name === name && result.enforce === 'pre'`
 */
export const factory: UnpluginFactory<ProvisoOptions | undefined, false> = (options = {}, meta) => {
  const read = readOptions(options);
  const build = prepareBuild(read, meta);
  const compiler = compilerOf(meta);
  if (compiler) learnFromWebpack(build, compiler);
  // Rspack knows what it calls by name alone: of two entries with a transform, each file would meet either one.
  const transforms = meta.framework !== 'esbuild' && !build.isIdle();
  return {
    name,
    enforce: 'pre',
    ...(meta.framework === 'esbuild' ? {} : { buildStart: build.begin, watchChange: build.begin, buildEnd: build.printSummary }),
    ...(transforms ? { transform: transformOf(build, meta.framework) } : {}),
    vite: viteHooks(build, () => createUnplugin(factory).vite({ ...options, [givesWay]: true } as ProvisoOptions)),
    // A cache that the caller kept knows nothing of what files inherit. In a watch Rollup drops what depends on a changed file.
    rollup: { ...rollupHooks(build), shouldTransformCachedModule: ({ id }) => !build.facts.watches && !build.isIdle() && build.concerns(fileOf(id)) },
    rolldown: rollupHooks(build),
    esbuild: esbuildHooks(() => prepareBuild(read, meta)),
    farm: farmHooks(build),
    bun: bunHooks(build),
  };
};

/** What webpack and Rspack hand to a plugin, which is made for one build alone. */
function compilerOf(meta: UnpluginContextMeta): WebpackCompiler | undefined {
  if (meta.framework === 'webpack') return meta.webpack.compiler;
  return meta.framework === 'rspack' ? meta.rspack.compiler : undefined;
}

type Caller = UnpluginBuildContext & UnpluginContext;
type Transformed = { code: string; map: SourceMapCompact } | undefined;

function transformOf(build: Build, framework: UnpluginContextMeta['framework']): { order: 'pre'; filter: { id: RegExp }; handler(this: Caller, code: string, id: string): Transformed | Promise<Transformed> } {
  return {
    // Rollup and its kin know no `enforce`: types have to be there still.
    order: 'pre',
    filter: { id: scripts },
    handler(code, id) {
      const fileName = behindLinks(fileOf(id));
      if (!build.isIdle() && id === fileName && isComponent(id)) return warnOfComponent(this, build, { fileName, framework, text: code });
      if (build.isIdle() || isOfOtherKind(id)) return undefined;
      if (!build.concerns(fileName)) return leftOut(build, fileName);
      const compiled = compileFile(build, { fileName, text: code, ask: (lost) => hosts[framework].resolve(this, lost) });
      const tell = (result: CompiledFile | undefined): Transformed => transformed(this, build, { fileName, framework, compiled: result });
      return compiled instanceof Promise ? compiled.then(tell) : tell(compiled);
    },
  };
}

/** What a server itself brings is no file that anyone would `include`. */
function leftOut({ facts }: Build, fileName: string): undefined {
  if (!fileName.includes('/node_modules/')) facts.whenAsked?.();
}

interface Outcome {
  readonly fileName: string;
  readonly framework: UnpluginContextMeta['framework'];
  readonly compiled: CompiledFile | undefined;
}

/** What a bundler gets of a compiled file, and is told. */
function transformed(caller: Caller, build: Build, { fileName, framework, compiled }: Outcome): Transformed {
  if (!compiled) return undefined;
  const { watchFiles, importsWatched } = build.facts;
  if (watchFiles) watchFiles(filesOf(compiled));
  else hosts[framework].watch(caller, importsWatched ? { ...noLeads, dependsOn: compiled.dependsOn } : compiled, fileName);
  for (const problem of compiled.unsupported) hosts[framework].warn(caller, problem);
  if (compiled.errors.length > 0) return tellErrors(caller, build, { fileName, framework, errors: compiled.errors });
  const { code: text, map } = compiled;
  return text === undefined || !map ? undefined : { code: text, map: mutable(map) };
}

interface Component {
  readonly fileName: string;
  readonly framework: UnpluginContextMeta['framework'];
  readonly text: string;
}

function warnOfComponent(caller: Caller, build: Build, { fileName, framework, text }: Component): undefined {
  const found = build.session().unseen({ fileName, text });
  for (const problem of found ? build.untold([found]) : []) hosts[framework].warn(caller, problem);
}

interface Mistaken {
  readonly fileName: string;
  readonly framework: UnpluginContextMeta['framework'];
  readonly errors: readonly Problem[];
}

function tellErrors(caller: Caller, build: Build, { fileName, framework, errors }: Mistaken): undefined {
  const { goesOn, fail } = hosts[framework];
  const untold = goesOn && !build.facts.servesSeveral ? build.untold(errors) : errors;
  if (untold.length > 0) fail(caller, untold, fileName);
  // In another build it may be this file alone that has to tell.
  if (untold.length < errors.length) keepOutOfCache(caller);
}

/** Has a bundler with a cache ask for the file again, in the next build of a watch too. */
function keepOutOfCache({ getNativeBuildContext }: Caller): void {
  const native = getNativeBuildContext?.();
  if (native && 'loaderContext' in native) native.loaderContext?.cacheable(false);
}

/** Bundlers write into what they get. */
function mutable({ names, sources, sourcesContent, ...map }: SourceMap): SourceMapCompact {
  return { ...map, names: [...names], sources: [...sources], sourcesContent: [...sourcesContent] };
}

function rollupHooks(build: Build): { buildStart(options: object): void } {
  return {
    buildStart(options: object) {
      build.facts.watches = (this as RollupBuild).meta?.watchMode === true;
      if (!build.facts.watches) build.restart();
      build.claim(options);
      build.begin();
    },
  };
}

function farmHooks(build: Build): NonNullable<UnpluginOptions['farm']> {
  return {
    configResolved(config: FarmConfig) {
      build.facts.isProduction = config.compilation?.mode === 'production';
      // Its configuration does not say; its servers and watches are those of development.
      build.facts.watches = !build.facts.isProduction;
      if (config.root !== undefined) build.facts.root = slashed(config.root);
      build.claim(config);
    },
  };
}

function bunHooks(build: Build): NonNullable<UnpluginOptions['bun']> {
  let builds = 0;
  return {
    setup(bun) {
      build.facts.servesSeveral = ++builds > 1;
      build.claim((bun as BunBuild).config);
    },
  };
}
