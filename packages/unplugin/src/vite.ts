/** `@proviso/unplugin/vite`: contracts in Vite. */
import type { UnpluginInstance } from 'unplugin';
import proviso, { type ProvisoOptions } from './index.ts';

export type { ProvisoOptions };

/** The plugin of Vite. */
const provisoPlugin: UnpluginInstance<ProvisoOptions | undefined, false>['vite'] = proviso.vite;

export default provisoPlugin;
