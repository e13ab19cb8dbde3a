/** `@proviso/unplugin/bun`: contracts in Bun, in what it builds and in what it runs. */
import type { UnpluginInstance } from 'unplugin';
import { hookRun, type BunRun } from './bun/run-hooks.ts';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

type Bun = UnpluginInstance<ProvisoOptions | undefined, false>['bun'];

/** What Bun hands to a plugin of a build; of a run it has no configuration. */
type BunBuild = Parameters<ReturnType<Bun>['setup']>[0] & { readonly config?: object };

/** The plugin of Bun, for `plugins` of a build, or for `plugin` of a run. */
const provisoPlugin: Bun = (options) => {
  const { name, setup } = proviso.bun(options);
  return { name, setup: (bun: BunBuild) => (bun.config ? setup(bun) : hookRun(bun as BunRun, options ?? {})) };
};

export default provisoPlugin;
