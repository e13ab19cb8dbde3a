/** `@proviso/unplugin/bun`: contracts in Bun, in what it builds and in what it runs. */
import type { UnpluginInstance } from 'unplugin';
import { mapping, type BunBuild } from './bun/mapped-outputs.ts';
import { hookRun, type BunRun } from './bun/run-hooks.ts';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

type Bun = UnpluginInstance<ProvisoOptions | undefined, false>['bun'];

/** What Bun hands to a plugin; where it builds nothing, there is no configuration. */
type Handed = BunRun | BunBuild;

/** The plugin of Bun, for `plugins` of a build, or for `plugin` of a run. */
const provisoPlugin: Bun = (options) => {
  const { name, setup } = proviso.bun(options);
  return { name, setup: (bun: Handed) => ('config' in bun && (bun.config as object | undefined) ? setup(mapping(bun)) : hookRun(bun as BunRun, options ?? {})) };
};

export default provisoPlugin;
