/** `@proviso/unplugin/esbuild`: contracts in esbuild. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of esbuild. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['esbuild'] = proviso.esbuild;

export default provisoPlugin;
