/** `@proviso/unplugin`: contracts in every bundler that unplugin knows. */
import { createUnplugin, type UnpluginInstance } from 'unplugin';
import type { ProvisoOptions } from './options.ts';
import { factory } from './plugin.ts';

export type { FilePattern } from './source-filter.ts';
export type { ProvisoOptions } from './options.ts';

/** The plugin, by bundler: `proviso.vite()`. Each has an entry of its own too: `@proviso/unplugin/vite`. */
const proviso: UnpluginInstance<ProvisoOptions | undefined, false> = createUnplugin(factory);

export default proviso;
