/** `@proviso/unplugin/bun`: contracts in Bun, in what it builds and in what it runs. */
import type { UnpluginInstance } from 'unplugin';
import { mapping, type BunBuild } from './bun/mapped-outputs.ts';
import { hookRun, type BunRun } from './bun/run-hooks.ts';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

type Instance = UnpluginInstance<ProvisoOptions | undefined, false>['bun'];

/** As far as it matters here: the types of Bun come with Bun. */
interface BunPlugin {
  readonly name: string;
  /** Where Bun builds nothing, it hands over no configuration. */
  readonly setup: (bun: BunRun | BunBuild) => unknown;
}

const ofBuilds = proviso.bun as (options?: ProvisoOptions) => BunPlugin;

/**
 * Makes the plugin, which is told by what it is handed whether Bun builds.
 *
 * @throws {Error} on an option that does not exist.
 * @noContract what it gives is a plugin; that says what it does
 */
function ofBuildsAndRuns(options: ProvisoOptions = {}): BunPlugin {
  const { name, setup } = ofBuilds(options);
  return { name, setup: (bun) => (isBuild(bun) ? setup(mapping(bun)) : hookRun(bun, options)) };
}

function isBuild(bun: BunRun | BunBuild): bun is BunBuild {
  return 'config' in bun && (bun.config as object | undefined) !== undefined;
}

/** The plugin of Bun, for `plugins` of a build, or for `plugin` of a run. */
const provisoPlugin: Instance = ofBuildsAndRuns as Instance;

export default provisoPlugin;
